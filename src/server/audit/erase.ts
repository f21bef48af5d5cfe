import type { Transaction } from "@/server/database/database";
import { AUDIT_CHAINS, type AuditChain } from "@/shared/audit/chains";
import { audit, type AuditedActor } from "./audit";
import { BEGINNING, ERASED_ACTION, isAsSealed, remainsOf, sealedSql, type SealedRow } from "./chain";
import { lockChain } from "./seal";

/** An entry as an erasure looks at it. */
export interface ErasableEntry {
  id: string;
  actorId: string | null;
  subjectId: string | null;
  data: unknown;
}

/** A piece of an erasure in the audit. */
export interface AuditErasure {
  actor: AuditedActor;
  /** Whose data is erased: entries that tell of it are about this person. */
  personId: string;
  /** The id of the last entry that had its turn; null at the beginning. */
  after: string | null;
  /** How many entries have their turn. */
  limit: number;
  /** What remains of an entry's data; null where all of it stays. */
  redact(entry: ErasableEntry): unknown;
}

interface FoundEntry extends ErasableEntry {
  number: number | null;
  chain: AuditChain;
}

/**
 * Takes personal data out of entries of the audit, in the order of their ids. A sealed entry keeps its number and hash, so the chain stays
 * whole, and one new entry tells the hash of what remains of each: the check compares both, and a change that no such entry tells of is found as
 * before; those entries hold hashes alone, and nothing is taken out of them. What does not fit in its chain is not covered by that, so that the
 * check still finds it. Returns how many entries changed, and the last
 * id; null at the end.
 */
export async function eraseInAudit(
  tx: Transaction,
  { actor, personId, after, limit, redact }: AuditErasure,
): Promise<{ erased: number; last: string | null }> {
  const { organisationId } = actor;
  // Nothing is sealed, removed or erased meanwhile.
  for (const chain of AUDIT_CHAINS) {
    await lockChain(tx, { organisationId, chain });
  }
  const { rows } = await tx.query<FoundEntry>(
    `SELECT id::text, actor_id::text AS "actorId", subject_id::text AS "subjectId", data, number,
       CASE WHEN fold_key IS NULL THEN 'actions' ELSE 'attempts' END AS chain
     FROM audit_entries WHERE organisation_id = $1 AND action <> $4 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`,
    [organisationId, after, limit, ERASED_ACTION],
  );
  const changed = rows.flatMap((entry) => {
    const data = redact(entry);
    return data === null ? [] : [{ ...entry, data }];
  });
  if (changed.length > 0) {
    await tx.query("SELECT set_config('helpejo.audit_erasure', 'on', true)");
    const sealed = changed.filter(({ number }) => number !== null);
    const fitting = await readFitting(tx, organisationId, sealed);
    await tx.query(
      `UPDATE audit_entries e SET data = given.data FROM jsonb_to_recordset($1::jsonb) AS given (id uuid, data jsonb)
       WHERE e.id = given.id`,
      [JSON.stringify(changed.map(({ id, data }) => ({ id, data })))],
    );
    await tellRemains(tx, actor, personId, fitting);
    await tx.query("SELECT set_config('helpejo.audit_erasure', '', true)");
  }
  return { erased: changed.length, last: rows.length < limit ? null : (rows.at(-1)?.id ?? null) };
}

/** Of sealed entries those that are as they were sealed, or as an earlier erasure has left them. */
async function readFitting(
  tx: Transaction,
  organisationId: string,
  sealed: readonly FoundEntry[],
): Promise<{ id: string; chain: AuditChain }[]> {
  const fitting: { id: string; chain: AuditChain }[] = [];
  for (const chain of AUDIT_CHAINS) {
    const ids = sealed.filter((one) => one.chain === chain).map(({ id }) => id);
    const { rows } = await tx.query<SealedRow & { former: string | null }>(
      `SELECT ${sealedSql(chain)}, coalesce(
         (SELECT f.hash FROM audit_entries f WHERE f.organisation_id = audit_entries.organisation_id
            AND (f.fold_key IS NULL) = (audit_entries.fold_key IS NULL) AND f.number = audit_entries.number - 1),
         (SELECT c.anchor_hash FROM audit_chains c WHERE c.organisation_id = $1 AND c.chain = '${chain}'
            AND c.anchor_number = audit_entries.number - 1)) AS former
       FROM audit_entries WHERE organisation_id = $1 AND id = ANY($2)`,
      [organisationId, ids],
    );
    const whole = rows.filter((row) => isAsSealed(row.former ?? BEGINNING.hash, chain, row));
    fitting.push(...whole.map(({ id }) => ({ id, chain })));
  }
  return fitting;
}

/** Writes the entry that tells what remains of these, after their data was changed. */
async function tellRemains(
  tx: Transaction,
  actor: AuditedActor,
  personId: string,
  entries: readonly { id: string; chain: AuditChain }[],
): Promise<void> {
  if (entries.length === 0) {
    return;
  }
  const remains: Record<string, string> = {};
  for (const chain of AUDIT_CHAINS) {
    const { rows } = await tx.query<SealedRow>(
      `SELECT ${sealedSql(chain)} FROM audit_entries WHERE organisation_id = $1 AND id = ANY($2)`,
      [actor.organisationId, entries.filter((one) => one.chain === chain).map(({ id }) => id)],
    );
    rows.forEach((row) => (remains[`${chain}:${row.number}`] = remainsOf(chain, row)));
  }
  const erasedIn = await audit(tx, actor, {
    action: ERASED_ACTION,
    subjectType: "person",
    subjectId: personId,
    data: { entries: remains },
  });
  await tx.query("UPDATE audit_entries SET erased_in = $1 WHERE id = ANY($2)", [
    erasedIn,
    entries.map(({ id }) => id),
  ]);
}
