import { say } from "@/messages/server/say";
import type { Sql } from "@/server/database/database";
import { AppError } from "@/shared/errors";

/** The tickets of a family at most: each of them may be written with each message. */
export const FAMILY_MOST = 50;

/** Which tickets are meant: by their ids, or one of an organisation as its address names it. */
type Seed = { ids: readonly string[] } | { column: "id" | "number"; ticket: string; organisationId: string };

/**
 * Tickets that are, or were, merged with these, directly or by others; these, too. Who locks one of them locks all, in the
 * order of their ids, as what is said in one may be shown in the others.
 */
export async function readFamily(sql: Sql, seed: Seed): Promise<string[]> {
  const [begin, values] =
    "ids" in seed
      ? ["SELECT unnest($1::uuid[]) AS id", [seed.ids]]
      : [
          `SELECT id FROM tickets WHERE ${seed.column} = $1 AND organisation_id = $2`,
          [seed.ticket, seed.organisationId],
        ];
  const { rows } = await sql.query<{ id: string }>(
    `WITH RECURSIVE family AS (
       ${begin}
       UNION SELECT n.id FROM family f, LATERAL (
         SELECT g.into_id AS id FROM ticket_merges g WHERE g.ticket_id = f.id
         UNION ALL SELECT g.ticket_id FROM ticket_merges g WHERE g.into_id = f.id) n)
     SELECT id FROM family ORDER BY id`,
    values,
  );
  return rows.map(({ id }) => id);
}

/** Locks the rows of these tickets' families for the rest of the transaction; throws `unavailable` where a family grew while it waited. */
export async function lockFamilies(sql: Sql, seed: Seed): Promise<string[]> {
  const family = await readFamily(sql, seed);
  await sql.query("SELECT 1 FROM tickets WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE", [family]);
  // Of a single ticket, who reads it next sees whether it has a family by now.
  if (family.length > 1 && (await readFamily(sql, seed)).length !== family.length) {
    throw familyChanged();
  }
  return family;
}

/** The refusal of a write that came in between a merge and itself: it goes through when it is sent again. */
export function familyChanged(): AppError {
  return new AppError("unavailable", say("refusals.comments.busy"), { retryAfter: 1 });
}

/** Where staff go on with a ticket: the one that it was merged into, and so on; itself comes first, the last is where they are. */
export async function readUpwards(sql: Sql, ticketId: string): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `WITH RECURSIVE up AS (SELECT id, merged_into_id, 0 AS step FROM tickets WHERE id = $1
       UNION ALL SELECT t.id, t.merged_into_id, up.step + 1 FROM up JOIN tickets t ON t.id = up.merged_into_id WHERE up.step < ${FAMILY_MOST})
     SELECT id FROM up ORDER BY step`,
    [ticketId],
  );
  return rows.map(({ id }) => id);
}

/** A ticket, and all that were merged into it or into those. */
export async function readDownwards(sql: Sql, ticketId: string): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `WITH RECURSIVE down AS (SELECT $1::uuid AS id UNION SELECT t.id FROM down JOIN tickets t ON t.merged_into_id = down.id)
     SELECT id FROM down ORDER BY id`,
    [ticketId],
  );
  return rows.map(({ id }) => id);
}
