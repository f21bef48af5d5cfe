import { z } from "zod";
import type { DeletedTicket, DeletedTicketQuery, Page } from "@/features/tickets/schema";
import { personJson, presentPerson, type PersonRow } from "@/features/users/server/present";
import { Params } from "@/server/database/params";
import { pool } from "@/server/database/database";
import { badCursor, decodeCursorWithId, toPage } from "@/server/api/paging";
import { holdsWords, searchLines } from "@/server/search/searchable";
import { LIMITS } from "@/shared/limits";
import type { Actor } from "@/shared/roles";

const MILLISECONDS_PER_DAY = 86_400_000;

interface Row {
  id: string;
  number: number;
  title: string;
  deleted_at: Date;
  requester: PersonRow;
  deleted_by: PersonRow | null;
}

/** GET /api/admin/deleted-tickets: the tickets that can still be restored, the latest deleted first. */
export async function listDeletedTickets(
  actor: Actor,
  query: DeletedTicketQuery,
): Promise<Page<DeletedTicket>> {
  const after = decodeCursorWithId(query.cursor, 2);
  const params = new Params();
  const organisation = params.add(actor.organisationId);
  const days = params.add(LIMITS.deletedTicketDays);
  const fits = query.q ? holds(query.q, params) : "true";
  const beyond = after
    ? `(t.deleted_at, t.id) < (${params.add(readTime(after[0]))}::timestamptz, ${params.add(after[1])}::uuid)`
    : "true";
  const { rows } = await pool().query<Row>(
    `SELECT t.id, t.number, t.title, t.deleted_at, ${personJson("r")} AS requester,
       (SELECT ${personJson("a")} FROM events e JOIN people a ON a.id = e.actor_id
        WHERE e.ticket_id = t.id AND e.type = 'ticket:deleted' ORDER BY e.version DESC LIMIT 1) AS deleted_by
     FROM tickets t JOIN people r ON r.id = t.requester_id
     WHERE t.organisation_id = ${organisation} AND t.deleted_at > now() - make_interval(days => ${days}) AND ${fits} AND ${beyond}
     ORDER BY t.deleted_at DESC, t.id DESC LIMIT ${params.add(query.limit + 1)}`,
    params.values,
  );
  return toPage(
    rows,
    query.limit,
    (row) => [row.deleted_at.toISOString(), row.id],
    (row) => ({
      id: row.id,
      number: row.number,
      title: row.title,
      requester: presentPerson(row.requester, "staff"),
      deletedBy: row.deleted_by && presentPerson(row.deleted_by, "staff"),
      deletedAt: row.deleted_at.toISOString(),
      restorableUntil: new Date(
        row.deleted_at.getTime() + LIMITS.deletedTicketDays * MILLISECONDS_PER_DAY,
      ).toISOString(),
    }),
  );
}

/** Words of the title or of the requester's name, or the ticket's number. The deleted tickets of 30 days are few, so they are read one by one. */
function holds(text: string, params: Params): string {
  const words = holdsWords(
    text,
    (value) => params.add(value),
    (has) => `${has(searchLines("t.title"))} OR ${has("r.search_name")}`,
  );
  const number = /^#?([1-9]\d{0,8})$/.exec(text.trim())?.[1];
  return number === undefined ? `(${words})` : `((${words}) OR t.number = ${params.add(Number(number))})`;
}

function readTime(value: unknown): string {
  const time = z.iso.datetime().safeParse(value);
  if (!time.success) {
    throw badCursor();
  }
  return time.data;
}
