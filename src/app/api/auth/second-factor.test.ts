import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { POST as reauthenticate } from "@/app/api/me/reauthenticate/route";
import { POST as postTotp } from "@/app/api/me/totp/route";
import { recoveryCodesSchema, totpEnrolmentSchema } from "@/features/second-factors/schema";
import { credentialsOf, resolveSession } from "@/server/api/actor";
import { PASSWORD, setUpAccounts } from "@/testing/accounts";
import { makeSession, type MadePerson } from "@/testing/factories";
import { CookieJar, post, signIn } from "@/testing/http/browser-jar";
import { callRoute } from "@/testing/http/requests";
import { codeNow } from "@/testing/second-factors/totp";

const accounts = setUpAccounts();

beforeEach(() => vi.useFakeTimers({ toFake: ["Date"], now: Date.now() }));
afterEach(() => void vi.useRealTimers());

async function withFactor(): Promise<{ person: MadePerson; secret: string; codes: string[] }> {
  const person = await accounts.makePerson();
  const actor = await makeSession(person);
  const ask = (body: unknown) => callRoute(postTotp, { method: "POST", as: actor, body });
  const { secret } = totpEnrolmentSchema.parse((await ask({})).body);
  const { recoveryCodes } = recoveryCodesSchema.parse((await ask({ code: codeNow(secret) })).body);
  vi.setSystemTime(Date.now() + 30_000);
  return { person, secret, codes: recoveryCodes ?? [] };
}

const errorOf = async (answer: Response): Promise<string | null> =>
  new URL(JSON.parse(await answer.text()).url).searchParams.get("error");
const isSignedIn = async (jar: CookieJar): Promise<boolean> =>
  (await resolveSession(credentialsOf(new Headers({ cookie: jar.header })))) !== null;

it("a browser is asked for the code once the password was right, and has no session before it gave one", async () => {
  const { person, secret, codes } = await withFactor();
  const jar = new CookieJar();
  expect(await errorOf(await signIn(jar, person.email, "not the password", { totp: codeNow(secret) }))).toBe(
    "CredentialsSignin",
  );
  expect(await errorOf(await signIn(jar, person.email, PASSWORD))).toBe("TotpRequired");
  expect(await errorOf(await signIn(jar, person.email, PASSWORD, { totp: codeNow(secret, 9) }))).toBe(
    "TotpInvalid",
  );
  expect(await isSignedIn(jar)).toBe(false);
  const answer = await signIn(jar, person.email, PASSWORD, { totp: codeNow(secret) });
  expect([answer.status, await errorOf(answer), await isSignedIn(jar)]).toEqual([200, null, true]);
  const another = new CookieJar();
  expect(await errorOf(await signIn(another, person.email, PASSWORD, { totp: codes[0] ?? "" }))).toBeNull();
  expect(await isSignedIn(another)).toBe(true);
});

it("a form that is sent before its script has loaded comes back to the sign-in page, which asks for the code", async () => {
  const { person, secret } = await withFactor();
  const ours = { origin: "http://localhost:3003" };
  const words = { email: person.email, password: PASSWORD };
  const asked = await post(new CookieJar(), "callback/credentials", { ...words, totp: "" }, ours);
  const location = new URL(asked.headers.get("location") ?? "");
  expect([asked.status, location.searchParams.get("error")]).toEqual([302, "TotpRequired"]);
  expect(asked.headers.getSetCookie().join()).not.toMatch(/session-token=[^;]/);
  const jar = new CookieJar();
  await post(jar, "callback/credentials", { ...words, totp: codeNow(secret) }, ours);
  expect(await isSignedIn(jar)).toBe(true);
});

it("a session that has come in shows its password again without a code, and that uses none up", async () => {
  const { person, secret } = await withFactor();
  const show = await callRoute(reauthenticate, {
    method: "POST",
    as: await makeSession(person),
    body: { password: PASSWORD },
  });
  expect(show.status).toBe(204);
  const jar = new CookieJar();
  await signIn(jar, person.email, PASSWORD, { totp: codeNow(secret) });
  expect(await isSignedIn(jar)).toBe(true);
});
