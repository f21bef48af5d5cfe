import { describe, expect, it } from "vitest";
import { credentialsOf, resolveSession } from "@/server/api/actor";
import { pool } from "@/server/database/database";
import { PASSWORD, setUpAccounts } from "@/testing/accounts";
import { ADDRESS, get, CookieJar, post, signIn } from "@/testing/http/browser-jar";

const accounts = setUpAccounts();

describe("signing in with a browser", () => {
  it("gives a cookie that names a session of that person, with where it came from", async () => {
    const person = await accounts.makePerson({ role: "agent" });
    const jar = new CookieJar();
    const response = await signIn(jar, person.email.toUpperCase(), PASSWORD);
    expect(response.status).toBe(200);
    const live = await resolveSession(credentialsOf(new Headers({ cookie: jar.header })));
    expect(live?.actor.id).toBe(person.id);
    const { rows } = await pool().query(
      "SELECT kind, address, user_agent FROM sessions WHERE person_id = $1",
      [person.id],
    );
    expect(rows).toEqual([{ kind: "browser", address: ADDRESS, user_agent: "a test" }]);
    const session = JSON.parse(await (await get(jar, "session")).text());
    expect(session.user).toEqual({ id: person.id, name: person.name, role: "agent", email: person.email });
  });

  it("sets the session cookie httpOnly and SameSite=Lax", async () => {
    const person = await accounts.makePerson();
    const response = await signIn(new CookieJar(), person.email, PASSWORD);
    const cookie = response.headers.getSetCookie().find((one) => one.startsWith("next-auth.session-token="));
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
  });

  it("answers the same for an unknown address, a wrong password, a disabled person and a demo person outside the demo", async () => {
    const person = await accounts.makePerson();
    const disabled = await accounts.makePerson({ isDisabled: true });
    const demo = await accounts.makePerson({ isDemo: true });
    const answers: string[] = [];
    for (const [email, password] of [
      ["nobody@example.org", PASSWORD],
      [person.email, "wrong password"],
      [disabled.email, PASSWORD],
      [demo.email, PASSWORD],
    ] as const) {
      const jar = new CookieJar();
      const response = await signIn(jar, email, password);
      answers.push(`${response.status} ${await response.text()} ${jar.header.includes("session-token")}`);
    }
    expect(new Set(answers)).toEqual(
      new Set([
        `401 {"url":"http://localhost:3003/api/auth/error?error=CredentialsSignin&provider=credentials"} false`,
      ]),
    );
  });

  it("refuses without next-auth's own token, and from a foreign page", async () => {
    const person = await accounts.makePerson();
    const jar = new CookieJar();
    await post(jar, "callback/credentials", { email: person.email, password: PASSWORD, json: "true" });
    expect(jar.header).not.toContain("session-token");
    const foreign = await signIn(
      new CookieJar(),
      person.email,
      PASSWORD,
      {},
      { origin: "https://evil.example" },
    );
    expect(foreign.status).toBe(403);
  });

  it("needs no such token from a form of our own page, which the browser's Origin proves", async () => {
    const person = await accounts.makePerson();
    const jar = new CookieJar();
    const response = await post(
      jar,
      "callback/credentials",
      { email: person.email, password: PASSWORD },
      { origin: "http://localhost:3003" },
    );
    expect([response.status, response.headers.get("location")]).toEqual([302, "http://localhost:3003"]);
    expect(await resolveSession(credentialsOf(new Headers({ cookie: jar.header })))).not.toBeNull();
    const other = await post(
      new CookieJar(),
      "callback/credentials",
      { email: person.email, password: PASSWORD },
      { origin: "http://127.0.0.1:3003" },
    );
    expect(other.headers.getSetCookie().join()).not.toContain("session-token");
  });

  it("goes back to pages of our own only, on the host that was asked", async () => {
    const person = await accounts.makePerson();
    for (const [wish, host, target] of [
      ["https://evil.example/x", "localhost:3003", "http://localhost:3003/"],
      ["//evil.example", "localhost:3003", "http://localhost:3003/"],
      ["javascript:alert(1)", "localhost:3003", "http://localhost:3003/"],
      ["/tickets?status=open", "127.0.0.1:3003", "http://127.0.0.1:3003/tickets?status=open"],
      ["http://localhost:3003/tickets/5", "127.0.0.1:3003", "http://127.0.0.1:3003/tickets/5"],
    ] as const) {
      const response = await signIn(new CookieJar(), person.email, PASSWORD, { callbackUrl: wish }, { host });
      expect(await response.json()).toEqual({ url: target });
      const form = await signIn(
        new CookieJar(),
        person.email,
        PASSWORD,
        { callbackUrl: wish, json: "false" },
        { host },
      );
      expect([form.status, form.headers.get("location")]).toEqual([302, target]);
    }
  });

  it("ends the session when signing out, with an event in the log", async () => {
    const person = await accounts.makePerson();
    const jar = new CookieJar();
    await signIn(jar, person.email, PASSWORD);
    const before = jar.header;
    const { csrfToken } = JSON.parse(await (await get(jar, "csrf")).text());
    await post(jar, "signout", { csrfToken: String(csrfToken), json: "true" });
    expect(await resolveSession(credentialsOf(new Headers({ cookie: before })))).toBeNull();
    const { rows } = await pool().query(
      "SELECT data->>'reason' AS reason FROM events WHERE type = 'session:ended' AND data->>'personId' = $1",
      [person.id],
    );
    expect(rows).toEqual([{ reason: "signed_out" }]);
  });

  it("answers an ended session's cookie with no session, and removes the cookie", async () => {
    const person = await accounts.makePerson();
    const jar = new CookieJar();
    await signIn(jar, person.email, PASSWORD);
    await pool().query("UPDATE people SET disabled_at = now() WHERE id = $1", [person.id]);
    expect(await (await get(jar, "session")).json()).toEqual({});
    expect(jar.header).not.toContain("session-token");
  });

  it("says how long to wait after five failed attempts, also to the right password", async () => {
    const person = await accounts.makePerson();
    for (let count = 0; count < 5; count += 1) {
      expect((await signIn(new CookieJar(), person.email, "wrong password")).status).toBe(401);
    }
    const response = await signIn(new CookieJar(), person.email, PASSWORD);
    expect(response.status).toBe(429);
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(800);
    expect(await response.text()).toContain("error=RateLimited%3A");
    const elsewhere = await signIn(
      new CookieJar(),
      person.email,
      PASSWORD,
      {},
      { "x-helpejo-client-address": "192.0.2.8" },
    );
    expect(elsewhere.status).toBe(200);
  });
});
