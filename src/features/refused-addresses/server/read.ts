import type { AddressRefusal } from "@/features/refused-addresses/schema";
import { pool, type Sql } from "@/server/database/database";

/** SQL for that an address, by the columns that hold it and its organisation, does not refuse mail as far as is known. */
export function takesMail(organisation: string, address: string): string {
  return `NOT EXISTS (SELECT 1 FROM refused_addresses ra WHERE ra.organisation_id = ${organisation} AND ra.address = ${address})`;
}

/** That an address refuses mail; null for one that takes it, as far as is known. */
export async function readRefusal(
  organisationId: string,
  address: string,
  sql: Sql = pool(),
): Promise<AddressRefusal | null> {
  return (await readRefusals(organisationId, [address], sql)).get(address) ?? null;
}

/** Which of these addresses refuse mail. */
export async function readRefusals(
  organisationId: string,
  addresses: readonly string[],
  sql: Sql = pool(),
): Promise<Map<string, AddressRefusal>> {
  const { rows } = await sql.query<{ address: string; at: Date; answer: string }>(
    "SELECT address, at, answer FROM refused_addresses WHERE organisation_id = $1 AND address = ANY($2)",
    [organisationId, addresses],
  );
  return new Map(rows.map(({ address, at, answer }) => [address, { at: at.toISOString(), answer }]));
}
