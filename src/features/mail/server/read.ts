import { hasMailServer } from "@/features/mail-server/server/read";
import type { Sql } from "@/server/database/database";

/** Whether an organisation's mail is sent; without it mail lies in the outbox, where admins find its links. */
export async function canSendMail(organisationId: string, sql?: Sql): Promise<boolean> {
  return await hasMailServer(organisationId, sql);
}
