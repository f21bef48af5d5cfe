import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectDatabase, closeDatabase } from "@/server/database/database";
import { LIMITS } from "@/shared/limits";
import type { Actor } from "@/shared/roles";
import { ROUTE_RULES } from "../authorisation/rules";
import { createTestDatabase, type TestDatabase } from "../database";
import { makeAccessToken, makeActor, makeOrganisation } from "../factories";
import { rawRequest, type RawAnswer } from "../http/raw-request";
import { startServers, type Servers } from "../processes/server";

// Whatever answers: routes of the API, next-auth, the probes, the engine of sockets, refusals of each kind. Those of pages
// are in e2e/security/headers.spec.ts.

const ORIGIN = "https://help.example.org";
const HOST = "help.example.org";
const NOBODYS = "018f0000-0000-7000-8000-000000000000";
const ALWAYS: Record<string, RegExp> = {
  "x-content-type-options": /^nosniff$/,
  "referrer-policy": /^(same-origin|no-referrer)$/,
  "x-frame-options": /^DENY$/,
  "cross-origin-opener-policy": /^same-origin$/,
  "cross-origin-resource-policy": /^same-origin$/,
  "permissions-policy": /^accelerometer=\(\).*camera=\(\).*microphone=\(\)/,
  "strict-transport-security": /^max-age=31536000$/,
  "content-security-policy":
    /default-src 'none'|^sandbox|^default-src 'self'; script-src 'self' 'nonce-[\w+/=]+' 'strict-dynamic';/,
};
/** What would say which programs and versions answer. */
const TELLTALE = ["server", "x-powered-by", "x-aspnet-version", "via"];

let database: TestDatabase;
let servers: Servers;
let url: string;
let token: string;
let actor: Actor;

beforeAll(async () => {
  database = await createTestDatabase();
  connectDatabase(database.url);
  servers = await startServers(database.url, 1, { NEXTAUTH_URL: ORIGIN, TRUST_PROXY: "1" });
  url = servers.processes[0]?.url ?? "";
  actor = await makeActor(await makeOrganisation(), { role: "admin" });
  token = await makeAccessToken(actor);
});
afterAll(async () => {
  await servers.stop();
  await closeDatabase();
  await database.drop();
});

const ask = (path: string, headers: Record<string, string> = {}, method = "GET"): Promise<RawAnswer> =>
  rawRequest(
    url,
    path,
    { host: HOST, "x-forwarded-proto": "https", "x-forwarded-for": "192.0.2.7", ...headers },
    method,
  );

function expectProtected({ headers, status, text }: RawAnswer, what: string): void {
  const seen = Object.fromEntries(Object.keys(ALWAYS).map((name) => [name, headers[name]]));
  const wrong = Object.entries(ALWAYS).filter(([name, form]) => !form.test(String(headers[name])));
  expect(wrong.map(([name]) => `${what}: ${name}: ${String(seen[name])}`)).toEqual([]);
  expect(
    TELLTALE.filter((name) => headers[name] !== undefined),
    what,
  ).toEqual([]);
  // Virtual lists and progress bars set their sizes in style attributes; nothing else is allowed inline.
  const policy = String(headers["content-security-policy"]).replace("style-src-attr 'unsafe-inline'", "");
  expect(policy, what).not.toMatch(/unsafe-(inline|eval)/);
  expect(policy.startsWith("sandbox") || policy.includes("frame-ancestors 'none'"), what).toBe(true);
  if (text !== "" && status !== 204) {
    expect(headers["content-type"], what).toMatch(
      /^(application\/(problem\+)?json|text\/(plain|html|csv)); ?charset=utf-8|^application\/(problem\+)?json|^application\/octet-stream/i,
    );
  }
}

const paths = [
  ...new Set(
    Object.keys(ROUTE_RULES).map((route) =>
      (route.split(" ")[1] ?? "")
        .replace("[...nextauth]", "session")
        .replace("[...rest]", "nothing")
        .replace(/\[\w+\]/g, NOBODYS),
    ),
  ),
];

describe.each([
  ["with a session", () => ({ authorization: `Bearer ${token}` })],
  ["without one", () => ({})],
])("every address of the API, %s", (_how, headers) => {
  it.each(paths)("%s", async (path) => {
    for (const method of ["GET", "HEAD", "OPTIONS", "DELETE"]) {
      expectProtected(await ask(path, headers(), method), `${method} ${path}`);
    }
  });
});

it.each([
  ["the probes", "/health", {}],
  ["readiness", "/ready", {}],
  ["measurements, which are not for everybody", "/metrics", {}],
  ["next-auth's token against forgery", "/api/auth/csrf", {}],
  ["next-auth's providers", "/api/auth/providers", {}],
  ["next-auth's failure", "/api/auth/error?error=x", {}],
  ["what next-auth does not know", "/api/auth/nothing/at/all", {}],
  ["no address of the API", "/api/nothing", {}],
  ["an address that cannot be read", "//evil.example/x", {}],
  ["a page that is not there", "/nothing", {}],
  ["a host that cannot be read", "/api/me", { host: "a b" }],
  ["headers that are too long", "/api/me", { "x-long": "x".repeat(2 * LIMITS.smallBodyBytes) }],
  ["a handshake", "/socket.io/?EIO=4&transport=polling", {}],
  [
    "a handshake of a foreign page",
    "/socket.io/?EIO=4&transport=polling",
    { origin: "https://evil.example" },
  ],
  ["a handshake in a language that the engine does not speak", "/socket.io/?EIO=3&transport=polling", {}],
  ["a script as an answer of the engine", "/socket.io/?EIO=4&transport=polling&j=0", {}],
  ["a session that the engine does not know", "/socket.io/?EIO=4&transport=polling&sid=nothing", {}],
  ["an unknown way to speak to the engine", "/socket.io/?EIO=4&transport=pigeon", {}],
] as const)("%s", async (what, path, headers) => {
  // What breaks before there is a request has no origin to be secure about.
  const answer = await ask(path, { ...headers });
  expectProtected(answer, what);
});

it.each(["TRACE", "PUT", "PATCH", "PROPFIND"])("the method %s", async (method) => {
  for (const path of ["/api/me", "/", "/health", "/socket.io/?EIO=4&transport=polling"]) {
    expectProtected(await ask(path, {}, method), `${method} ${path}`);
  }
});
