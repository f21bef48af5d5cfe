import { v7 } from "uuid";
import { transaction, type Sql } from "@/server/database/database";
import { forgetHosts, storedHost } from "@/server/tenant/tenant";
import { mintOrganisationId, type OrganisationId } from "@/shared/roles";
import { FIRST_CATEGORIES } from "@/features/organisations/schema";

/** The lock for creating the first organisation, so that of several processes starting together only one does. */
const FIRST_ORGANISATION_LOCK = 5_133_010;
const FIRST_NAME = "Help desk";

/** Returns the organisation that answers every host, creating it, with its six categories, when the database has none. Safe to call at every start. */
export async function ensureOrganisation(
  given: { name?: string; isDemo?: boolean } = {},
): Promise<OrganisationId> {
  const id = await transaction(async (tx) => {
    await tx.query("SELECT pg_advisory_xact_lock($1)", [FIRST_ORGANISATION_LOCK]);
    const { rows } = await tx.query<{ id: string }>(
      "SELECT id FROM organisations ORDER BY created_at, id LIMIT 1",
    );
    return rows[0]
      ? mintOrganisationId(rows[0].id)
      : await createOrganisation(tx, { name: given.name ?? FIRST_NAME, isDemo: given.isDemo ?? false });
  });
  forgetHosts();
  return id;
}

/** Makes an organisation with its ticket counter and the six categories. */
export async function createOrganisation(
  sql: Sql,
  given: { name: string; host?: string | null; isDemo?: boolean },
): Promise<OrganisationId> {
  const id = mintOrganisationId(v7());
  await sql.query("INSERT INTO organisations (id, name, host, is_demo) VALUES ($1, $2, $3, $4)", [
    id,
    given.name,
    typeof given.host === "string" ? storedHost(given.host) : null,
    given.isDemo ?? false,
  ]);
  await sql.query("INSERT INTO ticket_counters (organisation_id) VALUES ($1)", [id]);
  await sql.query(
    `INSERT INTO categories (organisation_id, key, name, position)
     SELECT $1, key, name, place FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS c(key, name, place)`,
    [id, FIRST_CATEGORIES.map((category) => category.key), FIRST_CATEGORIES.map((category) => category.name)],
  );
  return id;
}
