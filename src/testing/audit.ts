import { checkRange } from "@/server/audit/check";
import type { ChainProblem } from "@/server/audit/chain";
import { pool } from "@/server/database/database";
import type { AuditChain } from "@/shared/audit/chains";

/** Writes entries of a chain, so many hours old. */
export async function addEntries(
  organisationId: string,
  count: number,
  chain: AuditChain = "actions",
  hours = 1,
): Promise<void> {
  await pool().query(
    `INSERT INTO audit_entries (id, organisation_id, action, data, address, fold_key, at)
     SELECT gen_random_uuid(), $1, 'person.changed', jsonb_build_object('role', n), '192.0.2.1', CASE WHEN $3 THEN gen_random_uuid()::text END,
       now() - make_interval(hours => $4) FROM generate_series(1, $2) AS n`,
    [organisationId, count, chain === "attempts", hours],
  );
}

/** Does what somebody can do who may write to the database: past the trigger that keeps entries. */
export async function tamper(statement: string, values: unknown[] = []): Promise<void> {
  const client = await pool().connect();
  try {
    await client.query("BEGIN");
    await client.query("ALTER TABLE audit_entries DISABLE TRIGGER audit_entries_kept");
    await client.query(statement, values);
    await client.query("ALTER TABLE audit_entries ENABLE TRIGGER audit_entries_kept");
    await client.query("COMMIT");
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
}

/** The first problem of a chain, walked in parts of three; null where it is whole. */
export async function findProblem(
  organisationId: string,
  chain: AuditChain = "actions",
): Promise<ChainProblem | null> {
  let after: number | null = null;
  do {
    const part: Awaited<ReturnType<typeof checkRange>> = await checkRange(
      { organisationId, chain, after },
      3,
    );
    if (part.problem) {
      return part.problem;
    }
    after = part.next;
  } while (after !== null);
  return null;
}
