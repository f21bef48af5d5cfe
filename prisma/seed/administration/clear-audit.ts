import type { Transaction } from "@/server/database/database";
import { ofChain, type Link } from "@/server/audit/chain";
import { lockChain } from "@/server/audit/seal";
import { AUDIT_CHAINS } from "@/shared/audit/chains";
import { FILLED } from "./audit";

/**
 * Removes the entries that the demo invented, those before the one that says when it was made. They are the first of their chains, and
 * go as retention removes the oldest: the rest can still be checked.
 */
export async function removeInventedEntries(tx: Transaction, organisationId: string): Promise<void> {
  const { rows } = await tx.query<{ at: Date }>(
    "SELECT at FROM audit_entries WHERE organisation_id = $1 AND action = $2 ORDER BY id LIMIT 1",
    [organisationId, FILLED],
  );
  const [filled] = rows;
  if (!filled) {
    return;
  }
  await tx.query("SELECT set_config('helpejo.audit_retention', 'on', true)");
  for (const chain of AUDIT_CHAINS) {
    await lockChain(tx, { organisationId, chain });
    const { rows: sealed } = await tx.query<Link>(
      `SELECT number, hash FROM audit_entries WHERE organisation_id = $1 AND ${ofChain(chain)} AND number IS NOT NULL AND at < $2
       ORDER BY number DESC LIMIT 1`,
      [organisationId, filled.at],
    );
    await tx.query(
      `DELETE FROM audit_entries WHERE organisation_id = $1 AND ${ofChain(chain)}
         AND (number <= $2 OR (number IS NULL AND at < $3))`,
      [organisationId, sealed[0]?.number ?? 0, filled.at],
    );
    if (sealed[0]) {
      await tx.query(
        "UPDATE audit_chains SET anchor_number = $3, anchor_hash = $4 WHERE organisation_id = $1 AND chain = $2",
        [organisationId, chain, sealed[0].number, sealed[0].hash],
      );
    }
  }
  await tx.query("SELECT set_config('helpejo.audit_retention', 'off', true)");
}
