import { rmSync } from "node:fs";
import { Agent, request } from "node:https";
import type { IncomingHttpHeaders } from "node:http";
import { io, type Socket } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashPassword } from "@/server/sign-in/passwords";
import { connectDatabase, closeDatabase } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { createTestDatabase, type TestDatabase } from "../database";
import { makeAccessToken, makeActor, makeOrganisation, makePerson } from "../factories";
import { formBytes, BOUNDARY } from "../files";
import { makeCertificate, makeProxyFolder, startHaproxy, startNginx, type RunningProxy } from "./proxies";
import { startServers } from "./server";
import { until } from "../wait";

// The longest way that people take: https to HAProxy, then nginx, then one of two processes of Helpejo.
const ORIGIN = "https://help.example.org";
const PASSWORD = "correct horse battery";
const SETTINGS = { NEXTAUTH_URL: ORIGIN, TRUST_PROXY: "2", MAX_UPLOAD_MB: "16" };
const MEGABYTE = 1024 * 1024;

let database: TestDatabase;
let haproxy: RunningProxy;
/** What to stop at the end, the last first. */
const running: (() => Promise<void>)[] = [];
let email: string;
let agent: Actor;
let token: string;
const folder = makeProxyFolder();
const sockets: Socket[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  connectDatabase(database.url, 4);
  const organisation = await makeOrganisation();
  agent = await makeActor(organisation, { role: "agent" });
  token = await makeAccessToken(agent);
  ({ email } = await makePerson(organisation, { role: "agent", passwordHash: await hashPassword(PASSWORD) }));

  Object.assign(process.env, SETTINGS);
  const servers = await startServers(database.url, 2);
  running.push(servers.stop);
  const [first, second] = servers.processes.map((one) => new URL(one.url).host);
  const nginx = await startNginx(Number(first?.split(":")[1]), [
    ["# 10.0.0.5 1;", "127.0.0.1 1;"],
    [/(server 127\.0\.0\.1:\d+ )(max_fails.*)/, `$1$2\n    server ${second} $2`],
  ]);
  running.push(nginx.stop);
  const { both } = await makeCertificate(folder);
  haproxy = await startHaproxy(nginx.port, [
    [/(bind 127\.0\.0\.1:\d+)\n/, `$1 ssl crt ${both} alpn h2,http/1.1\n`],
  ]);
  running.push(haproxy.stop);
});

afterAll(async () => {
  sockets.forEach((socket) => socket.disconnect());
  for (const stop of running.reverse()) {
    await stop();
  }
  for (const name of Object.keys(SETTINGS)) {
    Reflect.deleteProperty(process.env, name);
  }
  rmSync(folder, { recursive: true });
  await closeDatabase();
  await database.drop();
});

interface Ask {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  /** The client's own address, one of 127.0.0.0/8. */
  from?: string;
}

/** Asks through both proxies, over TLS. */
function ask(
  path: string,
  { method = "GET", headers = {}, body, from = "127.0.0.9" }: Ask = {},
): Promise<{ status: number; headers: IncomingHttpHeaders; body: unknown }> {
  return new Promise((resolve, reject) => {
    const options = {
      host: "127.0.0.1",
      port: haproxy.port,
      path,
      method,
      localAddress: from,
      rejectUnauthorized: false,
    };
    const outgoing = request(
      { ...options, headers: { host: "help.example.org", ...headers } },
      (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (part: string) => (text += part));
        response.on("end", () => {
          const isJson = /json/.test(response.headers["content-type"] ?? "");
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: isJson ? JSON.parse(text) : text,
          });
        });
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

function asAgent(more: Record<string, string> = {}): Record<string, string> {
  return { authorization: `Bearer ${token}`, ...more };
}

function connect(transport: "polling" | "websocket", from = "127.0.0.9"): Promise<Socket> {
  const options = {
    transports: [transport],
    auth: { token },
    extraHeaders: { origin: ORIGIN },
    rejectUnauthorized: false,
    reconnection: false,
    forceNew: true,
  };
  // An Agent is an option in Node.js alone, so the client's types do not know it.
  Reflect.set(
    options,
    "agent",
    new Agent({ localAddress: from, rejectUnauthorized: false, keepAlive: true }),
  );
  const socket = io(`https://127.0.0.1:${haproxy.port}`, options);
  sockets.push(socket);
  return new Promise((resolve, reject) => {
    socket.once("session:ready", () => resolve(socket));
    socket.once("connect_error", reject);
  });
}

async function makeTicket(): Promise<string> {
  const body = JSON.stringify({ title: "The projector hums", description: "It hums in every meeting room." });
  const answer = await ask("/api/tickets", {
    method: "POST",
    headers: asAgent({ "content-type": "application/json" }),
    body,
  });
  expect(answer.status).toBe(201);
  return String(Reflect.get(Object(answer.body), "id"));
}

describe("behind HAProxy and nginx", () => {
  it("a session has the true address of its sign-in, whatever the client pretends", async () => {
    const lies = {
      "x-forwarded-for": "203.0.113.66",
      "x-real-ip": "203.0.113.66",
      forwarded: "for=203.0.113.66",
    };
    const signedIn = await ask("/api/token", {
      method: "POST",
      headers: { ...lies, "content-type": "application/json" },
      body: JSON.stringify({ email, password: PASSWORD }),
    });
    expect(signedIn.status).toBe(200);
    const authorization = `Bearer ${String(Reflect.get(Object(signedIn.body), "accessToken"))}`;
    const mine = await ask("/api/me/sessions", { headers: { ...lies, authorization } });
    expect(mine.body).toMatchObject({ items: [{ address: "127.0.0.9" }] });
  });

  it("a socket connects by websocket and receives what others write", async () => {
    const ticketId = await makeTicket();
    const socket = await connect("websocket");
    expect(socket.io.engine.transport.name).toBe("websocket");
    expect(await socket.emitWithAck("ticket:join", { ticketId })).toMatchObject({ ok: true });
    const received = new Promise((resolve) => socket.once("comment:added", resolve));
    const body = JSON.stringify({ body: "Read through two proxies." });
    await ask(`/api/tickets/${ticketId}/comments`, {
      method: "POST",
      headers: asAgent({ "content-type": "application/json" }),
      body,
    });
    expect(await received).toMatchObject({ comment: { body: "Read through two proxies." } });
    expect(socket.connected).toBe(true);
  });

  it("twelve clients by long polling each stay with one of the two processes", async () => {
    const clients = await Promise.all(
      Array.from({ length: 12 }, (_, index) => connect("polling", `127.0.1.${index + 1}`)),
    );
    const ticketId = await makeTicket();
    const answers = await Promise.all(
      clients.map((socket) => socket.emitWithAck("ticket:join", { ticketId })),
    );
    expect(answers.every((answer) => answer.ok === true)).toBe(true);
    expect(clients.every((socket) => socket.connected && socket.io.engine.transport.name === "polling")).toBe(
      true,
    );
  });

  it("a file of 12 MB passes, and one over the limit is refused in words", async () => {
    const ticketId = await makeTicket();
    const upload = (bytes: number) =>
      ask(`/api/tickets/${ticketId}/attachments`, {
        method: "POST",
        headers: asAgent({ "content-type": `multipart/form-data; boundary=${BOUNDARY}` }),
        body: formBytes([{ name: "file", filename: "noise.bin", content: new Uint8Array(bytes).fill(7) }]),
      });
    expect(await upload(12 * MEGABYTE)).toMatchObject({
      status: 201,
      body: { items: [{ size: 12 * MEGABYTE }] },
    });
    expect(await upload(17 * MEGABYTE)).toMatchObject({ status: 413, body: { code: "too_large" } });
  });

  it("every answer carries each security header once, from any of the three programs", async () => {
    const asked: [string, string, Ask, number][] = [
      ["Helpejo: a probe", "/health", {}, 200],
      ["Helpejo: nobody signed in", "/api/me", {}, 401],
      ["Helpejo: no such path", "/api/nothing", { headers: asAgent() }, 404],
      ["Helpejo: a file", "/api/openapi.json", {}, 200],
      ["Helpejo: a poll", "/socket.io/?EIO=4&transport=polling", {}, 200],
      ["Helpejo: JSONP", "/socket.io/?EIO=4&transport=polling&j=0", {}, 400],
      [
        "Helpejo: a foreign page",
        "/socket.io/?EIO=4&transport=polling",
        { headers: { origin: "https://evil.example" } },
        403,
      ],
      ["HAProxy: not found", "/metrics", {}, 404],
      ["nginx: too large", "/api/tickets", { method: "POST", body: "x".repeat(3 * MEGABYTE) }, 413],
    ];
    for (const [name, path, how, status] of asked) {
      const answer = await ask(path, how);
      expect([name, answer.status]).toEqual([name, status]);
      expect([name, answer.headers]).toEqual([
        name,
        expect.objectContaining({
          "x-content-type-options": "nosniff",
          "x-frame-options": "DENY",
          "referrer-policy": "same-origin",
          "cross-origin-resource-policy": "same-origin",
          "content-security-policy": expect.stringContaining("default-src 'none'"),
          "strict-transport-security": "max-age=31536000",
        }),
      ]);
    }
  });

  it("the proxy's cookie goes over https alone, to no script, and with no other site's form", async () => {
    const [cookie = ""] = (await ask("/health")).headers["set-cookie"] ?? [];
    expect(cookie.split("; ").slice(1).sort()).toEqual(
      ["HttpOnly", "SameSite=Lax", "Secure", "path=/"].sort(),
    );
  });

  it("the name that somebody asked for has one form here too", async () => {
    const hosts = ["help.example.org", "HELP.example.org", "help.example.org.", "help.example.org:443"];
    for (const host of hosts) {
      expect([host, (await ask("/api/me", { headers: asAgent({ host }) })).status]).toEqual([host, 200]);
    }
    await makeOrganisation({ name: "Another", host: "other.example.org" });
    const elsewhere = async () =>
      await ask("/api/me", { headers: asAgent({ host: "elsewhere.example.org" }) });
    await until("there are two organisations", async () => (await elsewhere()).status === 421, 10_000);
    for (const host of hosts) {
      expect([host, (await ask("/api/me", { headers: asAgent({ host }) })).status]).toEqual([host, 200]);
    }
    expect((await elsewhere()).body).toMatchObject({ code: "unknown_host" });
    expect((await ask("/api/me", { headers: asAgent({ host: "OTHER.example.org." }) })).status).toBe(401);
  });

  it("/metrics does not exist, and /health does", async () => {
    expect((await ask("/metrics")).status).toBe(404);
    expect(await ask("/health")).toMatchObject({ status: 200, body: { status: "ok" } });
  });
});
