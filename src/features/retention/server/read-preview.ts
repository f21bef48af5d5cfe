import { readSettings } from "@/features/organisations/server/read";
import type { RetentionDue, RetentionPreview, RetentionQuery } from "@/features/retention/schema";
import { pool, type Sql } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { ARCHIVED, BATCH, BEFORE, EVERY_MILLISECONDS, LISTED, RECOGNISABLE, RESTS_SINCE } from "./rules-due";

/** So many are counted: a first setting may be about a million. */
const COUNTED = 10_000;
const NOTHING: RetentionDue = { tickets: 0, isMore: false, oldest: null };

/** GET /api/admin/retention: what these days would do to the tickets of today; absent ones are as the settings are. */
export async function previewRetention(actor: Actor, query: RetentionQuery): Promise<RetentionPreview> {
  const sql = pool();
  const settings = await readSettings(actor.organisationId, sql);
  const archiveDays = query.archiveDays === undefined ? settings.archiveDays : query.archiveDays;
  const anonymiseDays = query.anonymiseDays === undefined ? settings.anonymiseDays : query.anonymiseDays;
  const due = (tickets: string, days: number | null, isBefore = true): Promise<RetentionDue> =>
    countDue(sql, actor, { tickets, days, isBefore });
  return {
    archive: archiveDays === null ? NOTHING : await due(LISTED, archiveDays),
    restore: await due(ARCHIVED, archiveDays, false),
    anonymise: anonymiseDays === null ? NOTHING : await due(RECOGNISABLE, anonymiseDays),
    perMinute: (BATCH * 60_000) / EVERY_MILLISECONDS,
  };
}

/** Tickets that rest for longer than `days`, or shorter; without days, all. */
async function countDue(
  sql: Sql,
  actor: Actor,
  { tickets, days, isBefore }: { tickets: string; days: number | null; isBefore: boolean },
): Promise<RetentionDue> {
  const fits = days === null ? "$2::int IS NULL" : `${RESTS_SINCE} ${isBefore ? "<" : ">="} ${BEFORE}`;
  const values = [actor.organisationId, days];
  const { rows } = await sql.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM (SELECT 1 FROM tickets WHERE ${tickets} AND ${fits} LIMIT ${COUNTED + 1}) found`,
    values,
  );
  const oldest = await sql.query<{ number: number; closed_at: Date }>(
    `SELECT number, closed_at FROM tickets WHERE ${tickets} AND ${fits} AND closed_at IS NOT NULL ORDER BY ${RESTS_SINCE} LIMIT 1`,
    values,
  );
  const count = rows[0]?.count ?? 0;
  const [first] = oldest.rows;
  return {
    tickets: Math.min(count, COUNTED),
    isMore: count > COUNTED,
    oldest: first ? { number: first.number, closedAt: first.closed_at.toISOString() } : null,
  };
}
