import { createHash } from "node:crypto";
import { v7 } from "uuid";
import { transaction, type Sql, type Transaction } from "@/server/database/database";
import { forgetHosts, storedHost } from "@/server/tenant/tenant";
import { mintOrganisationId, type OrganisationId } from "@/shared/roles";
import { slugOf } from "@/shared/slug";
import { FIRST_CATEGORIES } from "@/features/categories/fields";

const ORGANISATIONS_LOCK = 5_133_010;
const FIRST_NAME = "Help desk";

/** Returns the organisation that answers every host, creating it, with its six categories, when the database has none. Safe to call at every start. */
export async function ensureOrganisation(
  given: { name?: string; isDemo?: boolean } = {},
): Promise<OrganisationId> {
  const id = await transaction(async (tx) => {
    await lockOrganisations(tx);
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

/**
 * Waits for other transactions that make organisations or give them names, and keeps others from it until the transaction ends: of several
 * processes starting together one makes the first, and a name is given once.
 */
export async function lockOrganisations(tx: Transaction): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock($1)", [ORGANISATIONS_LOCK]);
}

/** Makes an organisation with its ticket counter and the six categories; without a slug it gets one of its name. Throws `invalid` for a host that is none. */
export async function createOrganisation(
  sql: Sql,
  given: { name: string; slug?: string | null; host?: string | null; isDemo?: boolean },
): Promise<OrganisationId> {
  const id = mintOrganisationId(v7());
  // By the clock: a transaction that waited for the lock began before the one that held it, and still comes after it.
  await sql.query(
    "INSERT INTO organisations (id, name, slug, host, is_demo, created_at) VALUES ($1, $2, $3, $4, $5, clock_timestamp())",
    [
      id,
      given.name,
      given.slug ?? (await freeSlug(sql, given.name)),
      typeof given.host === "string" ? storedHost(given.host) : null,
      given.isDemo ?? false,
    ],
  );
  await sql.query("INSERT INTO ticket_counters (organisation_id) VALUES ($1)", [id]);
  await sql.query(
    `INSERT INTO categories (organisation_id, key, name, icon, position)
     SELECT $1, key, name, icon, place FROM unnest($2::text[], $3::text[], $4::text[]) WITH ORDINALITY AS c(key, name, icon, place)`,
    [
      id,
      FIRST_CATEGORIES.map(({ key }) => key),
      FIRST_CATEGORIES.map(({ name }) => name),
      FIRST_CATEGORIES.map(({ icon }) => icon),
    ],
  );
  return id;
}

/** The slug of a name, or one with a part of a hash where another organisation has it or the name has no Latin letters. */
async function freeSlug(sql: Sql, name: string): Promise<string> {
  const slug = slugOf(name);
  const { rows } = await sql.query<{ slug: string }>("SELECT slug FROM organisations WHERE slug = $1", [
    slug,
  ]);
  if (slug !== "" && rows.length === 0) {
    return slug;
  }
  const hash = createHash("sha256").update(`${name} ${v7()}`).digest("hex").slice(0, 8);
  return slug === "" ? `o-${hash}` : `${slug.slice(0, 31)}-${hash}`;
}
