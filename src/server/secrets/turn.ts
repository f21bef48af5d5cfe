import { setTimeout as wait } from "node:timers/promises";
import { pool } from "@/server/database/database";
import { addKey, dropKeys, listKeys, withKeys } from "./keyring";
import { openSecret, sealedBy, sealSecret } from "./seal";

/** A column of sealed texts: where it is, and what each was sealed for. */
export interface SealedColumn {
  table: string;
  /** The primary key's columns; compared as texts. */
  key: readonly string[];
  column: string;
  /** The purpose that the text of the row with this key was sealed for. */
  purpose: (...key: readonly string[]) => string;
}

/** What a turn of the key did. */
export interface Turned {
  /** The name of the key by which everything is sealed now. */
  current: string;
  /** Whether an earlier turn that did not come to its end was brought to it. */
  isResumed: boolean;
  resealed: number;
  dropped: string[];
  /** What stands in the way of dropping the former keys: sentences. */
  left: string[];
}

const BATCH = 200;
/** A process that has read the former key, and seals by it, has written what it sealed this long after. */
const SETTLE_MILLISECONDS = 5_000;
const POLL_MILLISECONDS = 50;

/**
 * Seals everything by a new key and drops the former ones, while the desk runs. It can be ended at any moment: the former
 * keys stay until nothing is sealed by them any more, and the next call goes on where this one ended, without another key.
 */
export async function turnKey(
  columns: readonly SealedColumn[],
  { settleMilliseconds = SETTLE_MILLISECONDS }: { settleMilliseconds?: number } = {},
): Promise<Turned> {
  return await withKeys(async () => {
    const isResumed = listKeys().former.length > 0;
    const current = isResumed ? listKeys().current : addKey();
    const { former } = listKeys();
    let resealed = await resealAll(columns, current);
    await settle(settleMilliseconds);
    resealed += await resealAll(columns, current);
    const left = await findSealedBy(former);
    if (left.length === 0) {
      dropKeys(former);
    }
    return { current, isResumed, resealed, dropped: left.length === 0 ? former : [], left };
  });
}

/** How many texts of each column each key has sealed, by the key's name; keys that are not kept here too. */
export async function countSealed(columns: readonly SealedColumn[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { table, column } of columns) {
    const { rows } = await pool().query<{ id: string; count: number }>(
      `SELECT split_part("${column}", '.', 2) AS id, count(*)::int AS count FROM "${table}"
       WHERE "${column}" IS NOT NULL GROUP BY 1`,
    );
    rows.forEach(({ id, count }) => counts.set(id, (counts.get(id) ?? 0) + count));
  }
  return counts;
}

async function resealAll(columns: readonly SealedColumn[], current: string): Promise<number> {
  let count = 0;
  for (const column of columns) {
    count += await reseal(column, current);
  }
  return count;
}

/** A text that cannot be opened stays as it is: `findSealedBy` names it. */
async function reseal({ table, key, column, purpose }: SealedColumn, current: string): Promise<number> {
  const keyOf = `ARRAY[${key.map((one) => `"${one}"::text`).join(", ")}]`;
  let count = 0;
  let after: string[] = [];
  for (;;) {
    const { rows } = await pool().query<{ key: string[]; sealed: string }>(
      `SELECT ${keyOf} AS key, "${column}" AS sealed FROM "${table}"
       WHERE "${column}" IS NOT NULL AND NOT starts_with("${column}", $1) AND ${keyOf} > $2::text[]
       ORDER BY 1 LIMIT ${BATCH}`,
      [sealedBy(current), after],
    );
    for (const row of rows) {
      const text = tryToOpen(row.sealed, purpose(...row.key));
      if (text !== null) {
        // What was changed or removed since it was read was sealed by the new key already, or will be found by the next pass.
        const { rowCount } = await pool().query(
          `UPDATE "${table}" SET "${column}" = $3 WHERE ${keyOf} = $1::text[] AND "${column}" = $2`,
          [row.key, row.sealed, sealSecret(text, purpose(...row.key))],
        );
        count += rowCount ?? 0;
      }
    }
    const last = rows.at(-1);
    if (!last) {
      return count;
    }
    after = last.key;
  }
}

function tryToOpen(sealed: string, purpose: string): string | null {
  try {
    return openSecret(sealed, purpose);
  } catch {
    return null;
  }
}

/** Waits until what was sealed before the new key was there has been written: transactions that are open now are over. */
async function settle(milliseconds: number): Promise<void> {
  await wait(milliseconds);
  const writing = await listWriting();
  while ((await listWriting()).some((one) => writing.includes(one))) {
    await wait(POLL_MILLISECONDS);
  }
}

async function listWriting(): Promise<string[]> {
  const { rows } = await pool().query<{ xid: string }>(
    "SELECT backend_xid::text AS xid FROM pg_stat_activity WHERE datname = current_database() AND backend_xid IS NOT NULL",
  );
  return rows.map(({ xid }) => xid);
}

/**
 * Looks through every text and JSON column of the database, known to hold sealed texts or not, for what is sealed by these
 * keys: a place that nobody has declared keeps its key.
 */
async function findSealedBy(ids: readonly string[]): Promise<string[]> {
  const { rows: places } = await pool().query<{ table: string; column: string; type: string }>(
    `SELECT c.table_name AS table, c.column_name AS column, c.data_type AS type
     FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.data_type IN ('text', 'character varying', 'jsonb', 'json')
     ORDER BY 1, 2`,
  );
  const found: string[] = [];
  for (const { table, column, type } of places) {
    const patterns = ids.map((id) => (type.startsWith("json") ? `%"${sealedBy(id)}%` : `${sealedBy(id)}%`));
    const { rows } = await pool().query<{ count: number }>(
      `SELECT count(*)::int AS count FROM "${table}" WHERE "${column}"::text LIKE ANY ($1::text[])`,
      [patterns],
    );
    const count = rows[0]?.count ?? 0;
    if (count > 0) {
      found.push(`${count} in ${table}.${column}`);
    }
  }
  return found;
}
