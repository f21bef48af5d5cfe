import { answerAccountRequests } from "@/features/users/server/requests/job-account-requests";
import { totpEnrolmentSchema } from "@/features/second-factors/schema";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { PASSWORD } from "../accounts";
import { post, tokenFor, addProven } from "../addresses";
import { makePerson, makeSession, makeTeam, makeTokenSession } from "../factories";
import { fileAsGuest } from "../guests";
import { CookieJar, signIn } from "../http/browser-jar";
import { addPasskey } from "../second-factors/passkeys";
import { codeNow } from "../second-factors/totp";
import { AUDITED_OF_DESK } from "./audited-desk";
import { AUDITED_OF_MAIL } from "./audited-mail";
import { AUDITED_OF_WEBHOOKS } from "./audited-webhooks";
import {
  ASKS,
  entry,
  exempt,
  fresh,
  GUESTS,
  HISTORY,
  mailedToken,
  NOTHING,
  OWN,
  SEEN,
  shown,
  type Audited,
  type Stage,
  withMail,
} from "./audited-stage";

const DIRECTORY = {
  url: "ldaps://ldap.example",
  baseDn: "dc=example",
  bindDn: "cn=reader,dc=example",
  bindPassword: "a password",
  certificate: null,
};
const PROVIDER = { issuer: "https://login.example", clientId: "helpejo", clientSecret: "a secret" };

async function anybody({ accounts }: Stage): Promise<Actor> {
  return await accounts.makeActor();
}

async function withTotp(stage: Stage): Promise<Actor> {
  const actor = await anybody(stage);
  const begun = await stage.before("POST /api/me/totp", { as: actor, body: {} });
  const { secret } = totpEnrolmentSchema.parse(begun.body);
  await stage.before("POST /api/me/totp", { as: actor, body: { code: codeNow(secret) } });
  return actor;
}

async function someTicket({ before, admin }: Stage): Promise<string> {
  const body = { title: "A lamp", description: "It is out." };
  const filed = await before("POST /api/tickets", { as: admin, body });
  return String(Reflect.get(Object(filed.body), "id"));
}

const watcher = (isAdded: boolean) =>
  entry(isAdded ? "ticket.watcher_added" : "ticket.watcher_removed", async (stage) => {
    const params = { ticket: await someTicket(stage), personId: (await stage.accounts.makePerson()).id };
    if (!isAdded) {
      await stage.before("PUT /api/tickets/[ticket]/watchers/[personId]", { as: stage.admin, params });
    }
    return await stage.call({ as: stage.admin, params });
  });

/** Every route that changes something, by method and path. */
export const AUDITED: Record<string, Audited> = {
  "POST /api/admin/users": entry("person.created", ({ admin, call }) =>
    call({ as: admin, body: { name: "Jo", email: `${fresh()}@example.org`, role: "agent" } }),
  ),
  "PATCH /api/admin/users/[id]": entry("person.changed", async ({ accounts, admin, call }) =>
    call({ as: admin, params: { id: (await accounts.makePerson()).id }, body: { role: "agent" } }),
  ),
  "POST /api/admin/users/[id]/invitation": entry("person.invited", async ({ accounts, admin, call }) =>
    call({ as: admin, params: { id: (await makePerson(accounts.organisation)).id } }),
  ),
  "POST /api/admin/teams": entry("team.created", ({ admin, call }) =>
    call({ as: admin, body: { name: fresh(), isPrivate: true } }),
  ),
  "PATCH /api/admin/teams/[id]": entry("team.changed", async ({ accounts, admin, call }) =>
    call({
      as: admin,
      params: { id: (await makeTeam(accounts.organisation)).id },
      body: { isPrivate: true },
    }),
  ),
  "POST /api/admin/categories": entry("category.created", ({ admin, call }) =>
    call({ as: admin, body: { name: fresh() } }),
  ),
  "PUT /api/admin/categories": entry("category.ordered", async ({ admin, call, before }) => {
    const { body } = await before("GET /api/admin/categories", { as: admin });
    const items: { key: string }[] = Reflect.get(Object(body), "items");
    const was = items.map(({ key }) => key);
    return await call({ as: admin, body: { keys: was.toReversed(), was } });
  }),
  "PATCH /api/admin/categories/[key]": entry("category.changed", ({ admin, call }) =>
    call({ as: admin, params: { key: "travel" }, body: { name: "Journeys" } }),
  ),
  "POST /api/admin/notices/ack": SEEN,
  "DELETE /api/admin/notices/ack": SEEN,
  "POST /api/admin/notices/[id]/ack": SEEN,
  "DELETE /api/admin/notices/[id]/ack": SEEN,
  "DELETE /api/admin/sessions/[id]": entry("session.revoked", async (stage) =>
    stage.call({ as: stage.admin, params: { id: (await anybody(stage)).sessionId } }),
  ),
  "DELETE /api/admin/tokens/[id]": entry("person.token_ended", async ({ accounts, admin, call }) => {
    const { sessionId } = await makeTokenSession(await accounts.makePerson(), ["read"]);
    const { rows } = await pool().query<{ id: string }>(
      "SELECT id FROM personal_tokens WHERE session_id = $1",
      [sessionId],
    );
    return await call({ as: admin, params: { id: rows[0]?.id ?? "" } });
  }),
  "PATCH /api/admin/settings": entry("settings.changed", ({ admin, call }) =>
    call({ as: admin, body: { autoCloseDays: 9 } }),
  ),
  "PUT /api/admin/sign-in/directory": entry("settings.sign_in_changed", ({ admin, call }) =>
    call({ as: admin, body: DIRECTORY }),
  ),
  "DELETE /api/admin/sign-in/directory": entry(
    "settings.sign_in_changed",
    async ({ admin, call, before }) => {
      await before("PUT /api/admin/sign-in/directory", { as: admin, body: DIRECTORY });
      return await call({ as: admin });
    },
  ),
  "POST /api/admin/sign-in/directory/test": ASKS,
  "PUT /api/admin/sign-in/provider": entry("settings.sign_in_changed", ({ admin, call }) =>
    call({ as: admin, body: PROVIDER }),
  ),
  "DELETE /api/admin/sign-in/provider": entry("settings.sign_in_changed", async ({ admin, call, before }) => {
    await before("PUT /api/admin/sign-in/provider", { as: admin, body: PROVIDER });
    return await call({ as: admin });
  }),
  "POST /api/admin/sign-in/provider/test": ASKS,
  "POST /api/admin/[...rest]": NOTHING,
  "PUT /api/admin/[...rest]": NOTHING,
  "PATCH /api/admin/[...rest]": NOTHING,
  "DELETE /api/admin/[...rest]": NOTHING,
  "POST /api/[...rest]": NOTHING,
  "PUT /api/[...rest]": NOTHING,
  "PATCH /api/[...rest]": NOTHING,
  "DELETE /api/[...rest]": NOTHING,

  "PATCH /api/me": OWN,
  "PUT /api/me/avatar": OWN,
  "DELETE /api/me/avatar": OWN,
  "PUT /api/me/password": entry("person.password_changed", async (stage) =>
    stage.call({
      as: await anybody(stage),
      body: { current: PASSWORD, password: "another sentence to remember" },
    }),
  ),
  "POST /api/me/reauthenticate": entry("session.reauthenticated", async (stage) =>
    stage.call({ as: await anybody(stage), body: { password: PASSWORD } }),
  ),
  "DELETE /api/me/sessions": entry("session.revoked", async (stage) =>
    stage.call({ as: await anybody(stage) }),
  ),
  "DELETE /api/me/sessions/[id]": entry("session.revoked", async ({ accounts, call }) => {
    const person = await accounts.makePerson();
    const other = await makeSession(person);
    return await call({ as: await makeSession(person), params: { id: other.sessionId } });
  }),
  "POST /api/me/totp": entry("person.second_factor_on", async (stage) => {
    const actor = await anybody(stage);
    const { secret } = totpEnrolmentSchema.parse((await stage.call({ as: actor, body: {} })).body);
    return await stage.call({ as: actor, body: { code: codeNow(secret) } });
  }),
  "DELETE /api/me/totp": entry("person.second_factor_off", async (stage) =>
    stage.call({ as: await withTotp(stage) }),
  ),
  "POST /api/me/totp/recovery-codes": entry("person.recovery_codes_made", async (stage) =>
    stage.call({ as: await withTotp(stage) }),
  ),
  "POST /api/me/addresses": entry("person.address_asked", async (stage) =>
    stage.call({ as: await anybody(stage), body: { email: `${fresh()}@example.org` } }),
  ),
  "POST /api/addresses/confirm": entry("person.address_added", async (stage) => {
    const email = `${fresh()}@example.org`;
    await post(await anybody(stage), email);
    return await stage.call({ body: { token: await tokenFor(email) } });
  }),
  "POST /api/me/addresses/[id]/primary": entry("person.address_primary", async (stage) => {
    const actor = await anybody(stage);
    const { id } = await addProven(actor, `${fresh()}@example.org`);
    return await stage.call({ as: actor, params: { id } });
  }),
  "DELETE /api/me/addresses/[id]": entry("person.address_removed", async (stage) => {
    const actor = await anybody(stage);
    const { id } = await addProven(actor, `${fresh()}@example.org`);
    return await stage.call({ as: actor, params: { id } });
  }),
  "POST /api/me/addresses/[id]/confirmation": exempt("What was asked for, with its entry, is mailed again."),
  "POST /api/me/passkeys": entry("person.passkey_added", async (stage) => {
    await addPasskey(await anybody(stage));
    return { status: 200 };
  }),
  "PATCH /api/me/passkeys/[id]": entry("person.passkey_renamed", async (stage) => {
    const actor = await anybody(stage);
    const { passkey } = await addPasskey(actor);
    return await stage.call({ as: actor, params: { id: passkey.id }, body: { name: "Another" } });
  }),
  "DELETE /api/me/passkeys/[id]": entry("person.passkey_removed", async (stage) => {
    const actor = await anybody(stage);
    const { passkey } = await addPasskey(actor);
    return await stage.call({ as: actor, params: { id: passkey.id } });
  }),
  "POST /api/me/tokens": entry("person.token_made", async (stage) =>
    stage.call({ as: await anybody(stage), body: { name: "A script", scopes: ["read"] } }),
  ),
  "DELETE /api/me/tokens/[id]": entry("person.token_ended", async (stage) => {
    const actor = await anybody(stage);
    const body = { name: "A script", scopes: ["read"] };
    await stage.before("POST /api/me/tokens", { as: actor, body });
    const { rows } = await pool().query<{ id: string }>(
      "SELECT t.id FROM personal_tokens t JOIN sessions s ON s.id = t.session_id WHERE s.person_id = $1",
      [actor.id],
    );
    return await stage.call({ as: actor, params: { id: rows[0]?.id ?? "" } });
  }),

  "POST /api/token": entry("sign_in.succeeded", async ({ accounts, call }) =>
    call({ body: { email: (await accounts.makePerson()).email, password: PASSWORD } }),
  ),
  "POST /api/token/refresh": exempt("It goes on with a session whose beginning has its entry."),
  "POST /api/token/revoke": exempt("Somebody signs out: the session's own row says when and why it ended."),
  "POST /api/register": entry("person.registered", ({ call }) =>
    call({ body: { name: "Ana", email: `${fresh()}@example.org`, password: PASSWORD } }),
  ),
  "POST /api/register/confirm": entry("person.registered", async ({ before, call }) =>
    withMail(async () => {
      const email = `${fresh()}@example.org`;
      await before("POST /api/register", { body: { name: "Ana", email, password: PASSWORD } });
      await answerAccountRequests();
      return await call({ body: { token: await mailedToken(email) } });
    }),
  ),
  "POST /api/password-reset": entry("person.password_reset_asked", async ({ accounts, call }) => {
    const answer = await call({ body: { email: (await accounts.makePerson()).email } });
    await answerAccountRequests();
    return answer;
  }),
  "POST /api/password-reset/check": ASKS,
  "POST /api/invitation": entry("person.joined", async ({ accounts, admin, before, call }) => {
    const person = await makePerson(accounts.organisation);
    await before("POST /api/admin/users/[id]/invitation", { as: admin, params: { id: person.id } });
    return await call({
      body: { token: await mailedToken(person.email), password: "another sentence to remember" },
    });
  }),
  "POST /api/invitation/check": ASKS,
  "POST /api/first-run": shown("person.first_admin", "src/app/api/first-run/first-run.test.ts"),
  "POST /api/first-run/check": ASKS,
  "POST /api/passkey-challenge": ASKS,
  "POST /api/auth/[...nextauth]": entry("sign_in.succeeded", async ({ accounts }) =>
    signIn(new CookieJar(), (await accounts.makePerson()).email, PASSWORD),
  ),
  "POST /api/auth/oidc/backchannel-logout": exempt(
    "The provider ends sessions: their own rows say when and why they ended.",
  ),
  "POST /api/guest/tickets": GUESTS,
  "POST /api/guest/links": GUESTS,
  "POST /api/guest/session": entry("guest.address_proven", async ({ call }) =>
    withMail(async () => {
      const email = `${fresh()}@example.org`;
      await fileAsGuest({ email });
      return await call({ body: { token: await mailedToken(email) } });
    }),
  ),

  "POST /api/tickets": HISTORY,
  "PATCH /api/tickets/[ticket]": HISTORY,
  "POST /api/tickets/bulk": HISTORY,
  "DELETE /api/tickets/[ticket]": HISTORY,
  "POST /api/tickets/[ticket]/restore": HISTORY,
  "POST /api/tickets/[ticket]/merge": HISTORY,
  "POST /api/tickets/[ticket]/unmerge": HISTORY,
  "POST /api/tickets/[ticket]/comments": HISTORY,
  "PATCH /api/comments/[id]": HISTORY,
  "DELETE /api/comments/[id]": HISTORY,
  "POST /api/tickets/[ticket]/attachments": HISTORY,
  "DELETE /api/attachments/[id]": HISTORY,
  "PUT /api/tickets/[ticket]/watchers/[personId]": watcher(true),
  "DELETE /api/tickets/[ticket]/watchers/[personId]": watcher(false),
  "PUT /api/tickets/[ticket]/watch": OWN,
  "DELETE /api/tickets/[ticket]/watch": OWN,
  "POST /api/tickets/[ticket]/read": OWN,
  "PUT /api/drafts/[place]/[kind]": OWN,
  "DELETE /api/drafts/[place]/[kind]": OWN,
  "POST /api/notifications/read": OWN,
  "DELETE /api/notifications/read": OWN,
  ...AUDITED_OF_DESK,
  ...AUDITED_OF_MAIL,
  ...AUDITED_OF_WEBHOOKS,
};
