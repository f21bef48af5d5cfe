import { describe, expect, it } from "vitest";
import { DELETE as deleteTotp, GET as getTotp, POST as postTotp } from "@/app/api/me/totp/route";
import { POST as postCodes } from "@/app/api/me/totp/recovery-codes/route";
import { POST as postToken } from "@/app/api/token/route";
import { passkeySchema } from "@/features/passkeys/schema";
import { totpEnrolmentSchema } from "@/features/second-factors/schema";
import { pool } from "@/server/database/database";
import { pageSchema } from "@/shared/paging";
import type { Actor } from "@/shared/roles";
import { PASSWORD, setUpAccounts } from "@/testing/accounts";
import { SoftwareAuthenticator } from "@/testing/second-factors/authenticator";
import { makeSession, type MadePerson } from "@/testing/factories";
import type { ApiAnswer } from "@/testing/http/client";
import { callRoute } from "@/testing/http/requests";
import { addPasskey, beginPasskey, sendPasskey, signInBy } from "@/testing/second-factors/passkeys";
import { codeNow } from "@/testing/second-factors/totp";
import { DELETE as deletePasskey, PATCH as patchPasskey } from "./[id]/route";
import { GET as getPasskeys, POST as postPasskeys } from "./route";

const accounts = setUpAccounts();

const codeOf = ({ status, body }: ApiAnswer): unknown[] => [status, Reflect.get(Object(body), "code")];
const list = async (actor: Actor) =>
  pageSchema(passkeySchema).parse((await callRoute(getPasskeys, { as: actor })).body).items;
const remove = (actor: Actor, id: string): Promise<ApiAnswer> =>
  callRoute(deletePasskey, { method: "DELETE", as: actor, params: { id } });
const rename = (actor: Actor, id: string, name: string): Promise<ApiAnswer> =>
  callRoute(patchPasskey, { method: "PATCH", as: actor, params: { id }, body: { name } });
const status = async (actor: Actor): Promise<unknown> => (await callRoute(getTotp, { as: actor })).body;
const token = (person: MadePerson, totp?: string): Promise<ApiAnswer> =>
  callRoute(postToken, {
    method: "POST",
    body: { email: person.email, password: PASSWORD, ...(totp === undefined ? {} : { totp }) },
  });

async function askFor(roles: string[]): Promise<void> {
  await pool().query(
    "UPDATE organisations SET settings = settings || jsonb_build_object('secondFactorRoles', $2::jsonb, 'secondFactorGraceDays', 0) WHERE id = $1",
    [accounts.organisation.id, JSON.stringify(roles)],
  );
}

async function turnAppOn(actor: Actor): Promise<void> {
  const ask = (body: unknown) => callRoute(postTotp, { method: "POST", as: actor, body });
  const { secret } = totpEnrolmentSchema.parse((await ask({})).body);
  expect((await ask({ code: codeNow(secret) })).status).toBe(200);
}

describe("adding one", () => {
  it("gives options for this host, and adds what an authenticator made of them, with recovery codes the first time", async () => {
    const actor = await accounts.makeActor();
    const options = await beginPasskey(actor);
    expect(options).toMatchObject({
      rp: { id: "localhost", name: accounts.organisation.name },
      attestation: "none",
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
      excludeCredentials: [],
    });
    const authenticator = new SoftwareAuthenticator();
    const added = await sendPasskey(actor, authenticator.create(options));
    expect(added).toMatchObject({
      status: 200,
      body: { passkey: { name: "Laptop", host: "localhost", usableHere: true, lastUsedAt: null } },
    });
    expect(Reflect.get(Object(added.body), "recoveryCodes")).toHaveLength(10);
    expect(await list(actor)).toHaveLength(1);
    const again = await beginPasskey(actor);
    expect(again["excludeCredentials"]).toMatchObject([{ id: authenticator.credentialId }]);
    expect((await addPasskey(actor)).recoveryCodes).toBeNull();
    const { rows } = await pool().query(
      "SELECT action FROM audit_entries WHERE subject_id = $1 AND action LIKE 'person.passkey%'",
      [actor.id],
    );
    expect(rows).toEqual([{ action: "person.passkey_added" }, { action: "person.passkey_added" }]);
  });

  it("asks for the password again before options are given, and before one is removed", async () => {
    const actor = await accounts.makeActor();
    const { passkey } = await addPasskey(actor);
    await pool().query("UPDATE sessions SET proven_at = now() - interval '31 minutes' WHERE id = $1", [
      actor.sessionId,
    ]);
    const wanted = [403, "reauthentication_required"];
    expect(codeOf(await callRoute(postPasskeys, { method: "POST", as: actor, body: {} }))).toEqual(wanted);
    expect(codeOf(await remove(actor, passkey.id))).toEqual(wanted);
    expect((await rename(actor, passkey.id, "Work")).status).toBe(200);
  });

  it("takes a challenge once, from its person, in time", async () => {
    const [actor, other] = [await accounts.makeActor(), await accounts.makeActor()];
    const options = await beginPasskey(actor);
    const refused = [422, "invalid"];
    expect(codeOf(await sendPasskey(other, new SoftwareAuthenticator().create(options)))).toEqual(refused);
    expect(codeOf(await sendPasskey(actor, new SoftwareAuthenticator().create(options)))).toEqual(refused);
    const late = await beginPasskey(actor);
    await pool().query("UPDATE passkey_challenges SET expires_at = now() WHERE person_id = $1", [actor.id]);
    expect(codeOf(await sendPasskey(actor, new SoftwareAuthenticator().create(late)))).toEqual(refused);
    expect(await list(actor)).toEqual([]);
    await addPasskey(actor);
  });

  it.each([
    ["made on another page", { origin: "https://evil.example" }],
    ["made for another name", { host: "evil.example" }],
    ["made without recognising its owner", { isVerified: false }],
    ["made for a challenge that was never given", { challenge: "bm90IG91cnM" }],
  ])("refuses one that was %s", async (_what, given) => {
    const actor = await accounts.makeActor();
    const answer = await sendPasskey(
      actor,
      new SoftwareAuthenticator().create(await beginPasskey(actor), given),
    );
    expect(codeOf(answer)).toEqual([422, "invalid"]);
    expect(await list(actor)).toEqual([]);
  });

  it("refuses one that is somebody's already, and the twenty-first", async () => {
    const [actor, other] = [await accounts.makeActor(), await accounts.makeActor()];
    const { authenticator } = await addPasskey(actor);
    const again = authenticator.create(await beginPasskey(other));
    expect(codeOf(await sendPasskey(other, again))).toEqual([409, "conflict"]);
    const { rows } = await pool().query("SELECT person_id FROM passkeys WHERE credential_id = $1", [
      authenticator.credentialId,
    ]);
    expect(rows).toEqual([{ person_id: actor.id }]);
    for (let count = 1; count < 20; count += 1) {
      await addPasskey(actor);
    }
    const more = await callRoute(postPasskeys, { method: "POST", as: actor, body: {} });
    expect(codeOf(more)).toEqual([409, "conflict"]);
  });

  it("sent again by the same key adds one, and gives no second set of recovery codes", async () => {
    const actor = await accounts.makeActor();
    const response = new SoftwareAuthenticator().create(await beginPasskey(actor));
    const send = () => sendPasskey(actor, response, { "idempotency-key": "add" });
    const [first, second] = [await send(), await send()];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.body).toMatchObject({ recoveryCodes: null });
    expect(await list(actor)).toHaveLength(1);
  });
});

describe("as a second factor", () => {
  it("the password alone opens nothing any more; a recovery code beside it does, once", async () => {
    const person = await accounts.makePerson();
    const actor = await makeSession(person);
    const { recoveryCodes } = await addPasskey(actor);
    expect(codeOf(await token(person))).toEqual([401, "totp_required"]);
    expect(codeOf(await token(person, "123456"))).toEqual([401, "totp_invalid"]);
    const [code = ""] = recoveryCodes ?? [];
    expect((await token(person, code)).status).toBe(200);
    expect(codeOf(await token(person, code))).toEqual([401, "totp_invalid"]);
    expect(await status(actor)).toMatchObject({ enabled: false, active: true, recoveryCodesLeft: 9 });
    expect((await callRoute(postCodes, { method: "POST", as: actor })).status).toBe(200);
  });

  it("counts where the organisation asks for one, and the last one then stays, be it app or passkey", async () => {
    const actor = await accounts.makeActor({ role: "viewer" });
    await askFor(["viewer"]);
    try {
      expect(codeOf(await rename(actor, actor.id, "Work"))).toEqual([403, "second_factor_required"]);
      const { passkey } = await addPasskey(actor);
      expect(await status(actor)).toMatchObject({ required: true, dueAt: null, removable: true });
      expect((await rename(actor, passkey.id, "Work")).body).toMatchObject({ name: "Work" });
      expect(codeOf(await remove(actor, passkey.id))).toEqual([403, "second_factor_required"]);
      await turnAppOn(actor);
      expect((await remove(actor, passkey.id)).status).toBe(204);
      expect(await status(actor)).toMatchObject({ enabled: true, removable: false });
      const off = (): Promise<ApiAnswer> => callRoute(deleteTotp, { method: "DELETE", as: actor });
      expect(codeOf(await off())).toEqual([403, "second_factor_required"]);
      await addPasskey(actor);
      expect((await off()).status).toBe(204);
    } finally {
      await askFor([]);
    }
  });

  it("of two removals at once that would each leave the other, one is refused", async () => {
    const actor = await accounts.makeActor({ role: "viewer" });
    await askFor(["viewer"]);
    try {
      const [one, other] = [await addPasskey(actor), await addPasskey(actor)];
      const answers = await Promise.all([remove(actor, one.passkey.id), remove(actor, other.passkey.id)]);
      expect(answers.map((answer) => answer.status).sort()).toEqual([204, 403]);
      expect(await list(actor)).toHaveLength(1);
    } finally {
      await askFor([]);
    }
  });

  it("with the last one recovery codes go, and the password alone opens the account again", async () => {
    const person = await accounts.makePerson();
    const actor = await makeSession(person);
    const { passkey, authenticator } = await addPasskey(actor);
    expect((await remove(actor, passkey.id)).status).toBe(204);
    expect(await status(actor)).toMatchObject({ active: false, recoveryCodesLeft: 0 });
    expect((await token(person)).status).toBe(200);
    expect(await signInBy(authenticator)).toBe("CredentialsSignin");
  });

  it("turning the app off leaves passkeys and recovery codes as they are", async () => {
    const actor = await accounts.makeActor();
    await turnAppOn(actor);
    await addPasskey(actor);
    expect((await callRoute(deleteTotp, { method: "DELETE", as: actor })).status).toBe(204);
    expect(await status(actor)).toMatchObject({ enabled: false, active: true, recoveryCodesLeft: 10 });
    expect(await list(actor)).toHaveLength(1);
  });
});

it("nobody sees, renames or removes a passkey of somebody else", async () => {
  const [actor, other] = [await accounts.makeActor(), await accounts.makeActor()];
  const { passkey } = await addPasskey(actor);
  expect(await list(other)).toEqual([]);
  expect(codeOf(await rename(other, passkey.id, "Mine"))).toEqual([404, "not_found"]);
  expect(codeOf(await remove(other, passkey.id))).toEqual([404, "not_found"]);
  expect(codeOf(await remove(other, "nothing"))).toEqual([404, "not_found"]);
  expect(await list(actor)).toMatchObject([{ name: "Laptop" }]);
});
