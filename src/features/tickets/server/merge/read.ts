import { z } from "zod";
import { PERSON_SEES_STAFF_SIDE } from "@/features/ticket-record/server/read-visibility";
import { STATUSES } from "@/features/tickets/schema";
import type { TicketRow } from "@/features/tickets/server/read-row";
import type { Transaction } from "@/server/database/database";

const time = z
  .string()
  .nullable()
  .transform((text) => (text === null ? null : new Date(text)));

/** What a merge changes in the merged ticket, as it was before. */
export const beforeSchema = z.object({
  status: z.enum(STATUSES),
  firstResponseAt: time,
  resolvedAt: time,
  closedAt: time,
  archivedAt: time,
  teamId: z.string().nullable(),
});

/** A merge that was not undone. */
export interface MergeRow {
  id: string;
  into_id: string;
  merged_at: Date;
  before: z.infer<typeof beforeSchema>;
  added_tags: string[];
  added_watchers: string[];
}

/** What has to be remembered of a ticket, to be as it was when its merge is undone. */
export function beforeOf(row: TicketRow): z.input<typeof beforeSchema> {
  return {
    status: row.status,
    firstResponseAt: row.first_response_at?.toISOString() ?? null,
    resolvedAt: row.resolved_at?.toISOString() ?? null,
    closedAt: row.closed_at?.toISOString() ?? null,
    archivedAt: row.archived_at?.toISOString() ?? null,
    teamId: row.team_id,
  };
}

/** The merge by which a ticket is merged now. */
export async function readMerge(tx: Transaction, ticketId: string): Promise<MergeRow | null> {
  const { rows } = await tx.query<Omit<MergeRow, "before"> & { before: unknown }>(
    "SELECT id, into_id, merged_at, before, added_tags, added_watchers FROM ticket_merges WHERE ticket_id = $1 AND undone_at IS NULL",
    [ticketId],
  );
  const row = rows[0];
  return row ? { ...row, before: beforeSchema.parse(row.before) } : null;
}

/** Which of a ticket's watchers are in the staff audience of another one, and do not follow that yet: others would see there what was never theirs. */
export async function readStaffWatchers(
  tx: Transaction,
  { fromId, intoId }: { fromId: string; intoId: string },
): Promise<string[]> {
  const { rows } = await tx.query<{ person_id: string }>(
    `SELECT w.person_id FROM watchers w JOIN people p ON p.id = w.person_id JOIN tickets t ON t.id = $2 LEFT JOIN teams tm ON tm.id = t.team_id
     WHERE w.ticket_id = $1 AND p.disabled_at IS NULL AND p.id <> t.requester_id AND ${PERSON_SEES_STAFF_SIDE}
       AND NOT EXISTS (SELECT 1 FROM watchers o WHERE o.ticket_id = $2 AND o.person_id = p.id) ORDER BY w.created_at, p.id`,
    [fromId, intoId],
  );
  return rows.map(({ person_id: id }) => id);
}
