import { pool } from "@/server/database/database";

/** Closes tickets as if that had been so many days ago, and nothing had been said in them since. */
export async function letRest(ticketIds: readonly string[], days: number): Promise<void> {
  await pool().query(
    `UPDATE tickets SET status = 'closed', closed_at = now() - $2 * interval '1 day', resolved_at = now() - $2 * interval '1 day',
       updated_at = now() - $2 * interval '1 day', public_updated_at = now() - $2 * interval '1 day' WHERE id = ANY($1::uuid[])`,
    [ticketIds, days],
  );
}

/** Sets an organisation's days of retention. */
export async function setRetention(
  organisationId: string,
  days: { archiveDays?: number | null; anonymiseDays?: number | null },
): Promise<void> {
  await pool().query("UPDATE organisations SET settings = settings || $2::jsonb WHERE id = $1", [
    organisationId,
    JSON.stringify(days),
  ]);
}
