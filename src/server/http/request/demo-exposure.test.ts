import { request } from "node:http";
import { beforeEach, expect, it } from "vitest";
import { watchForProblems } from "@/features/notices/server/problems/react";
import { setUpDesk } from "@/testing/desk/setup";
import { makeOrganisation, makePerson, type MadeOrganisation } from "@/testing/factories";
import { readNotices } from "@/testing/notices";
import { pool } from "@/server/database/database";
import { env } from "@/server/process/env";
import { hashPassword } from "@/server/sign-in/passwords";

// A demo that nobody asked for, as on a machine where nothing is configured.
Reflect.deleteProperty(process.env, "DEMO");

const PASSWORD = "a passphrase of the demo";
const desk = setUpDesk();
let organisation: MadeOrganisation;

beforeEach(async () => {
  await pool().query("DELETE FROM organisations");
  organisation = await makeOrganisation({ isDemo: true });
  const passwordHash = await hashPassword(PASSWORD);
  await makePerson(organisation, { email: "demo@example.org", passwordHash, isDemo: true });
  await makePerson(organisation, { email: "real@example.org", passwordHash });
});

function post(path: string, body: object, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${desk.url()}${path}`,
      { method: "POST", headers: { "content-type": "application/json", ...headers } },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    );
    sent.on("error", reject);
    sent.end(JSON.stringify(body));
  });
}

const signIn = (email: string, headers: Record<string, string> = {}): Promise<number> =>
  post("/api/token", { email, password: PASSWORD }, headers);
const register = (headers: Record<string, string> = {}): Promise<number> =>
  post(
    "/api/register",
    { name: "Jo", email: `jo-${Math.random()}@example.org`, password: PASSWORD },
    headers,
  );

it("a demo that runs by default is there for this machine, by any of its own names", async () => {
  expect(env().demo).toBe(true);
  for (const host of ["localhost:3003", "127.0.0.1", "[::1]:3003", "LOCALHOST"]) {
    expect(await signIn("demo@example.org", { host })).toBe(200);
  }
  expect(await register()).toBe(201);
});

it.each([
  ["X-Forwarded-For", { "x-forwarded-for": "192.0.2.7" }],
  ["X-Forwarded-Host alone", { "x-forwarded-host": "localhost" }],
  ["Forwarded", { forwarded: "for=192.0.2.7" }],
  ["X-Real-IP", { "x-real-ip": "192.0.2.7" }],
  ["Via", { via: "1.1 proxy" }],
  ["a foreign Host", { host: "help.example.org" }],
  ["a Host that only begins like ours", { host: "localhost.example.org" }],
  ["an address of the network as Host", { host: "192.168.0.20:3003" }],
])("it is closed to clients through an unconfigured proxy: %s", async (_by, headers) => {
  expect(await signIn("demo@example.org", headers)).toBe(401);
  expect(await register(headers)).toBe(403);
  expect(await signIn("real@example.org", headers)).toBe(200);
});

it("a client cannot claim that it is not exposed", async () => {
  const forged = { "x-helpejo-demo-exposed": "0", "x-forwarded-for": "192.0.2.7" };
  expect(await signIn("demo@example.org", forged)).toBe(401);
});

it("and admins get a notice, also when it happened before anybody listened", async () => {
  await signIn("demo@example.org", { via: "1.1 proxy" });
  const watch = watchForProblems({ lagMilliseconds: () => 0 });
  await watch.stop();
  // There is also the notice of a proxy without TRUST_PROXY.
  expect(await readNotices(organisation)).toContainEqual(
    expect.stringMatching(/^critical: The demo is meant for/),
  );
});
