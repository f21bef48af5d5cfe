import { readRefusals } from "@/features/refused-addresses/server/read";
import { pool, type Sql } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import type { AddressDto } from "@/features/addresses/schema";

/** The caller's addresses, the primary one first, then in the order in which they were added. */
export async function listAddresses(actor: Actor, sql: Sql = pool()): Promise<AddressDto[]> {
  const { rows } = await sql.query<AddressRow>(
    `SELECT a.id, a.email, a.confirmed_at IS NOT NULL AS is_confirmed, a.email = p.email AS is_primary, a.created_at
     FROM person_addresses a JOIN people p ON p.id = a.person_id
     WHERE a.person_id = $1 AND a.organisation_id = $2 ORDER BY a.email = p.email DESC NULLS LAST, a.created_at, a.id`,
    [actor.id, actor.organisationId],
  );
  const refusals = await readRefusals(
    actor.organisationId,
    rows.map(({ email }) => email),
    sql,
  );
  return rows.map((row) => ({
    id: row.id,
    email: row.email,
    confirmed: row.is_confirmed,
    primary: row.is_primary ?? false,
    refusal: refusals.get(row.email) ?? null,
    createdAt: row.created_at.toISOString(),
  }));
}

interface AddressRow {
  id: string;
  email: string;
  is_confirmed: boolean;
  /** Null for a person without a primary one. */
  is_primary: boolean | null;
  created_at: Date;
}
