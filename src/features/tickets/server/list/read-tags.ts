import { decodeCursor, toPage } from "@/server/api/paging";
import { Params } from "@/server/database/params";
import { PLANNED_EACH_TIME } from "@/server/database/prepared-statements";
import { boundedRead } from "@/server/http/bounded-read";
import { holdsWords, searchLines } from "@/server/search/searchable";
import type { PageQuery } from "@/shared/paging";
import { isStaffRole, type Actor } from "@/shared/roles";
import { staffVisibility, TEAM_IS_PRIVATE } from "@/features/ticket-record/server/read-visibility";

/**
 * Tags by name: for admins and viewers all of the organisation, for agents those of tickets that they see as
 * staff, for others those of their own tickets outside private teams.
 */
export async function listTags(
  actor: Actor,
  query: PageQuery & { q?: string | undefined },
): Promise<{ items: { name: string }[]; nextCursor: string | null }> {
  const after = decodeCursor(query.cursor, 1);
  const params = new Params();
  const tags = usedTags(actor, params);
  const fits = query.q
    ? holdsWords(
        query.q,
        (value) => params.add(value),
        (holds) => holds(searchLines("name")),
      )
    : "true";
  const last = params.add(after?.[0] ?? null);
  const { rows } = await boundedRead(actor, (sql) =>
    sql.query<{ name: string }>(
      `${PLANNED_EACH_TIME} SELECT name FROM (${tags}) used
     WHERE (${fits}) AND (${last}::text IS NULL OR name > ${last})
     ORDER BY name LIMIT ${params.add(query.limit + 1)}`,
      params.values,
    ),
  );
  return toPage(
    rows,
    query.limit,
    (row) => [row.name],
    (row) => row,
  );
}

/** How many tickets of a tag are looked at for one that an agent sees, and how many of their own a requester's tags are read from. */
const LOOKED_AT = { ofTag: 200, own: 500 };

/**
 * Bounded, as somebody may have filed, and a tag may stand on, a tenth of all tickets. What is not found so is not offered:
 * a tag that stands on hundreds of tickets of private teams first, or on none of a requester's active and latest ones.
 */
function usedTags(actor: Actor, params: Params): string {
  const organisation = params.add(actor.organisationId);
  if (!isStaffRole(actor.role)) {
    return `SELECT DISTINCT unnest(t.tags) AS name FROM (SELECT t.tags, t.team_id FROM tickets t
      WHERE t.organisation_id = ${organisation} AND t.requester_id = ${params.add(actor.id)} AND t.deleted_at IS NULL
      ORDER BY t.status, t.public_updated_at DESC, t.id DESC LIMIT ${LOOKED_AT.own}) t WHERE NOT ${TEAM_IS_PRIVATE}`;
  }
  const all = `SELECT g.name FROM tags g WHERE g.organisation_id = ${organisation}`;
  const seen = staffVisibility(actor, params);
  return seen === "true"
    ? all
    : `${all} AND (SELECT true FROM (SELECT t.team_id FROM tickets t WHERE t.organisation_id = ${organisation} AND t.tags @> ARRAY[g.name]
        AND t.deleted_at IS NULL LIMIT ${LOOKED_AT.ofTag}) t WHERE ${seen} LIMIT 1)`;
}
