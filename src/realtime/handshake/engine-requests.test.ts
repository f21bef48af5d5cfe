import { randomBytes } from "node:crypto";
import { connect } from "node:net";
import fc from "fast-check";
import { io } from "socket.io-client";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/shared/roles";
import { setUpDesk } from "@/testing/desk/setup";
import { makeActor, makeOrganisation } from "@/testing/factories";
import { cookieOf } from "@/testing/http/requests";

const desk = setUpDesk();
const OURS = "http://localhost:3003";
const POLLING = "EIO=4&transport=polling";
const FOREIGN: [string, Record<string, string>][] = [
  ["another site's Origin", { origin: "https://evil.example" }],
  ["another port's Origin", { origin: "http://localhost:3004" }],
  ["a longer name's Origin", { origin: `${OURS}.evil.example` }],
  ["Origin: null", { origin: "null" }],
  ["an empty Origin", { origin: "" }],
  ["two Origins", { origin: `${OURS}, https://evil.example` }],
  ["an Origin with a path", { origin: `${OURS}/x` }],
  ["an Origin that says same-origin", { origin: "https://evil.example", "sec-fetch-site": "same-origin" }],
  ["no Origin, from another site", { "sec-fetch-site": "cross-site" }],
  ["no Origin, from a neighbour", { "sec-fetch-site": "same-site" }],
  ["no Origin, from who knows where", { "sec-fetch-site": "same-origin, cross-site" }],
];
const OWN: [string, Record<string, string>][] = [
  ["neither header", {}],
  ["our Origin", { origin: OURS }],
  ["our Origin in capitals", { origin: "HTTP://LOCALHOST:3003" }],
  ["our Origin with the root's dot", { origin: "http://localhost.:3003" }],
  ["our own page without an Origin", { "sec-fetch-site": "same-origin" }],
  ["a person's own doing", { "sec-fetch-site": "none" }],
];
let actor: Actor;
let cookie: string;

beforeAll(async () => {
  actor = await makeActor(await makeOrganisation());
});
beforeEach(async () => {
  cookie = await cookieOf(actor);
});

interface Answer {
  status: number;
  head: string;
  body: string;
}

/** Sends one request as it is and reads the whole answer. */
function ask(
  query: string,
  headers: Record<string, string> = {},
  { method = "GET", body = "", path = "/socket.io/" } = {},
): Promise<Answer> {
  const { hostname, port } = new URL(desk.url());
  const lines = Object.entries({ host: "localhost:3003", connection: "close", ...headers })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join("");
  const length = method === "POST" ? `content-length: ${Buffer.byteLength(body)}\r\n` : "";
  return new Promise((resolve, reject) => {
    let text = "";
    const socket = connect(Number(port), hostname, () =>
      socket.write(`${method} ${path}?${query} HTTP/1.1\r\n${lines}${length}\r\n${body}`),
    );
    socket.on("data", (part) => {
      text += part.toString("latin1");
      if (text.startsWith("HTTP/1.1 101")) {
        socket.destroy();
      }
    });
    socket.on("error", reject);
    socket.on("close", () => {
      const end = text.indexOf("\r\n\r\n");
      const status = Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0);
      resolve({ status, head: text.slice(0, end), body: text.slice(end + 4) });
    });
  });
}

const upgrade = (): Record<string, string> => ({
  connection: "Upgrade",
  upgrade: "websocket",
  "sec-websocket-version": "13",
  "sec-websocket-key": randomBytes(16).toString("base64"),
});
const sidOf = ({ body }: Answer): string => /"sid":"([^"]+)"/.exec(body)?.[1] ?? "";
const open = async (): Promise<string> => sidOf(await ask(POLLING, { cookie }));

/** Every request that a page can make with an engine session whose id it guessed or was given. */
function everyRequest(sid: string): [string, () => Parameters<typeof ask>][] {
  const query = `${POLLING}&sid=${sid}`;
  return [
    ["a handshake by polling", () => [POLLING, {}]],
    ["a handshake by websocket", () => ["EIO=4&transport=websocket", upgrade()]],
    ["a poll", () => [query, {}]],
    ["a message", () => [query, {}, { method: "POST", body: "40" }]],
    ["an upgrade", () => [`EIO=4&transport=websocket&sid=${sid}`, upgrade()]],
  ];
}

describe("a request of the engine from elsewhere", () => {
  it.each(FOREIGN)("is refused, whatever is asked for: %s", async (_what, headers) => {
    const sid = await open();
    for (const [name, request] of everyRequest(sid)) {
      const [query, own, how] = request();
      const answer = await ask(query, { cookie, ...own, ...headers }, how);
      expect([name, answer.status]).toEqual([name, 403]);
      expect(answer.body).toContain('"code":"bad_origin"');
      expect(answer.head.toLowerCase()).not.toContain("access-control-allow-origin");
      expect(answer.body).not.toContain("sid");
    }
    // The session itself was not touched: its own client goes on with it.
    expect((await ask(`${POLLING}&sid=${sid}`, { cookie }, { method: "POST", body: "40" })).status).toBe(200);
  });

  it.each(OWN)("is answered when it is ours: %s", async (_what, headers) => {
    const sid = sidOf(await ask(POLLING, { cookie, ...headers }));
    expect(sid).not.toBe("");
    const query = `${POLLING}&sid=${sid}`;
    expect((await ask(query, { cookie, ...headers }, { method: "POST", body: "40" })).status).toBe(200);
    expect((await ask(query, { cookie, ...headers })).body).toContain("40{");
    expect((await ask("EIO=4&transport=websocket", { cookie, ...upgrade(), ...headers })).status).toBe(101);
  });

  it("is refused in the Socket.IO protocol when it comes from such a client, by either transport", async () => {
    for (const transport of ["polling", "websocket"]) {
      for (const headers of [{ origin: "https://evil.example" }, { origin: "null" }]) {
        const socket = io(desk.url(), {
          transports: [transport],
          reconnection: false,
          forceNew: true,
          extraHeaders: { cookie, ...headers },
        });
        const code = await new Promise((resolve) => {
          socket.on("connect", () => resolve("connected"));
          socket.on("connect_error", (error: Error & { data?: unknown }) =>
            resolve(error.data ?? error.message),
          );
        });
        socket.disconnect();
        expect([transport, code]).toEqual([transport, { code: "bad_origin" }]);
      }
    }
  });

  it("gets a plain refusal in a browser, whose socket does not open at all", async () => {
    const headers = {
      ...upgrade(),
      cookie,
      origin: "https://evil.example",
      "user-agent": "Mozilla/5.0 (X11; Linux x86_64)",
      "sec-websocket-extensions": "permessage-deflate; client_max_window_bits",
    };
    expect((await ask("EIO=4&transport=websocket", headers)).status).toBe(403);
    // One of our own pages under a host that is not allowed gets the reason instead of "websocket error".
    const own = { ...headers, host: "10.0.0.9:3003", origin: "http://10.0.0.9:3003" };
    const answer = await ask("EIO=4&transport=websocket", own);
    expect([answer.status, answer.body]).toEqual([101, expect.stringContaining('"code":"bad_origin"')]);
  });
});

describe("JSONP", () => {
  it.each(["j=0", "J=0", "%6A=0", "%6a=", "j", "j=0&j=1", "j=evil", "+j=1", "j%20=1"])(
    "does not exist, however it is written: %s",
    async (parameter) => {
      const sid = await open();
      for (const query of [`${POLLING}&${parameter}`, `${parameter}&${POLLING}&sid=${sid}`]) {
        const answer = await ask(query, { cookie, "sec-fetch-site": "same-origin" });
        expect([answer.status, answer.body]).toEqual([400, expect.stringContaining('"code":"bad_request"')]);
        expect((await ask(query, { cookie }, { method: "POST", body: "d=40" })).status).toBe(400);
      }
      expect((await ask(`EIO=4&transport=websocket&${parameter}`, { cookie, ...upgrade() })).status).toBe(
        400,
      );
    },
  );

  it("no answer of the engine is ever a script, whatever is asked", async () => {
    const part = fc.constantFrom(
      "j",
      "J",
      "EIO",
      "transport",
      "t",
      "sid",
      "b64",
      "4",
      "3",
      "polling",
      "websocket",
      "0",
      "%6a",
      "",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(part, part), { maxLength: 6 }), async (pairs) => {
        const answer = await ask(pairs.map((pair) => pair.join("=")).join("&"), { cookie });
        expect(answer.head.toLowerCase()).not.toContain("javascript");
        expect(answer.head.toLowerCase()).toContain("x-content-type-options: nosniff");
        expect(answer.body).not.toMatch(/___eio|\]\(/);
      }),
      { numRuns: 60 },
    );
  });
});

describe("the headers of the engine's answers", () => {
  it("are those of all others, also where it refuses", async () => {
    const sid = await open();
    const answers = [
      await ask(POLLING, { cookie }),
      await ask(`${POLLING}&sid=${sid}`, { cookie }, { method: "POST", body: "40" }),
      await ask(`${POLLING}&sid=unknown`, { cookie }),
      await ask(POLLING, { cookie, origin: "https://evil.example" }),
      await ask(
        POLLING,
        { cookie, origin: OURS, "access-control-request-method": "POST" },
        { method: "OPTIONS" },
      ),
      await ask("EIO=4&transport=websocket", { cookie, ...upgrade() }),
      await ask("EIO=4&transport=websocket&sid=unknown", { cookie, ...upgrade() }),
      await ask("EIO=4&transport=nothing", { cookie, ...upgrade() }),
      await ask("EIO=4&transport=websocket", { cookie, ...upgrade(), origin: "https://evil.example" }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 400, 403, 204, 101, 400, 400, 403]);
    for (const { status, head } of answers) {
      for (const header of [
        "x-content-type-options: nosniff",
        "cross-origin-resource-policy: ",
        "referrer-policy: same-origin",
        "content-security-policy: default-src 'none'",
        "cache-control: no-store",
      ]) {
        expect([status, header, head.toLowerCase().split(`\r\n${header}`).length]).toEqual([
          status,
          header,
          2,
        ]);
      }
    }
  });

  it("let pages of allowed origins read, and no other", async () => {
    const allowed = await ask(POLLING, { cookie, origin: OURS });
    expect(allowed.head.toLowerCase()).toContain(`access-control-allow-origin: ${OURS}`);
    expect(allowed.head.toLowerCase()).toContain("vary: origin");
    expect((await ask(POLLING, { cookie })).head.toLowerCase()).not.toContain("access-control-allow-origin");
  });
});

it("other paths below, other methods, repeated parameters and invalid host names are refused", async () => {
  expect((await ask(POLLING, { cookie }, { path: "/socket.io/more" })).status).toBe(404);
  expect((await ask(`${POLLING}&transport=websocket`, { cookie })).status).toBe(400);
  expect((await ask(`EIO=4&transport=websocke%74`, { cookie })).status).toBe(400);
  expect((await ask(POLLING, { cookie, host: "a@b" })).status).toBe(400);
  expect((await ask(POLLING, { cookie }, { method: "PUT" })).status).toBe(405);
});
