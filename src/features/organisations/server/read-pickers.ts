import { pool, prisma, type Rows } from "@/server/database";
import type { Category } from "@/server/prisma/client";
import { anywhere, readPlace, toPage } from "@/server/paging";
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

/** Tags by name: to staff all that the organisation uses, to others those of their own tickets (where no private team's ticket shows them). */
export async function listTags(
  actor: Actor,
  query: PageQuery & { q?: string | undefined },
): Promise<{ items: { name: string }[]; nextCursor: string | null }> {
  const after = readPlace(query.cursor, 1);
  const { rows } = await pool().query<{ name: string }>(
    `SELECT name FROM (${isStaffRole(actor.role) ? ALL_TAGS : OWN_TAGS}) used
     WHERE ($3::text IS NULL OR unaccent(name) ILIKE unaccent($3)) AND ($4::text IS NULL OR name > $4) ORDER BY name LIMIT $5`,
    [actor.organisationId, actor.id, query.q ? anywhere(query.q) : null, after?.[0] ?? null, query.limit + 1],
  );
  return toPage(
    rows,
    query.limit,
    (row) => [row.name],
    (row) => row,
  );
}

const ALL_TAGS = "SELECT name FROM tags WHERE organisation_id = $1 AND $2::uuid IS NOT NULL";

const OWN_TAGS = `SELECT DISTINCT unnest(t.tags) AS name FROM tickets t LEFT JOIN teams tm ON tm.id = t.team_id
  WHERE t.organisation_id = $1 AND t.requester_id = $2 AND t.deleted_at IS NULL AND NOT coalesce(tm.is_private, false)`;
