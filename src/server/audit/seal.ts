import { transaction, pool, type Transaction } from "@/server/database/database";
import type { AuditChain } from "@/shared/audit/chains";
import type { Job } from "@/server/jobs/jobs";
import { BEGINNING, hashOf, ofChain, SAID, type Link, type SaidRow } from "./chain";

const EVERY_MILLISECONDS = 3_000;
const BATCH = 1_000;
/** What counts up does so within a minute; sealed afterwards, what is counted later is a new entry. */
const ATTEMPTS_CLOSE = "interval '2 minutes'";

/** Chains the entries of the audit that were committed; one process at a time. */
export const sealAuditJob: Job = {
  name: "seal the audit",
  everyMilliseconds: EVERY_MILLISECONDS,
  run: () => sealAudit(),
};

/**
 * Seals what is committed and counts up no more, of every organisation, in the order of its time; returns how many entries.
 * A writer of an entry never waits for it: the chain's row is locked by this and by retention alone. Each batch is one
 * transaction, so that a process that dies leaves either all of it or nothing.
 */
export async function sealAudit(batch = BATCH): Promise<number> {
  const { rows } = await pool().query<{ organisationId: string; chain: AuditChain }>(
    `SELECT o.id AS "organisationId", 'actions' AS chain FROM organisations o
       WHERE EXISTS (SELECT 1 FROM audit_entries WHERE organisation_id = o.id AND ${ofChain("actions")} AND number IS NULL)
     UNION ALL
     SELECT o.id, 'attempts' FROM organisations o
       WHERE EXISTS (SELECT 1 FROM audit_entries WHERE organisation_id = o.id AND ${ofChain("attempts")} AND number IS NULL AND ${ready("attempts")})`,
  );
  let sealed = 0;
  for (const one of rows) {
    for (let count = batch; count === batch; sealed += count) {
      count = await transaction((tx) => sealBatch(tx, one, batch));
    }
  }
  return sealed;
}

/** Locks a chain's row until the transaction ends; null for a chain that has no entry yet. */
export async function lockChain(
  tx: Transaction,
  { organisationId, chain }: { organisationId: string; chain: AuditChain },
): Promise<{ anchor: Link; head: Link } | null> {
  const { rows } = await tx.query<{
    anchor_number: number;
    anchor_hash: string;
    head_number: number;
    head_hash: string;
  }>(
    "SELECT anchor_number, anchor_hash, head_number, head_hash FROM audit_chains WHERE organisation_id = $1 AND chain = $2 FOR UPDATE",
    [organisationId, chain],
  );
  const [row] = rows;
  return row
    ? {
        anchor: { number: row.anchor_number, hash: row.anchor_hash },
        head: { number: row.head_number, hash: row.head_hash },
      }
    : null;
}

const ready = (chain: AuditChain): string =>
  chain === "actions" ? "true" : `at < now() - ${ATTEMPTS_CLOSE}`;

async function sealBatch(
  tx: Transaction,
  one: { organisationId: string; chain: AuditChain },
  batch: number,
): Promise<number> {
  const { organisationId, chain } = one;
  await tx.query(
    `INSERT INTO audit_chains (organisation_id, chain, anchor_number, anchor_hash, head_number, head_hash)
     VALUES ($1, $2, $3, $4, $3, $4) ON CONFLICT DO NOTHING`,
    [organisationId, chain, BEGINNING.number, BEGINNING.hash],
  );
  let head = (await lockChain(tx, one))?.head ?? BEGINNING;
  const { rows } = await tx.query<SaidRow>(
    `SELECT ${SAID} FROM audit_entries
     WHERE organisation_id = $1 AND ${ofChain(chain)} AND number IS NULL AND ${ready(chain)}
     ORDER BY audit_entries.at, audit_entries.id LIMIT $2 FOR UPDATE`,
    [organisationId, batch],
  );
  const links = rows.map((row) => {
    const number = head.number + 1;
    head = { number, hash: hashOf(head.hash, chain, number, row) };
    return { id: row.id, ...head };
  });
  // A sealed entry gives its fold key free: what is counted from now on begins another one.
  await tx.query(
    `UPDATE audit_entries e SET number = v.number, hash = v.hash, fold_key = CASE WHEN e.fold_key IS NULL THEN NULL ELSE e.id::text END
     FROM unnest($1::uuid[], $2::int[], $3::text[]) AS v(id, number, hash) WHERE e.id = v.id`,
    [links.map(({ id }) => id), links.map(({ number }) => number), links.map(({ hash }) => hash)],
  );
  await tx.query(
    "UPDATE audit_chains SET head_number = $3, head_hash = $4 WHERE organisation_id = $1 AND chain = $2",
    [organisationId, chain, head.number, head.hash],
  );
  return links.length;
}
