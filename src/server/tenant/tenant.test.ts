import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { io } from "socket.io-client";
import { createOrganisation } from "@/features/organisations/server/write-ensure";
import { pool } from "@/server/database/database";
import { setUpDesk } from "@/testing/desk/setup";
import { makeAccessToken, makeActor, makeOrganisation, type MadeOrganisation } from "@/testing/factories";
import { cookieOf } from "@/testing/http/requests";
import { rawRequest } from "@/testing/http/raw-request";
import type { Actor } from "@/shared/roles";
import { forgetHosts, organisationForHost } from "./tenant";

const desk = setUpDesk();
let first: MadeOrganisation;
let second: MadeOrganisation;
let actor: Actor;

beforeAll(async () => {
  first = await makeOrganisation({ name: "First" });
});

/** The answer of /api/me under this Host. */
const me = async (host: string, as: Actor, by: "cookie" | "token" = "token") =>
  await rawRequest(desk.url(), "/api/me", {
    host,
    ...(by === "token"
      ? { authorization: `Bearer ${await makeAccessToken(as)}` }
      : { cookie: await cookieOf(as) }),
  });

/** The outcome of a handshake under this Host: "ready" or the code of the refusal. */
async function knock(host: string, token: string): Promise<unknown> {
  const socket = io(desk.url(), {
    auth: { token },
    transports: ["websocket"],
    reconnection: false,
    forceNew: true,
    extraHeaders: { host },
  });
  const outcome = await new Promise((resolve) => {
    socket.once("session:ready", () => resolve("ready"));
    socket.once("connect_error", (error: Error & { data?: { code?: string } }) =>
      resolve(error.data?.code ?? error.message),
    );
  });
  socket.disconnect();
  return outcome;
}

const poll = async (host: string, more = "") =>
  await rawRequest(desk.url(), `/socket.io/?EIO=4&transport=polling${more}`, { host });

describe("while there is one organisation", () => {
  it.each(["anything.example", "b.example.org.", "127.0.0.1", "help.example.org:8443"])(
    "it answers every host: %s",
    async (host) => {
      const one = await makeActor(first);
      expect((await me(host, one)).status).toBe(200);
      expect(await knock(host, await makeAccessToken(one))).toBe("ready");
    },
  );
});

describe("with several", () => {
  beforeEach(async () => {
    if (!second) {
      second = await makeOrganisation({ name: "Second", host: "b.example.org" });
      await makeOrganisation({ name: "Third", host: "BÜCHER.example" });
    }
    actor = await makeActor(second);
  });

  it.each([
    "b.example.org",
    "b.example.org.",
    "B.EXAMPLE.ORG",
    "b.example.org:443",
    "B.Example.Org.:80",
    "b.example.org:3003",
  ])("one is found under its name in whatever form, by HTTP and by sockets: %s", async (host) => {
    expect(await me(host, actor)).toMatchObject({ status: 200, json: { id: actor.id } });
    expect(await me(host, actor, "cookie")).toMatchObject({ status: 200, json: { id: actor.id } });
    const token = await makeAccessToken(actor);
    expect(await knock(host, token)).toBe("ready");
    expect(await poll(host)).toMatchObject({ status: 200, text: expect.stringContaining('"sid"') });
    // And a person of the first is unknown there.
    const other = await makeActor(first);
    expect((await me(host, other)).status).toBe(401);
    expect(await knock(host, await makeAccessToken(other))).toBe("unauthorized");
  });

  it.each(["bücher.example", "xn--bcher-kva.example", "BÜCHER.EXAMPLE."])(
    "a name with other letters has one form too: %s",
    async (host) => {
      const { rows } = await pool().query<{ id: string }>(
        "SELECT id FROM organisations WHERE name = 'Third'",
      );
      expect(await organisationForHost(host)).toBe(rows[0]?.id);
    },
  );

  it.each([
    "c.example.org",
    "b.example.org.evil.example",
    "xb.example.org",
    "10.0.0.7:3003",
    "localhost.evil.example",
  ])("a name that is nobody's is refused: %s", async (host) => {
    const own = await makeActor(first);
    expect(await me(host, own)).toMatchObject({
      status: 421,
      json: { status: 421, code: "unknown_host", requestId: expect.any(String) },
    });
    expect(await rawRequest(desk.url(), "/api/token", { host }, "POST")).toMatchObject({ status: 421 });
    const token = await makeAccessToken(own);
    expect(await knock(host, token)).toBe("unknown_host");
    expect(await poll(host)).toMatchObject({ status: 421, json: { code: "unknown_host" } });
    expect((await poll(host, "&t=abc")).text).toMatch(/44.*"code":"unknown_host"/);
    const page = await rawRequest(desk.url(), "/", { host, accept: "text/html" });
    expect([page.status, page.text]).toEqual([421, expect.stringContaining("There is no help desk here")]);
    expect((await rawRequest(desk.url(), "/health", { host })).status).toBe(200);
  });

  it.each(["127.0.0.1", "localhost:3003", "LOCALHOST."])(
    "the public address is the first one's: %s",
    async (host) => {
      expect((await me(host, await makeActor(first))).status).toBe(200);
    },
  );

  it("a garbled name is refused before anything", async () => {
    expect(await me("b.example.org@evil.example", actor)).toMatchObject({
      status: 400,
      json: { code: "bad_request" },
    });
    expect(await me("b.example.org, localhost", actor)).toMatchObject({ status: 400 });
  });

  it("one that is created with a name in another form is stored in the canonical form", async () => {
    await createOrganisation(pool(), { name: "Fourth", host: " Fourth.Example.ORG.:443 " });
    forgetHosts();
    const { rows } = await pool().query("SELECT host FROM organisations WHERE name = 'Fourth'");
    expect(rows).toEqual([{ host: "fourth.example.org" }]);
    await expect(createOrganisation(pool(), { name: "Fifth", host: "a/b" })).rejects.toMatchObject({
      code: "invalid",
    });
  });
});
