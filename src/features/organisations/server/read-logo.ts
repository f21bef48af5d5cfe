import { pool } from "@/server/database/database";
import { log } from "@/server/process/log";
import { storage } from "@/server/storage/storage";

/** What the head of a mail is made of. */
export interface MailLook {
  logoKey: string | null;
  /** "#rrggbb"; null: that of the product. */
  accent: string | null;
}

/** What the head of an organisation's mails is made of. */
export async function readMailLook(organisationId: string): Promise<MailLook> {
  const { rows } = await pool().query<{ logo_key: string | null; accent: string | null }>(
    "SELECT logo_key, settings->>'accent' AS accent FROM organisations WHERE id = $1",
    [organisationId],
  );
  return { logoKey: rows[0]?.logo_key ?? null, accent: rows[0]?.accent ?? null };
}

/** The bytes of an organisation's logo; null where they cannot be read now: a mail goes without it. */
export async function readLogo(key: string): Promise<Buffer | null> {
  try {
    return Buffer.from(await new Response(await storage().read(key)).arrayBuffer());
  } catch (error) {
    log().warn({ err: error, key }, "a mail goes without the logo");
    return null;
  }
}
