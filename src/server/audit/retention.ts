import { transaction, type Transaction } from "@/server/database/database";
import type { AuditChain } from "@/shared/audit/chains";
import { log } from "@/server/process/log";
import { ChainWalk, ofChain, sealedSql, type SealedRow } from "./chain";
import { lockChain } from "./seal";

const BATCH = 1_000;

/** Which entries are old. */
export interface Retention {
  organisationId: string;
  chain: AuditChain;
  days: number;
}

/**
 * Removes the oldest sealed entries of a chain, up to the first one that is young enough, and keeps the number and hash of
 * the last removed one, so that the rest can still be checked. Where the chain is not whole nothing is removed: that would
 * remove the trace of it. Returns how many were removed. Safe to run at any time. Attempts have to go before actions of the same age: an
 * erasure in either chain is told of among the actions.
 */
export async function removeOldEntries(retention: Retention, batch = BATCH): Promise<number> {
  let removed = 0;
  for (let count = batch; count === batch; removed += count) {
    count = await transaction((tx) => removeBatch(tx, retention, batch));
  }
  return removed;
}

async function removeBatch(tx: Transaction, retention: Retention, batch: number): Promise<number> {
  const { organisationId, chain, days } = retention;
  const state = await lockChain(tx, retention);
  if (!state) {
    return 0;
  }
  const { rows } = await tx.query<SealedRow & { isOld: boolean }>(
    `SELECT ${sealedSql(chain)}, audit_entries.at < now() - make_interval(days => $3) AS "isOld" FROM audit_entries
     WHERE organisation_id = $1 AND ${ofChain(chain)} AND number IS NOT NULL ORDER BY number LIMIT $2`,
    [organisationId, batch, days],
  );
  const firstYoung = rows.findIndex(({ isOld }) => !isOld);
  const old = firstYoung < 0 ? rows : rows.slice(0, firstYoung);
  const walk = new ChainWalk(chain, state.anchor);
  for (const row of old) {
    const problem = walk.take(row);
    if (problem && problem.kind !== "late") {
      log().warn(
        { organisationId, chain, ...problem },
        "old entries of the audit stay, as their chain is not whole",
      );
      return 0;
    }
  }
  if (old.length === 0) {
    return 0;
  }
  const { number, hash } = walk.last;
  await tx.query("SELECT set_config('helpejo.audit_retention', 'on', true)");
  await tx.query(
    `DELETE FROM audit_entries WHERE organisation_id = $1 AND ${ofChain(chain)} AND number <= $2`,
    [organisationId, number],
  );
  await tx.query(
    "UPDATE audit_chains SET anchor_number = $3, anchor_hash = $4 WHERE organisation_id = $1 AND chain = $2",
    [organisationId, chain, number, hash],
  );
  return old.length;
}
