import { noteRefusal } from "@/features/refused-addresses/server/write";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { makePerson } from "../factories";
import { makeMail } from "../mail";
import { entry, fresh, type Audited } from "./audited-stage";

const MAIL_SERVER = { host: "127.0.0.1", port: 1, security: "offered", fromAddress: "desk@example.org" };

/** What the routes of mail leave in the audit. */
export const AUDITED_OF_MAIL: Readonly<Record<string, Audited>> = {
  "POST /api/admin/mail/test": entry("mail.tested", ({ admin, call }) => call({ as: admin })),
  "POST /api/admin/mail/[id]/retry": entry("mail.retried", async ({ accounts, admin, call }) =>
    call({ as: admin, params: { id: await makeMail(accounts.organisation) } }),
  ),
  "POST /api/admin/mail/retry": entry("mail.all_retried", ({ admin, call }) =>
    call({ as: admin, body: { state: "failed" } }),
  ),
  "POST /api/admin/mail/[id]/cancel": entry("mail.cancelled", async ({ accounts, admin, call }) =>
    call({ as: admin, params: { id: await makeMail(accounts.organisation) } }),
  ),
  "PATCH /api/admin/mail/server": entry("settings.mail_server_changed", ({ admin, call }) =>
    call({ as: admin, body: MAIL_SERVER }),
  ),
  "DELETE /api/admin/mail/server": entry("settings.mail_server_changed", async ({ admin, call, before }) => {
    await before("PATCH /api/admin/mail/server", { as: admin, body: MAIL_SERVER });
    return await call({ as: admin });
  }),
  "POST /api/admin/mail/server/test": entry("mail.tested", ({ admin, call }) =>
    call({ as: admin, body: { settings: MAIL_SERVER } }),
  ),
  "POST /api/admin/mail/[id]/link": entry("mail.link_shown", async ({ accounts, admin, call }) =>
    call({ as: admin, params: { id: await makeMail(accounts.organisation) } }),
  ),
  "POST /api/admin/users/[id]/address/retry": entry("person.address_retried", async (stage) => {
    const person = await makePerson(stage.accounts.organisation, { email: `${fresh()}@example.org` });
    await refuse(stage.admin, person.email ?? "");
    return await stage.call({ as: stage.admin, params: { id: person.id } });
  }),
  "POST /api/me/addresses/[id]/retry": entry("person.address_retried", async (stage) => {
    const actor = await stage.accounts.makeActor();
    const { rows } = await pool().query<{ id: string; email: string }>(
      "SELECT id, email FROM person_addresses WHERE person_id = $1",
      [actor.id],
    );
    const [address] = rows;
    await refuse(actor, address?.email ?? "");
    return await stage.call({ as: actor, params: { id: address?.id ?? "" } });
  }),
};

/** Lets an address take no mail. */
async function refuse({ organisationId }: Actor, address: string): Promise<void> {
  await noteRefusal({ organisationId, address, source: "server", answer: "550 no such user" });
}
