import { expect, it } from "vitest";
import { POST as postTokens } from "@/app/api/me/tokens/route";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { PASSWORD, setUpAccounts } from "@/testing/accounts";
import { makePerson, makeSession } from "@/testing/factories";
import { callRoute } from "@/testing/http/requests";
import { addPasskey, beginPasskey, signInOptions } from "@/testing/second-factors/passkeys";
import { POST as reauthenticate } from "./route";

const accounts = setUpAccounts();

const show = async (actor: Actor, body: unknown): Promise<unknown[]> => {
  const answer = await callRoute(reauthenticate, { method: "POST", as: actor, body });
  return [answer.status, Reflect.get(Object(answer.body), "code")];
};
const makeToken = async (actor: Actor): Promise<unknown[]> => {
  const body = { name: "script", scopes: ["read"] };
  const answer = await callRoute(postTokens, { method: "POST", as: actor, body });
  return [answer.status, Reflect.get(Object(answer.body), "code")];
};
/** Their sign-in is two hours ago. */
const wait = (actor: Actor) =>
  pool().query(
    "UPDATE sessions SET proven_at = now() - interval '2 hours', created_at = now() - interval '2 hours' WHERE id = $1",
    [actor.sessionId],
  );
const WANTED = [403, "reauthentication_required"];
const SHOWN = [204, undefined];

it("somebody without a password shows who they are by their passkey, in this session alone, and goes on", async () => {
  const person = await makePerson(accounts.organisation);
  const actor = await makeSession(person);
  const { authenticator } = await addPasskey(actor);
  const elsewhere = await makeSession(person);
  await wait(actor);
  await wait(elsewhere);
  expect(await makeToken(actor)).toEqual(WANTED);
  expect(await show(actor, { passkey: authenticator.get(await signInOptions()) })).toEqual(SHOWN);
  expect((await makeToken(actor))[0]).toBe(201);
  expect(await makeToken(elsewhere)).toEqual(WANTED);
  const { rows } = await pool().query(
    "SELECT 1 FROM audit_entries WHERE actor_id = $1 AND action = 'session.reauthenticated'",
    [actor.id],
  );
  expect(rows).toHaveLength(1);
});

it("another person's passkey, an answer that was used, one to another challenge, and one without its owner show nothing", async () => {
  const [actor, other] = [await accounts.makeActor(), await accounts.makeActor()];
  const { authenticator } = await addPasskey(actor);
  const theirs = (await addPasskey(other)).authenticator;
  const answer = authenticator.get(await signInOptions());
  expect(await show(actor, { passkey: answer })).toEqual(SHOWN);
  await wait(actor);
  const enrolling = await beginPasskeyOptions(other);
  for (const passkey of [
    answer,
    theirs.get(await signInOptions()),
    authenticator.get({ ...(await signInOptions()), challenge: enrolling }),
    authenticator.get(await signInOptions(), { isVerified: false }),
  ]) {
    expect(await show(actor, { passkey })).toEqual([422, "invalid"]);
  }
  expect(await makeToken(actor)).toEqual(WANTED);
});

it("with a password and a passkey together both have to be right; with neither there is nothing to check", async () => {
  const actor = await accounts.makeActor();
  const { authenticator } = await addPasskey(actor);
  await wait(actor);
  const passkey = authenticator.get(await signInOptions());
  expect(await show(actor, { password: "not this one", passkey })).toEqual([422, "invalid"]);
  expect(await show(actor, {})).toEqual([422, "invalid"]);
  expect(await makeToken(actor)).toEqual(WANTED);
  expect(await show(actor, { password: PASSWORD })).toEqual(SHOWN);
  expect((await makeToken(actor))[0]).toBe(201);
});

async function beginPasskeyOptions(actor: Actor): Promise<string> {
  return (await beginPasskey(actor)).challenge;
}
