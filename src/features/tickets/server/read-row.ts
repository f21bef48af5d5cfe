import { personJson, type PersonRow } from "@/features/users/server/present";
import { FIELD_COLUMNS, type FieldColumns } from "@/features/tickets/fields";
import type { TicketFacts } from "@/features/tickets/policy";
import { pool, type Sql } from "@/server/database/database";

/** A ticket with the joined columns to show it, as read from the database. */
export interface TicketRow extends ListedRow {
  description: string;
}

/** A ticket with the joined columns to show it in a list: without its description. */
export interface ListedRow extends FieldColumns {
  id: string;
  organisation_id: string;
  number: number;
  version: number;
  public_version: number;
  team: { id: string; name: string; is_private: boolean } | null;
  requester_id: string;
  requester: PersonRow;
  assignee: PersonRow | null;
  comment_count: number;
  public_comment_count: number;
  attachment_count: number;
  public_attachment_count: number;
  created_at: Date;
  updated_at: Date;
  public_updated_at: Date;
  first_response_at: Date | null;
  seen_at: Date | null;
  resolved_at: Date | null;
  closed_at: Date | null;
  deleted_at: Date | null;
  archived_at: Date | null;
  anonymised_at: Date | null;
  merged_into_id: string | null;
  merged_at: Date | null;
}

/** The columns of a ListedRow, over a `tickets` aliased `t`. */
export const LISTED_SELECT = `
  t.id, t.organisation_id, t.number, t.version, t.public_version, ${FIELD_COLUMNS.map((column) => `t.${column}`).join(", ")},
  CASE WHEN tm.id IS NOT NULL THEN json_build_object('id', tm.id, 'name', tm.name, 'is_private', tm.is_private) END AS team,
  t.requester_id, ${personJson("r")} AS requester, CASE WHEN a.id IS NOT NULL THEN ${personJson("a")} END AS assignee,
  t.comment_count, t.public_comment_count, t.attachment_count, t.public_attachment_count, t.created_at, t.updated_at,
  t.public_updated_at, t.first_response_at, t.seen_at, t.resolved_at, t.closed_at, t.deleted_at, t.archived_at, t.anonymised_at,
  t.merged_into_id, t.merged_at`;

/** The joins that LISTED_SELECT needs. */
export const LISTED_JOINS = `
  JOIN people r ON r.id = t.requester_id
  LEFT JOIN people a ON a.id = t.assignee_id
  LEFT JOIN teams tm ON tm.id = t.team_id`;

/** The columns of a TicketRow, over a `tickets` aliased `t`. */
export const TICKET_SELECT = `${LISTED_SELECT}, x.description`;

/** The joins that TICKET_SELECT needs. */
export const TICKET_JOINS = `${LISTED_JOINS}
  JOIN ticket_texts x ON x.ticket_id = t.id`;

/** Reads tickets by id, deleted ones too, in no particular order. Checks no permission: callers present by audience. */
export async function readListedRows(ids: readonly string[], sql: Sql = pool()): Promise<ListedRow[]> {
  if (ids.length === 0) {
    return [];
  }
  const { rows } = await sql.query<ListedRow>(
    `SELECT ${LISTED_SELECT} FROM tickets t ${LISTED_JOINS} WHERE t.id = ANY($1::uuid[])`,
    [ids],
  );
  return rows;
}

/** The descriptions of tickets, by their ids. Checks no permission. */
export async function readDescriptions(ids: readonly string[], sql: Sql): Promise<Map<string, string>> {
  if (ids.length === 0) {
    return new Map();
  }
  const { rows } = await sql.query<{ ticket_id: string; description: string }>(
    "SELECT ticket_id, description FROM ticket_texts WHERE ticket_id = ANY($1::uuid[])",
    [ids],
  );
  return new Map(rows.map((row) => [row.ticket_id, row.description]));
}

/** The facts of a ticket for the policy; `isWatcher` is about the actor. */
export function factsOf(
  row: Pick<TicketRow, "id" | "organisation_id" | "team_id" | "team" | "requester_id" | "deleted_at">,
  isWatcher: boolean,
): TicketFacts {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    teamId: row.team_id,
    teamIsPrivate: row.team?.is_private ?? false,
    requesterId: row.requester_id,
    isWatcher,
    isDeleted: row.deleted_at !== null,
  };
}
