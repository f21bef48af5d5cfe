import { pool, type Sql } from "@/server/database";
import { anywhere, readPlace, toPage } from "@/server/paging";
import { isStaffRole, type Actor, type OrganisationId } from "@/shared/roles";
import type { PageQuery } from "@/shared/paging";
import { AppError } from "@/shared/errors";
import type { AdminCategoryDto, CategoryDto } from "@/features/organisations/schema";

interface CategoryRow {
  key: string;
  name: string;
  position: number;
  archived: boolean;
}

const COLUMNS = "key, name, position, archived_at IS NOT NULL AS archived";

/** The categories that tickets can be given, in the order that the admins chose. */
export async function listCategories(actor: Actor): Promise<CategoryDto[]> {
  const { rows } = await pool().query<CategoryRow>(
    `SELECT ${COLUMNS} FROM categories WHERE organisation_id = $1 AND archived_at IS NULL ORDER BY position, key`,
    [actor.organisationId],
  );
  return rows.map(({ key, name }) => ({ key, name }));
}

/** Every category of the organisation, archived ones too, for its admins. */
export async function listAllCategories(actor: Actor): Promise<AdminCategoryDto[]> {
  const { rows } = await pool().query<CategoryRow>(
    `SELECT ${COLUMNS} FROM categories WHERE organisation_id = $1 ORDER BY position, key`,
    [actor.organisationId],
  );
  return rows;
}

/** One category, for its admins. Throws `not_found`. */
export async function readCategory(
  organisationId: OrganisationId,
  key: string,
  sql: Sql,
): Promise<AdminCategoryDto> {
  const { rows } = await sql.query<CategoryRow>(
    `SELECT ${COLUMNS} FROM categories WHERE organisation_id = $1 AND key = $2 FOR NO KEY UPDATE`,
    [organisationId, key],
  );
  if (!rows[0]) {
    throw new AppError("not_found", "There is no such category.");
  }
  return rows[0];
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
