import { say } from "@/messages/server/say";
import { organisationSettingsSchema } from "@/features/organisations/schema";
import { pool, type Sql } from "@/server/database/database";
import { AppError } from "@/shared/errors";
import type { Actor } from "@/shared/roles";

/**
 * Throws `quota_exceeded` when so many more bytes exceed the organisation's quota; without a quota everything
 * fits. The used bytes are stored, not summed up.
 */
export async function refuseOverQuota(
  actor: Pick<Actor, "organisationId">,
  bytes: number,
  sql: Sql = pool(),
): Promise<void> {
  const { rows } = await sql.query<{ settings: unknown; bytes: string | null }>(
    `SELECT o.settings, u.bytes FROM organisations o LEFT JOIN storage_usage u ON u.organisation_id = o.id WHERE o.id = $1`,
    [actor.organisationId],
  );
  const { storageQuotaMb } = organisationSettingsSchema.parse(rows[0]?.settings ?? {});
  if (storageQuotaMb > 0 && Number(rows[0]?.bytes ?? 0) + bytes > storageQuotaMb * 1024 * 1024) {
    throw new AppError("quota_exceeded", say("refusals.attachments.quota", { megabytes: storageQuotaMb }));
  }
}
