import { io, type Socket } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { connectDatabase, closeDatabase } from "@/server/database/database";
import { hashPassword } from "@/server/sign-in/passwords";
import type { Actor } from "@/shared/roles";
import { createTestDatabase, type TestDatabase } from "@/testing/database";
import { makeAccessToken, makeActor, makeOrganisation, makePerson } from "@/testing/factories";
import { cookieOf } from "@/testing/http/requests";
import { startServers, type Servers } from "@/testing/processes/server";
import { until } from "@/testing/wait";

const APP = "https://app.example.org";
const FOREIGN = "https://evil.example";
const BODY = JSON.stringify({ title: "From another page", description: "Sent by a page somewhere." });
let database: TestDatabase;
let servers: Servers;
let url: string;
let own: string;
let actor: Actor;
let cookie: string;
let token: string;

beforeAll(async () => {
  database = await createTestDatabase();
  connectDatabase(database.url);
  servers = await startServers(database.url, 1, {
    ALLOWED_ORIGINS: `${APP}, https://second.example.org`,
    METRICS_TOKEN: "measure-me-please",
  });
  url = servers.processes[0]?.url ?? "";
  own = url;
  actor = await makeActor(await makeOrganisation());
  cookie = await cookieOf(actor);
  token = await makeAccessToken(actor);
});
afterAll(async () => {
  await servers.stop();
  await closeDatabase();
  await database.drop();
});

const post = (headers: Record<string, string>) =>
  fetch(`${url}/api/tickets`, {
    method: "POST",
    body: BODY,
    headers: { "content-type": "application/json", ...headers },
  });

describe("a mutation with the cookie", () => {
  it.each([
    ["an allowed Origin", () => ({ origin: APP }), 201],
    ["our own Origin", () => ({ origin: own }), 201],
    ["no Origin, same-origin", () => ({ "sec-fetch-site": "same-origin" }), 201],
    ["a foreign Origin", () => ({ origin: FOREIGN }), 403],
    [
      "a foreign Origin that says same-origin",
      () => ({ origin: FOREIGN, "sec-fetch-site": "same-origin" }),
      403,
    ],
    ["an Origin null", () => ({ origin: "null" }), 403],
    ["neither", () => ({}), 403],
    ["no Origin, cross-site", () => ({ "sec-fetch-site": "cross-site" }), 403],
    ["no Origin, same-site", () => ({ "sec-fetch-site": "same-site" }), 403],
    ["no Origin, typed into the address bar", () => ({ "sec-fetch-site": "none" }), 403],
  ] as const)("with %s", async (_what, headers, status) => {
    const answer = await post({ cookie, ...headers() });
    expect(answer.status).toBe(status);
    const body: unknown = await answer.json();
    expect(status === 403 ? Reflect.get(Object(body), "code") : "bad_origin").toBe("bad_origin");
  });

  it("reads without any, and a bearer token needs none", async () => {
    expect((await fetch(`${url}/api/tickets`, { headers: { cookie, origin: FOREIGN } })).status).toBe(200);
    expect((await post({ authorization: `Bearer ${token}`, origin: FOREIGN })).status).toBe(201);
    expect((await post({ authorization: `Bearer ${token}` })).status).toBe(201);
  });

  it("without a live session is 401 before the origin is looked at", async () => {
    expect((await post({ origin: FOREIGN })).status).toBe(401);
    expect((await post({ cookie: "next-auth.session-token=nonsense", origin: FOREIGN })).status).toBe(401);
    expect((await post({ authorization: "Bearer nonsense" })).status).toBe(401);
    expect((await fetch(`${url}/api/tickets`, { method: "PATCH", body: "{{{" })).status).toBe(401);
  });
});

describe("CORS", () => {
  const preflight = (origin: string) =>
    fetch(`${url}/api/tickets`, {
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type,idempotency-key",
      },
    });

  it("lets pages of allowed origins read, with credentials, also errors", async () => {
    const before = await preflight(APP);
    expect([
      before.status,
      before.headers.get("access-control-allow-origin"),
      before.headers.get("access-control-allow-credentials"),
    ]).toEqual([204, APP, "true"]);
    for (const wanted of ["authorization", "content-type", "idempotency-key"]) {
      expect(before.headers.get("access-control-allow-headers")?.toLowerCase()).toContain(wanted);
    }
    expect(before.headers.get("access-control-allow-methods")).toMatch(/PATCH/);
    for (const path of ["/api/me", "/api/nothing", "/api/tickets/99"]) {
      const answer = await fetch(`${url}${path}`, {
        headers: { cookie, origin: "https://second.example.org" },
      });
      expect(answer.headers.get("access-control-allow-origin"), path).toBe("https://second.example.org");
      expect(answer.headers.get("vary")?.toLowerCase()).toContain("origin");
    }
  });

  it("lets no other page", async () => {
    expect((await preflight(FOREIGN)).headers.get("access-control-allow-origin")).toBeNull();
    const answer = await fetch(`${url}/api/me`, { headers: { cookie, origin: FOREIGN } });
    expect(answer.headers.get("access-control-allow-origin")).toBeNull();
  });
});

describe("a socket", () => {
  const connect = (options: Parameters<typeof io>[1]) =>
    new Promise<string>((resolve) => {
      const socket: Socket = io(url, { forceNew: true, reconnection: false, ...options });
      const end = (how: string): void => {
        socket.disconnect();
        resolve(how);
      };
      socket.once("session:ready", () => end(`ready by ${socket.io.engine.transport.name}`));
      socket.once("connect_error", (error: Error & { data?: { code?: string } }) =>
        end(error.data?.code ?? error.message),
      );
    });

  it.each(["websocket", "polling"] as const)(
    "by %s alone opens with a live session, from an allowed origin",
    async (transport) => {
      const by = { transports: [transport] };
      expect(await connect({ ...by, auth: { token } })).toBe(`ready by ${transport}`);
      expect(await connect({ ...by, extraHeaders: { authorization: `Bearer ${token}` } })).toBe(
        `ready by ${transport}`,
      );
      expect(await connect({ ...by, extraHeaders: { cookie } })).toBe(`ready by ${transport}`);
      expect(await connect({ ...by, extraHeaders: { cookie, origin: APP } })).toBe(`ready by ${transport}`);
      expect(await connect({ ...by, extraHeaders: { cookie, origin: FOREIGN } })).toBe("bad_origin");
      expect(await connect({ ...by, auth: { token }, extraHeaders: { origin: FOREIGN } })).toBe("bad_origin");
      expect(await connect(by)).toBe("unauthorized");
      expect(await connect({ ...by, auth: { token: "nonsense" } })).toBe("unauthorized");
      expect(await connect({ ...by, query: { token } })).toBe("unauthorized");
    },
  );
});

describe("signing in with next-auth", () => {
  it("by csrfToken, e-mail and password gives the cookie that API and sockets know, until signing out", async () => {
    const person = await makePerson(
      { id: actor.organisationId },
      { passwordHash: await hashPassword("a long enough password") },
    );
    const jar = new Map<string, string>();
    const visit = async (path: string, form?: Record<string, string>): Promise<Response> => {
      const response = await fetch(`${url}${path}`, {
        redirect: "manual",
        headers: {
          cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; "),
          ...(form ? { origin: own } : {}),
        },
        ...(form ? { method: "POST", body: new URLSearchParams(form) } : {}),
      });
      for (const line of response.headers.getSetCookie()) {
        const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        jar.set(name, value);
      }
      return response;
    };
    const csrf = z.object({ csrfToken: z.string() });
    const { csrfToken } = csrf.parse(await (await visit("/api/auth/csrf")).json());
    await visit("/api/auth/callback/credentials", {
      csrfToken,
      email: person.email,
      password: "a long enough password",
      json: "true",
    });
    expect(await (await visit("/api/me")).json()).toMatchObject({ id: person.id });
    expect(await (await visit("/api/auth/session")).json()).toMatchObject({ user: { name: person.name } });
    const signedIn = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const socket = io(url, { forceNew: true, reconnection: false, extraHeaders: { cookie: signedIn } });
    const received: string[] = [];
    socket.onAny((name: string) => received.push(name));
    await until("the socket is ready", () => received.includes("session:ready"));
    await visit("/api/auth/signout", { csrfToken, json: "true" });
    await until(
      "the socket is notified and cut",
      () => received.includes("session:ended") && !socket.connected,
      2_000,
    );
    expect((await fetch(`${url}/api/me`, { headers: { cookie: signedIn } })).status).toBe(401);
  });
});

describe("the probes", () => {
  it("answer without a session; measurements to this machine or with their token", async () => {
    expect(await (await fetch(`${url}/health`)).json()).toEqual({
      status: "ok",
      version: expect.any(String),
    });
    expect((await fetch(`${url}/metrics`)).status).toBe(200);
    const forwarded = { "x-forwarded-for": "203.0.113.5" };
    expect((await fetch(`${url}/metrics`, { headers: forwarded })).ok).toBe(false);
    expect(
      (
        await fetch(`${url}/metrics`, {
          headers: { ...forwarded, authorization: "Bearer measure-me-please" },
        })
      ).status,
    ).toBe(200);
    expect(
      (await fetch(`${url}/metrics`, { headers: { ...forwarded, authorization: "Bearer wrong" } })).ok,
    ).toBe(false);
  });
});
