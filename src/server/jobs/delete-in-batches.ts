import { pool } from "@/server/database/database";

/** Rows that nobody needs any more: a table, and a condition over its columns that is written in the code. */
export interface OldRows {
  table: string;
  where: string;
  /** The order in which they go, such as that of an index; absent, as they lie. */
  orderBy?: string;
}

const BATCH = 1_000;

/**
 * Deletes rows in batches, so that no statement locks many rows for long; locked rows are skipped.
 * Returns how many went. Safe to run at any time, by several processes.
 */
export async function deleteInBatches({ table, where, orderBy }: OldRows, batch = BATCH): Promise<number> {
  const order = orderBy === undefined ? "" : `ORDER BY ${orderBy}`;
  let deleted = 0;
  for (let count = batch; count === batch; deleted += count) {
    const { rowCount } = await pool().query(
      `DELETE FROM ${table} WHERE ctid = ANY(ARRAY(SELECT ctid FROM ${table} WHERE ${where} ${order} LIMIT $1 FOR UPDATE SKIP LOCKED))`,
      [batch],
    );
    count = rowCount ?? 0;
  }
  return deleted;
}
