import { describe, expect, it } from "vitest";
import { deviceOf } from "@/server/sign-in/device-cookie";
import { guardTries } from "@/server/rate-limits/limits";
import { PASSWORD, setUpAccounts } from "@/testing/accounts";
import { makePerson } from "@/testing/factories";
import { callRoute } from "@/testing/http/requests";
import { POST as tokenRoute } from "../token/route";
import { ADDRESS, CookieJar, signIn } from "@/testing/http/browser-jar";

const accounts = setUpAccounts();

/** Failed attempts by another client. */
async function attack(account: string, addresses: readonly string[]): Promise<void> {
  for (const address of addresses) {
    await guardTries(
      { organisationId: accounts.organisation.id, account, address },
      async () => false,
      async () => null,
    ).catch(() => null);
  }
}

describe("a known device or address", () => {
  const token = (email: string, password: string, address = ADDRESS) =>
    callRoute(tokenRoute, {
      method: "POST",
      body: { email, password },
      headers: { "x-helpejo-client-address": address },
    });
  const others = Array.from({ length: 60 }, (_, index) => `203.0.113.${index}`);

  it("address: its person signs in after 101 failed attempts on other accounts from there; others have to wait", async () => {
    const known = await accounts.makePerson();
    const unrelated = await accounts.makePerson();
    expect((await token(known.email, PASSWORD)).status).toBe(200);
    for (let count = 0; count < 101; count += 1) {
      await attack(`somebody-${count}@example.org`, [ADDRESS]);
    }
    expect((await token(unrelated.email, PASSWORD)).status).toBe(429);
    expect((await token(known.email, PASSWORD)).status).toBe(200);
    expect((await signIn(new CookieJar(), known.email, PASSWORD)).status).toBe(200);
    // An address that is known for one account is not known for every account.
    expect((await token(unrelated.email, PASSWORD)).status).toBe(429);
  });

  it("device: its person signs in however often others try the account, from any address", async () => {
    const person = await accounts.makePerson();
    const jar = new CookieJar();
    expect((await signIn(jar, person.email, PASSWORD)).status).toBe(200);
    await attack(person.email, [...Array<string>(6).fill(ADDRESS), ...others]);
    expect((await signIn(new CookieJar(), person.email, PASSWORD)).status).toBe(429);
    const roaming = { "x-helpejo-client-address": others[3] ?? "" };
    expect((await signIn(new CookieJar(), person.email, PASSWORD, {}, roaming)).status).toBe(429);
    expect((await signIn(jar, person.email, PASSWORD, {}, roaming)).status).toBe(200);
  });

  it("has attempts of its own, which are limited as well, and for this account alone", async () => {
    const person = await accounts.makePerson();
    const other = await accounts.makePerson();
    const jar = new CookieJar();
    await signIn(jar, person.email, PASSWORD);
    const statuses: number[] = [];
    for (let count = 0; count < 6; count += 1) {
      statuses.push((await signIn(jar, person.email, "not the password")).status);
    }
    expect(statuses).toEqual([...Array<number>(5).fill(401), 429]);
    await attack(other.email, others);
    const roaming = { "x-helpejo-client-address": others[5] ?? "" };
    expect((await signIn(jar, other.email, PASSWORD, {}, roaming)).status).toBe(429);
  });

  it("device: is recognised by a cookie that no script can read and nobody else can make", async () => {
    const person = await accounts.makePerson();
    const jar = new CookieJar();
    const response = await signIn(jar, person.email, PASSWORD);
    const made = response.headers.getSetCookie().find((one) => one.startsWith("helpejo.device="));
    expect(made).toMatch(/^helpejo\.device=[\w.~-]{40,200}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/);
    const cookie = made?.split(";", 1)[0] ?? "";
    expect(deviceOf(cookie, person.id)).not.toBeNull();
    const forged = cookie.replace(/=(.)/, (_, first) => `=${first === "A" ? "B" : "A"}`);
    for (const header of [
      null,
      "",
      forged,
      `${cookie}; ${cookie}`,
      cookie.slice(0, -1),
      "helpejo.device=a.b.c.d",
    ]) {
      expect(deviceOf(header, person.id)).toBeNull();
    }
    expect(deviceOf(cookie, (await makePerson(accounts.organisation)).id)).toBeNull();
    expect(cookie).not.toContain(person.id);
  });
});
