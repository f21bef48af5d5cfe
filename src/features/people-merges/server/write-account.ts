import type { Transaction } from "@/server/database/database";
import { endSessions } from "@/features/sessions/server/write";
import { PERSON_MAY_WORK } from "@/features/ticket-record/server/read-visibility";
import { referencesOf } from "./rules-references";
import { moveMails } from "./write-mails";
import type { Pair } from "./write-tickets";

/** How many notifications are moved in one transaction. */
const PIECE = 1_000;

/** What an account gave to another, for the audit. */
interface MovedAccount {
  addresses: string[];
  identities: number;
  /** The teams that the account which stays is new in. */
  teamIds: string[];
}

/**
 * What is one account's own becomes another's or ends, at once: who could sign in by it cannot any more. Nothing of its tickets is
 * changed. Name, role, picture, settings and ways to sign in of the account that stays are as they were, beside the addresses and
 * identities that it gets. Call it with the organisation and both people locked.
 */
export async function mergeAccounts(
  tx: Transaction,
  by: { organisationId: string; actorId: string },
  { fromId, toId, joinTeams }: Pair & { joinTeams: boolean },
): Promise<MovedAccount> {
  await endSessions(tx, { ...by, personId: fromId, reason: "disabled" });
  const addresses = await moveAddresses(tx, { fromId, toId });
  const identities = await moveIdentities(tx, { fromId, toId });
  const teamIds = joinTeams ? await joinTeamsOf(tx, { fromId, toId }) : [];
  await tx.query("DELETE FROM team_members WHERE person_id = $1", [fromId]);
  await moveRouting(tx, { fromId, toId });
  for (const { table, column, beside } of referencesOf("moves")) {
    await moveRows(tx, { table, column, beside, condition: `r.${column} = $1` }, [fromId, toId]);
  }
  for (const { table, column } of referencesOf("ends")) {
    await tx.query(`DELETE FROM ${table} WHERE ${column} = $1`, [fromId]);
  }
  await moveMails(tx, by, { fromId, toId });
  // Who was merged into this one before is now where this one is.
  await tx.query("UPDATE person_merges SET to_id = $2 WHERE to_id = $1", [fromId, toId]);
  return { addresses, identities, teamIds };
}

/** Moves some of what there may be very much of; returns how many rows had their turn. */
export async function mergePieces(tx: Transaction, { fromId, toId }: Pair): Promise<number> {
  let handled = 0;
  for (const { table, column, beside } of referencesOf("moves in pieces")) {
    const { rows } = await tx.query<{ id: string }>(
      `SELECT id FROM ${table} WHERE ${column} = $1 LIMIT ${PIECE} FOR UPDATE`,
      [fromId],
    );
    const ids = rows.map(({ id }) => id);
    await moveRows(tx, { table, column, beside, condition: "r.id = ANY($3::uuid[])" }, [fromId, toId, ids]);
    handled += ids.length;
  }
  return handled;
}

/** Rows become the other account's, unless it has the same already: then they go. */
async function moveRows(
  tx: Transaction,
  {
    table,
    column,
    beside,
    condition,
  }: { table: string; column: string; beside: readonly string[]; condition: string },
  values: [fromId: string, toId: string, ids?: string[]],
): Promise<void> {
  const same = beside.map((other) => `o.${other} = r.${other}`).join(" AND ");
  await tx.query(
    `WITH moved AS (UPDATE ${table} r SET ${column} = $2 WHERE ${condition}
       AND NOT EXISTS (SELECT 1 FROM ${table} o WHERE o.${column} = $2 AND ${same}) RETURNING 1)
     DELETE FROM ${table} r WHERE ${condition} AND r.${column} = $1
       AND EXISTS (SELECT 1 FROM ${table} o WHERE o.${column} = $2 AND ${same})`,
    values,
  );
}

/**
 * Proven addresses change hands, the primary one as well; where the other account has none, it becomes theirs. An address that nobody
 * has proven is forgotten: it may be anybody's. The account that goes can be found by none afterwards, nor be signed in to.
 */
async function moveAddresses(tx: Transaction, { fromId, toId }: Pair): Promise<string[]> {
  const { rows: owned } = await tx.query<{ email: string }>(
    `SELECT a.email FROM person_addresses a JOIN people p ON p.id = a.person_id
     WHERE a.person_id = $1 AND a.confirmed_at IS NOT NULL ORDER BY a.email IS DISTINCT FROM p.email, a.email`,
    [fromId],
  );
  const emails = owned.map(({ email }) => email);
  await tx.query(
    "UPDATE people SET email = NULL, password_hash = NULL, disabled_at = coalesce(disabled_at, now()), updated_at = now() WHERE id = $1",
    [fromId],
  );
  await tx.query("DELETE FROM person_addresses WHERE person_id = $1", [fromId]);
  // What they only claimed, and had as their primary address, is theirs now; a trigger keeps the primary one among the addresses.
  await tx.query(
    `UPDATE people SET email = coalesce(email, $2), updated_at = now(), email_confirmed_at = CASE WHEN email IS NULL THEN now()
       WHEN email = ANY($3::text[]) THEN coalesce(email_confirmed_at, now()) ELSE email_confirmed_at END
     WHERE id = $1 AND $2::text IS NOT NULL`,
    [toId, emails[0] ?? null, emails],
  );
  await tx.query(
    `INSERT INTO person_addresses (organisation_id, person_id, email, confirmed_at)
     SELECT p.organisation_id, p.id, given.email, now() FROM people p, unnest($2::text[]) AS given (email) WHERE p.id = $1
     ON CONFLICT (person_id, email) DO UPDATE SET confirmed_at = coalesce(person_addresses.confirmed_at, excluded.confirmed_at),
       asked_at = NULL, token_hash = NULL, token_expires_at = NULL`,
    [toId, emails],
  );
  return emails;
}

/**
 * An identity comes along where its directory lets it in, and the account that stays has none of the same place: of two, each would bring its own
 * role and name, and the end of one would end the sessions of both.
 */
export const COMES_ALONG = `i.gone_at IS NULL AND NOT EXISTS (SELECT 1 FROM identities o WHERE o.person_id = $2 AND o.issuer = i.issuer)`;

async function moveIdentities(tx: Transaction, { fromId, toId }: Pair): Promise<number> {
  const { rowCount } = await tx.query(
    `UPDATE identities i SET person_id = $2 WHERE i.person_id = $1 AND ${COMES_ALONG}`,
    [fromId, toId],
  );
  return rowCount ?? 0;
}

/** Who gets a team's new tickets: nobody, where the account that stays may not work on them. */
async function moveRouting(tx: Transaction, { fromId, toId }: Pair): Promise<void> {
  await tx.query(
    `UPDATE teams tm SET assignee_id = (SELECT p.id FROM people p WHERE p.id = $2 AND ${PERSON_MAY_WORK}) WHERE tm.assignee_id = $1`,
    [fromId, toId],
  );
}

async function joinTeamsOf(tx: Transaction, { fromId, toId }: Pair): Promise<string[]> {
  const { rows } = await tx.query<{ team_id: string }>(
    `INSERT INTO team_members (team_id, person_id) SELECT m.team_id, $2 FROM team_members m JOIN teams t ON t.id = m.team_id
     WHERE m.person_id = $1 AND t.archived_at IS NULL ON CONFLICT DO NOTHING RETURNING team_id`,
    [fromId, toId],
  );
  return rows.map((row) => row.team_id);
}
