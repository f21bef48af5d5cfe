import { prisma, type Rows } from "@/server/database/database";
import type { Category } from "@/server/prisma/client";
import { readPlace, toPage } from "@/server/api/paging";
import { boundedRead } from "@/server/http/bounded-read";
import { PLANNED_EACH_TIME } from "@/server/database/prepared-statements";
import { holdsWords, searchLines } from "@/server/search/searchable";
import { Params, staffSight } from "@/features/tickets/server/read-visible";
import { isStaffRole, type Actor, type OrganisationId } from "@/shared/roles";
import type { PageQuery } from "@/shared/paging";
import { AppError } from "@/shared/errors";
import type { AdminCategoryDto, CategoryDto } from "@/features/organisations/schema";

/** The categories that tickets can be given, in the order that the admins chose. */
export async function listCategories(actor: Actor): Promise<CategoryDto[]> {
  return await prisma().category.findMany({
    where: { organisationId: actor.organisationId, archivedAt: null },
    select: { key: true, name: true },
    orderBy: [{ position: "asc" }, { key: "asc" }],
  });
}

/** Every category of the organisation, archived ones too, for its admins. */
export async function listAllCategories(actor: Actor): Promise<AdminCategoryDto[]> {
  const rows = await prisma().category.findMany({
    where: { organisationId: actor.organisationId },
    orderBy: [{ position: "asc" }, { key: "asc" }],
  });
  return rows.map(presentCategory);
}

/** One category, for its admins. Throws `not_found`. */
export async function readCategory(
  organisationId: OrganisationId,
  key: string,
  rows: Rows,
): Promise<AdminCategoryDto> {
  const row = await rows.category.findUnique({ where: { organisationId_key: { organisationId, key } } });
  if (!row) {
    throw new AppError("not_found", "There is no such category.");
  }
  return presentCategory(row);
}

function presentCategory({ key, name, position, archivedAt }: Category): AdminCategoryDto {
  return { key, name, position, archived: archivedAt !== null };
}

/**
 * Tags by name: to admins and viewers all that the organisation knows, to agents those of the tickets that they see as
 * staff, to others those of their own tickets, where no private team's ticket shows them.
 */
export async function listTags(
  actor: Actor,
  query: PageQuery & { q?: string | undefined },
): Promise<{ items: { name: string }[]; nextCursor: string | null }> {
  const after = readPlace(query.cursor, 1);
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

function usedTags(actor: Actor, params: Params): string {
  const organisation = params.add(actor.organisationId);
  if (!isStaffRole(actor.role)) {
    return `SELECT DISTINCT unnest(t.tags) AS name FROM tickets t LEFT JOIN teams tm ON tm.id = t.team_id
      WHERE t.organisation_id = ${organisation} AND t.requester_id = ${params.add(actor.id)} AND t.deleted_at IS NULL AND NOT coalesce(tm.is_private, false)`;
  }
  const all = `SELECT g.name FROM tags g WHERE g.organisation_id = ${organisation}`;
  const seen = staffSight(actor, params);
  return seen === "true"
    ? all
    : `${all} AND EXISTS (SELECT 1 FROM tickets t WHERE t.organisation_id = g.organisation_id AND t.tags @> ARRAY[g.name] AND t.deleted_at IS NULL AND ${seen})`;
}
