import { pool } from "@/server/database/database";
import type { Problem } from "./judge/judge";

/** The log consumers that react to the log, by the names of their cursors. */
const CONSUMERS = ["notify people", "react to the log"];
/** What a consumer has not come to yet, of a `cursors` aliased `c`. */
const AHEAD =
  "(e.xid >= pg_snapshot_xmax(c.snapshot::pg_snapshot) OR e.xid = ANY(ARRAY(SELECT pg_snapshot_xip(c.snapshot::pg_snapshot))))";

const COMMITTED = (event: string): string => `pg_xact_commit_timestamp(${event}.xid::xid)`;

/** Whether each consumer has begun, in the database of now. */
export async function haveConsumersBegun(): Promise<boolean> {
  const { rowCount } = await pool().query("SELECT 1 FROM cursors WHERE name = ANY($1)", [CONSUMERS]);
  return rowCount === CONSUMERS.length;
}

/** Whether the log consumers have come to the end of the log, so that nothing more follows from it. */
export async function areConsumersThrough(epoch: string): Promise<boolean> {
  const { rowCount } = await pool().query(
    `SELECT 1 FROM cursors c WHERE c.name = ANY($1) AND c.epoch = $2 AND NOT EXISTS (SELECT 1 FROM events e WHERE ${AHEAD})`,
    [CONSUMERS, epoch],
  );
  return rowCount === CONSUMERS.length;
}

/**
 * Requesters who got no notification of a public comment on their ticket though they had to. Left out are
 * people who may have been disabled, and tickets and comments that may have been deleted by then. The
 * consumer of a restored database begins at the log's end, as earlier events may have been handled already,
 * and that is when a process first polls: so only events after its first notification count.
 */
export async function findUnnotified(since: number): Promise<Problem[]> {
  const { rows } = await pool().query<{ text: string }>(
    `WITH first AS (SELECT min(${COMMITTED("n")}) AS at FROM events n WHERE n.type = 'notification:added' AND ${COMMITTED("n")} > $1)
     SELECT p.name || ' was never notified of comment ' || (e.data->>'commentId') || ' on ' || t.number AS text
     FROM events e JOIN tickets t ON t.id = e.ticket_id JOIN people p ON p.id = t.requester_id, first
     WHERE e.type = 'comment:added' AND e.audience = 'public' AND e.actor_id <> p.id AND p.role <> 'guest' AND ${COMMITTED("e")} > first.at
       AND NOT EXISTS (SELECT 1 FROM notifications n WHERE n.event_id = e.id AND n.person_id = p.id)
       AND NOT EXISTS (SELECT 1 FROM events d WHERE d.ticket_id = t.id
         AND (d.type = 'ticket:deleted' OR (d.type = 'comment:deleted' AND d.data->>'commentId' = e.data->>'commentId')))
       AND NOT EXISTS (SELECT 1 FROM person_merges m WHERE m.from_id = e.actor_id AND m.to_id = p.id)
       AND NOT EXISTS (SELECT 1 FROM audit_entries a WHERE a.action = 'person.changed' AND a.subject_id = p.id AND a.data ? 'disabled')`,
    [new Date(since)],
  );
  return rows.map(({ text }) => ({ text, at: 0, trail: [] }));
}
