import { readSnapshot, type Sql } from "@/server/database/database";
import { AUDIT_CHAINS, type AuditChain } from "@/shared/audit/chains";
import {
  BEGINNING,
  ChainWalk,
  ofChain,
  sealedSql,
  type ChainProblem,
  type Link,
  type SealedRow,
} from "./chain";

/** A chain of an organisation as it was recorded. */
export interface ChainState {
  chain: AuditChain;
  /** The last entry that retention removed; number 0 where none was. */
  anchor: Link;
  /** The last sealed entry; number 0 where there is none. */
  head: Link;
  /** Entries that are not sealed yet. */
  waiting: number;
}

/** What a part of a chain's check found. */
export interface RangeCheck extends ChainState {
  /** The last entry that fitted. */
  last: Link;
  /** How many entries fitted in this part. */
  checked: number;
  /** The number behind which to go on; null at the chain's end or at a problem. */
  next: number | null;
  problem: ChainProblem | null;
}

const RANGE = 5_000;

/** The chains of an organisation as they were recorded, with what waits for being sealed. */
export async function readChains(organisationId: string): Promise<ChainState[]> {
  return await readSnapshot(async (sql) => {
    const states: ChainState[] = [];
    for (const chain of AUDIT_CHAINS) {
      states.push(await readChain(sql, organisationId, chain));
    }
    return states;
  });
}

/**
 * Checks a part of a chain behind the entry with this number, or from its beginning: every number is there once, every hash
 * fits, no time is far before that of an entry before it, and the end is the one that was recorded. One snapshot, so what is sealed or removed meanwhile does no harm.
 */
export async function checkRange(
  { organisationId, chain, after }: { organisationId: string; chain: AuditChain; after: number | null },
  most = RANGE,
): Promise<RangeCheck> {
  return await readSnapshot(async (sql) => {
    const state = await readChain(sql, organisationId, chain);
    const from = after === null ? null : await readLink(sql, { organisationId, chain, number: after });
    const walk = new ChainWalk(chain, from ?? state.anchor, from?.at ?? null);
    const { rows } = await sql.query<SealedRow>(
      `SELECT ${sealedSql(chain)} FROM audit_entries
       WHERE organisation_id = $1 AND ${ofChain(chain)} AND number IS NOT NULL AND number > $2 ORDER BY number LIMIT $3`,
      [organisationId, from?.number ?? -(2 ** 31), most],
    );
    let checked = 0;
    for (const row of rows) {
      const problem = row.number > state.head.number ? beyond(row) : walk.take(row);
      if (problem) {
        return { ...state, last: walk.last, checked, next: null, problem };
      }
      checked += 1;
    }
    const { last } = walk;
    const isEnd = rows.length < most;
    const problem = isEnd ? endProblem(last, state.head) : null;
    return { ...state, last, checked, next: isEnd ? null : last.number, problem };
  });
}

/** The entry with this number, or what retention keeps of it; null where there is none. */
export async function findLink(
  organisationId: string,
  chain: AuditChain,
  number: number,
): Promise<Link | null> {
  return await readSnapshot(async (sql) => {
    const { anchor } = await readChain(sql, organisationId, chain);
    return number === anchor.number ? anchor : await readLink(sql, { organisationId, chain, number });
  });
}

function beyond({ number }: Link): ChainProblem {
  return { kind: "beyond", number };
}

/** Whether the chain ends where it was recorded to end. */
function endProblem(last: Link, head: Link): ChainProblem | null {
  if (last.number < head.number) {
    return { kind: "missing", number: last.number + 1 };
  }
  return last.hash === head.hash ? null : { kind: "changed", number: last.number };
}

async function readChain(sql: Sql, organisationId: string, chain: AuditChain): Promise<ChainState> {
  const { rows } = await sql.query<{
    anchorNumber: number | null;
    anchorHash: string | null;
    headNumber: number | null;
    headHash: string | null;
    waiting: number;
  }>(
    `SELECT c.anchor_number AS "anchorNumber", c.anchor_hash AS "anchorHash", c.head_number AS "headNumber", c.head_hash AS "headHash",
       (SELECT count(*)::int FROM audit_entries WHERE organisation_id = $1 AND ${ofChain(chain)} AND number IS NULL) AS waiting
     FROM (SELECT 1) one LEFT JOIN audit_chains c ON c.organisation_id = $1 AND c.chain = $2`,
    [organisationId, chain],
  );
  const [row] = rows;
  return {
    chain,
    anchor: { number: row?.anchorNumber ?? BEGINNING.number, hash: row?.anchorHash ?? BEGINNING.hash },
    head: { number: row?.headNumber ?? BEGINNING.number, hash: row?.headHash ?? BEGINNING.hash },
    waiting: row?.waiting ?? 0,
  };
}

async function readLink(
  sql: Sql,
  { organisationId, chain, number }: { organisationId: string; chain: AuditChain; number: number },
): Promise<(Link & { at: string | null }) | null> {
  const { rows } = await sql.query<SealedRow>(
    `SELECT ${sealedSql(chain)} FROM audit_entries WHERE organisation_id = $1 AND ${ofChain(chain)} AND number = $2`,
    [organisationId, number],
  );
  return rows[0] ?? null;
}
