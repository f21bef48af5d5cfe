import { expect, it } from "vitest";
import { GET as getMe } from "@/app/api/me/route";
import { credentialsOf, resolveSession } from "@/server/api/actor";
import { pool } from "@/server/database/database";
import { setUpAccounts } from "@/testing/accounts";
import { SoftwareAuthenticator } from "@/testing/second-factors/authenticator";
import { makeActor, makeOrganisation, makeSession } from "@/testing/factories";
import { CookieJar } from "@/testing/http/browser-jar";
import { callRoute } from "@/testing/http/requests";
import {
  addPasskey,
  beginPasskey,
  sendAnswer,
  signInBy,
  signInOptions,
} from "@/testing/second-factors/passkeys";

const accounts = setUpAccounts();
const REFUSED = "CredentialsSignin";

it("signs a person in without name or password, who has shown both factors by it", async () => {
  const actor = await accounts.makeActor({ role: "agent" });
  const { authenticator } = await addPasskey(actor);
  const options = await signInOptions();
  expect(options).toMatchObject({ rpId: "localhost", userVerification: "required" });
  expect(options["allowCredentials"] ?? []).toEqual([]);
  const jar = new CookieJar();
  expect(await sendAnswer(authenticator.get(options), {}, jar)).toBeNull();
  const session = await resolveSession(credentialsOf(new Headers({ cookie: jar.header })));
  expect(session).toMatchObject({ actor: { id: actor.id }, kind: "browser", secondFactorDue: null });
  const { rows } = await pool().query(
    "SELECT last_used_at IS NOT NULL AS used FROM passkeys WHERE person_id = $1",
    [actor.id],
  );
  expect(rows).toEqual([{ used: true }]);
});

it("takes each challenge once: the same answer again, and another one to it, are refused", async () => {
  const { authenticator } = await addPasskey(await accounts.makeActor());
  const options = await signInOptions();
  const answer = authenticator.get(options);
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => sendAnswer(answer)));
  expect(outcomes.filter((outcome) => outcome === null)).toHaveLength(1);
  expect(await sendAnswer(authenticator.get(options))).toBe(REFUSED);
  const wasted = await signInOptions();
  expect(await sendAnswer(authenticator.get(wasted, { isVerified: false }))).toBe(REFUSED);
  expect(await sendAnswer(authenticator.get(wasted))).toBe(REFUSED);
  const late = await signInOptions();
  await pool().query("UPDATE passkey_challenges SET expires_at = now()");
  expect(await sendAnswer(authenticator.get(late))).toBe(REFUSED);
  expect(await signInBy(authenticator)).toBeNull();
});

it.each([
  ["on another page", { origin: "https://evil.example" }],
  ["on our page under another port", { origin: "http://localhost:3004" }],
  ["for another name", { host: "evil.example" }],
  ["without recognising its owner", { isVerified: false }],
  ["for a challenge that was never given", { challenge: "bm90IG91cnM" }],
  ["with somebody else's id", { userHandle: Buffer.from("somebody else").toString("base64url") }],
])("refuses an answer that was made %s", async (_what, given) => {
  const { authenticator } = await addPasskey(await accounts.makeActor());
  expect(await signInBy(authenticator, given)).toBe(REFUSED);
  expect(await signInBy(authenticator)).toBeNull();
});

it("refuses a passkey that is nobody's, another key under a known name, and an answer that is none", async () => {
  const { authenticator } = await addPasskey(await accounts.makeActor());
  expect(await signInBy(new SoftwareAuthenticator())).toBe(REFUSED);
  const stranger = new SoftwareAuthenticator();
  const { id, rawId } = authenticator.get({});
  const forged = { ...stranger.get(await signInOptions(), { userHandle: null }), id, rawId };
  expect(await sendAnswer(forged)).toBe(REFUSED);
  expect(await sendAnswer("nothing")).toBe(REFUSED);
  expect(await sendAnswer({ id: "x" })).toBe(REFUSED);
});

it("a challenge for adding one signs nobody in", async () => {
  const actor = await accounts.makeActor();
  const { authenticator } = await addPasskey(actor);
  const { challenge } = await beginPasskey(actor);
  expect(await signInBy(authenticator, { challenge })).toBe(REFUSED);
});

it("one whose count does not go up is a copy: it is refused, and its owner notified", async () => {
  const actor = await accounts.makeActor();
  const { authenticator } = await addPasskey(actor);
  expect(await signInBy(authenticator, { count: 7 })).toBeNull();
  expect(await signInBy(authenticator, { count: 7 })).toBe(REFUSED);
  expect(await signInBy(authenticator, { count: 3 })).toBe(REFUSED);
  expect(await signInBy(authenticator, { count: 0 })).toBe(REFUSED);
  const { rows } = await pool().query(
    "SELECT data->>'change' AS change FROM events WHERE type = 'account:changed' AND data->>'change' LIKE 'passkey%' AND subject_id = $1 ORDER BY at, id",
    [actor.id],
  );
  expect(rows.map(({ change }) => change)).toEqual([
    "passkey_added",
    "passkey_copied",
    "passkey_copied",
    "passkey_copied",
  ]);
  expect(await signInBy(authenticator, { count: 8 })).toBeNull();
});

it("authenticators that do not count sign in again and again", async () => {
  const { authenticator } = await addPasskey(await accounts.makeActor(), new SoftwareAuthenticator(null));
  expect([await signInBy(authenticator), await signInBy(authenticator)]).toEqual([null, null]);
});

it("a person who is disabled does not come in by one, like somebody unknown", async () => {
  const person = await accounts.makePerson();
  const { authenticator } = await addPasskey(await makeSession(person));
  await pool().query("UPDATE people SET disabled_at = now() WHERE id = $1", [person.id]);
  expect(await signInBy(authenticator)).toBe(REFUSED);
});

it("at another organisation's address neither its challenges nor its passkeys count", async () => {
  const actor = await accounts.makeActor();
  const { authenticator } = await addPasskey(actor);
  const second = await makeOrganisation({ name: "Second", host: "127.0.0.1" });
  const there = {
    host: "127.0.0.1:3003",
    "x-forwarded-host": "127.0.0.1:3003",
    origin: "http://127.0.0.1:3003",
  };
  const theirs = await signInOptions(there);
  expect(theirs).toMatchObject({ rpId: "127.0.0.1" });
  // A challenge of the one at the other, both ways, also where all else fits.
  const page = { origin: "http://127.0.0.1:3003", host: "127.0.0.1" };
  expect(await sendAnswer(authenticator.get(await signInOptions(), page), there)).toBe(REFUSED);
  expect(await sendAnswer(authenticator.get(theirs))).toBe(REFUSED);
  // Their own challenge, and a passkey that is known at the first alone.
  expect(await sendAnswer(authenticator.get(await signInOptions(there), page), there)).toBe(REFUSED);
  expect((await callRoute(getMe, { as: await makeActor(second), headers: there })).status).toBe(200);
  expect(await signInBy(authenticator)).toBeNull();
});
