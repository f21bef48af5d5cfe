import { beforeEach, describe, expect, it } from "vitest";
import { GET as exportAccount } from "@/app/api/me/export/route";
import { GET as getMe } from "@/app/api/me/route";
import { POST as reset } from "@/app/api/password-reset/route";
import { POST as postTicket } from "@/app/api/tickets/route";
import { POST as postToken } from "@/app/api/token/route";
import { mailConfirmations } from "@/features/addresses/server/job-confirmations";
import { admitIdentity } from "@/features/identities/server/write";
import { answerAccountRequests } from "@/features/users/server/requests/job-account-requests";
import { findOrCreateRequester } from "@/features/users/server/write-requester";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { PASSWORD, setUpAccounts } from "@/testing/accounts";
import { addProven, addresses, confirmBy, found, post, tokenFor } from "@/testing/addresses";
import { makeOrganisation, makePerson, makeSession } from "@/testing/factories";
import type { ApiAnswer } from "@/testing/http/client";
import { callRoute } from "@/testing/http/requests";
import { mailsTo } from "@/testing/mail";
import { POST as resend } from "./[id]/confirmation/route";
import { POST as makePrimary } from "./[id]/primary/route";
import { DELETE as remove } from "./[id]/route";

const accounts = setUpAccounts();
let count = 0;
let email = "";

beforeEach(() => {
  count += 1;
  email = `second-${count}@example.org`;
});

const codeOf = ({ status, body }: ApiAnswer): unknown[] => [status, Reflect.get(Object(body), "code")];
const signIn = async (address: string, password = PASSWORD): Promise<number> =>
  (await callRoute(postToken, { method: "POST", body: { email: address, password } })).status;

async function agent(): Promise<Actor> {
  return await accounts.makeActor({ role: "agent" });
}

async function outdate(actor: Actor): Promise<void> {
  await pool().query("UPDATE sessions SET proven_at = now() - interval '31 minutes' WHERE id = $1", [
    actor.sessionId,
  ]);
}

describe("an added address", () => {
  it("is matched by nothing until its link is opened, which works once", async () => {
    const person = await accounts.makePerson();
    const actor = await makeSession(person);
    const answered = await post(actor, email.toUpperCase());
    expect([answered.status, answered.body]).toMatchObject([
      201,
      { email, confirmed: false, primary: false },
    ]);
    expect((await mailsTo(person.email)).map(({ subject }) => subject)).toEqual([
      expect.stringContaining("Another e-mail address is to be added"),
    ]);
    const token = await tokenFor(email);
    expect(await signIn(email)).toBe(401);
    expect(await findOrCreateRequester(pool(), await agent(), { name: "By phone", email })).not.toBe(
      actor.id,
    );
    await callRoute(reset, { method: "POST", body: { email } });
    await answerAccountRequests();
    expect((await mailsTo(email)).map(({ kind }) => kind)).toEqual(["confirmAddress"]);

    expect(await confirmBy(token)).toMatchObject({ status: 200, body: { email } });
    expect(codeOf(await confirmBy(token))).toEqual([401, "invalid_token"]);
    expect(await found(actor, email)).toMatchObject({ confirmed: true, primary: false });
    expect(await signIn(email)).toBe(200);
    expect((await mailsTo(person.email)).at(-1)?.subject).toContain("An e-mail address was added");
  });

  it("brings the tickets that were filed for it, and later ones are filed for its person", async () => {
    const actor = await accounts.makeActor();
    const staff = await agent();
    const file = async (): Promise<unknown> => {
      const body = {
        title: "The lamp is out",
        description: "The lamp above the door is out.",
        requester: { name: "By phone", email },
      };
      const filed = await callRoute(postTicket, { method: "POST", as: staff, body });
      expect(filed.status).toBe(201);
      return Reflect.get(Object(filed.body), "id");
    };
    const requesterOf = async (id: unknown): Promise<unknown> =>
      (await pool().query("SELECT requester_id FROM tickets WHERE id = $1", [id])).rows[0];
    const before = await file();
    expect(await requesterOf(before)).not.toEqual({ requester_id: actor.id });
    await addProven(actor, email);
    expect(await requesterOf(before)).toEqual({ requester_id: actor.id });
    expect(await requesterOf(await file())).toEqual({ requester_id: actor.id });
    expect(await findOrCreateRequester(pool(), staff, { name: "Whoever", email })).toBe(actor.id);
  });

  it("is matched by the proven address of an identity provider", async () => {
    const actor = await accounts.makeActor();
    await post(actor, email);
    const admit = () =>
      admitIdentity(actor.organisationId, {
        issuer: "https://login.example.org",
        subject: email,
        by: "provider",
        login: null,
        name: "Whoever",
        email,
        linkByAddress: true,
        role: null,
        createPeople: false,
        address: "192.0.2.1",
      });
    expect(await admit()).toBeNull();
    await confirmBy(await tokenFor(email));
    expect((await admit())?.id).toBe(actor.id);
  });

  it("has a link that ends after a day, and with the next one", async () => {
    const actor = await accounts.makeActor();
    await post(actor, email);
    const first = await tokenFor(email);
    const { id } = await found(actor, email);
    expect((await callRoute(resend, { method: "POST", as: actor, params: { id } })).status).toBe(204);
    const second = await tokenFor(email);
    expect(codeOf(await confirmBy(first))).toEqual([401, "invalid_token"]);
    await pool().query("UPDATE person_addresses SET token_expires_at = now() WHERE id = $1", [id]);
    expect(codeOf(await confirmBy(second))).toEqual([401, "invalid_token"]);
  });

  it("that somebody else has is answered alike; a mail says so to its owner, and nothing changes", async () => {
    const owner = await accounts.makePerson({ email });
    const actor = await accounts.makeActor();
    const free = await post(actor, `free-${email}`);
    const taken = await post(actor, email);
    const shape = ({ status, body }: ApiAnswer) => [
      status,
      Object.keys(Object(body)),
      Reflect.get(Object(body), "confirmed"),
    ];
    expect(shape(taken)).toEqual(shape(free));
    await mailConfirmations();
    expect((await mailsTo(email)).map(({ kind, link }) => [kind, link])).toEqual([["addressTaken", null]]);
    expect(await signIn(email)).toBe(200);
    expect((await addresses(await makeSession(owner))).map((one) => one.email)).toEqual([email]);
  });

  it("that somebody proves in the meantime is not theirs as well", async () => {
    const [first, second] = [await accounts.makeActor(), await accounts.makeActor()];
    await post(first, email);
    const one = await tokenFor(email);
    await post(second, email);
    const other = await tokenFor(email);
    expect((await confirmBy(one)).status).toBe(200);
    expect(codeOf(await confirmBy(other))).toEqual([409, "email_taken"]);
    expect((await found(second, email)).confirmed).toBe(false);
  });

  it("of two links that are opened at once for one address, one counts", async () => {
    const [first, second] = [await accounts.makeActor(), await accounts.makeActor()];
    await post(first, email);
    const one = await tokenFor(email);
    await post(second, email);
    const other = await tokenFor(email);
    const answers = await Promise.all([confirmBy(one), confirmBy(other)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it("needs the password again, is refused to guests, and there are ten at most", async () => {
    const actor = await accounts.makeActor();
    for (let made = 0; made < 9; made += 1) {
      expect((await post(actor, `${made}-${email}`)).status).toBe(201);
    }
    expect(codeOf(await post(actor, email))).toEqual([409, "conflict"]);
    expect(codeOf(await post(await accounts.makeActor({ role: "guest" }), email))).toEqual([
      403,
      "forbidden",
    ]);
    await outdate(actor);
    expect(codeOf(await post(actor, email))).toEqual([403, "reauthentication_required"]);
  });

  it("is mailed to five times an hour at most, no matter who asks", async () => {
    for (let asked = 0; asked < 7; asked += 1) {
      expect((await post(await accounts.makeActor(), email)).status).toBe(201);
    }
    await mailConfirmations();
    expect(await mailsTo(email)).toHaveLength(5);
  });
});

describe("the primary address", () => {
  it("changes to a proven one; the earlier one is notified and stays", async () => {
    const person = await accounts.makePerson();
    const actor = await makeSession(person);
    await post(actor, email);
    const { id } = await found(actor, email);
    const change = (): Promise<ApiAnswer> =>
      callRoute(makePrimary, { method: "POST", as: actor, params: { id } });
    expect(codeOf(await change())).toEqual([409, "conflict"]);
    await confirmBy(await tokenFor(email));
    expect(await change()).toMatchObject({ status: 200, body: { email, primary: true } });
    expect((await callRoute(getMe, { as: actor })).body).toMatchObject({ email, emailConfirmed: true });
    expect((await mailsTo(person.email)).at(-1)?.subject).toContain("another primary e-mail address");
    expect(await addresses(actor)).toMatchObject([
      { email, primary: true },
      { email: person.email, primary: false, confirmed: true },
    ]);
    expect([await signIn(email), await signIn(person.email)]).toEqual([200, 200]);
  });

  it("cannot be removed; any other can, and nothing is matched by it then", async () => {
    const actor = await accounts.makeActor();
    const [primary] = await addresses(actor);
    const added = await addProven(actor, email);
    await callRoute(reset, { method: "POST", body: { email } });
    await answerAccountRequests();
    const link = (await mailsTo(email)).at(-1)?.link ?? "";
    expect(link).toMatch(/^\/password-reset#token=/);
    const removed = (id: string): Promise<ApiAnswer> =>
      callRoute(remove, { method: "DELETE", as: actor, params: { id } });
    expect(codeOf(await removed(primary?.id ?? ""))).toEqual([409, "conflict"]);
    expect((await removed(added.id)).status).toBe(204);
    expect(codeOf(await removed(added.id))).toEqual([404, "not_found"]);
    expect(await signIn(email)).toBe(401);
    const token = link.slice(link.indexOf("=") + 1);
    const used = await callRoute(reset, { method: "POST", body: { token, password: "quite another one" } });
    expect(codeOf(used)).toEqual([401, "invalid_token"]);
    await outdate(actor);
    for (const [route, method] of [
      [remove, "DELETE"],
      [makePrimary, "POST"],
    ] as const) {
      const answer = await callRoute(route, { method, as: actor, params: { id: primary?.id ?? "" } });
      expect(codeOf(answer)).toEqual([403, "reauthentication_required"]);
    }
  });

  it("that is a claim still is not proven by a link that went to another one", async () => {
    const person = await accounts.makePerson();
    await pool().query("UPDATE people SET email_confirmed_at = NULL WHERE id = $1", [person.id]);
    const actor = await makeSession(person);
    await addProven(actor, email);
    await callRoute(reset, { method: "POST", body: { email } });
    await answerAccountRequests();
    const link = (await mailsTo(email)).at(-1)?.link ?? "";
    const token = link.slice(link.indexOf("=") + 1);
    const password = "quite another long sentence";
    expect((await callRoute(reset, { method: "POST", body: { token, password } })).status).toBe(204);
    expect(await signIn(email, password)).toBe(200);
    const { rows } = await pool().query("SELECT email_confirmed_at FROM people WHERE id = $1", [actor.id]);
    expect(rows).toEqual([{ email_confirmed_at: null }]);
    // It is proven by a link of its own.
    const session = await makeSession(person);
    const { id } = await found(session, person.email);
    await callRoute(resend, { method: "POST", as: session, params: { id } });
    expect((await confirmBy(await tokenFor(person.email))).status).toBe(200);
    expect((await found(session, person.email)).confirmed).toBe(true);
  });
});

describe("another person's addresses", () => {
  it("are out of reach, and another organisation may have the same", async () => {
    const actor = await accounts.makeActor();
    const { id } = await addProven(actor, email);
    const elsewhere = await makeOrganisation({ host: "other.example" });
    const foreign = await makeSession(
      await makePerson(elsewhere, { email: `foreign-${email}`, passwordHash: accounts.passwordHash }),
    );
    for (const [other, host] of [
      [await accounts.makeActor(), "localhost:3003"],
      [foreign, "other.example"],
    ] as const) {
      for (const [route, method] of [
        [remove, "DELETE"],
        [makePrimary, "POST"],
        [resend, "POST"],
      ] as const) {
        expect(
          codeOf(await callRoute(route, { method, as: other, params: { id }, headers: { host } })),
        ).toEqual([404, "not_found"]);
      }
    }
    await pool().query(
      "INSERT INTO person_addresses (organisation_id, person_id, email, confirmed_at) VALUES ($1, $2, $3, now())",
      [elsewhere.id, foreign.id, email],
    );
    expect(await findOrCreateRequester(pool(), foreign, { name: "Whoever", email })).toBe(foreign.id);
    expect(await findOrCreateRequester(pool(), await agent(), { name: "Whoever", email })).toBe(actor.id);
  });
});

describe("the download of one's account", () => {
  it("holds one's addresses", async () => {
    const actor = await accounts.makeActor();
    await addProven(actor, email);
    const { body } = await callRoute(exportAccount, { as: actor });
    expect(Reflect.get(Object(body), "addresses")).toEqual(await addresses(actor));
  });
});
