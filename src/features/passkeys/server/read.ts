import { pool, type Sql } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import type { PasskeyDto } from "@/features/passkeys/schema";
import type { Party } from "./read-party";

/** The caller's passkeys, the newest first. */
export async function listPasskeys(actor: Actor, party: Party, sql: Sql = pool()): Promise<PasskeyDto[]> {
  const { rows } = await sql.query<PasskeyRow>(
    `SELECT ${COLUMNS} FROM passkeys WHERE person_id = $1 AND organisation_id = $2 ORDER BY created_at DESC, id DESC`,
    [actor.id, actor.organisationId],
  );
  return rows.map((row) => presentPasskey(row, party));
}

/** One of the caller's passkeys; null for any other. */
export async function findPasskey(
  actor: Actor,
  { id, party }: { id: string; party: Party },
  sql: Sql = pool(),
): Promise<PasskeyDto | null> {
  return (await listPasskeys(actor, party, sql)).find((one) => one.id === id) ?? null;
}

const COLUMNS = "id, name, host, is_backed_up, created_at, last_used_at";

interface PasskeyRow {
  id: string;
  name: string;
  host: string;
  is_backed_up: boolean;
  created_at: Date;
  last_used_at: Date | null;
}

function presentPasskey(row: PasskeyRow, party: Party): PasskeyDto {
  return {
    id: row.id,
    name: row.name,
    host: row.host,
    usableHere: row.host === party.host,
    backedUp: row.is_backed_up,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
  };
}
