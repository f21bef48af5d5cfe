import type { Sql } from "@/server/database/database";

/** Where an item of another ticket is shown, and to whom. */
export interface SharedTo {
  item_id: string;
  ticket_id: string;
  is_public: boolean;
}

/** The tickets beside their own one that show these comments and files. */
export async function readSharedTo(sql: Sql, subjectIds: readonly string[]): Promise<SharedTo[]> {
  if (subjectIds.length === 0) {
    return [];
  }
  const { rows } = await sql.query<SharedTo>(
    "SELECT item_id, ticket_id, is_public FROM shared_items WHERE item_id = ANY($1::uuid[])",
    [subjectIds],
  );
  return rows;
}
