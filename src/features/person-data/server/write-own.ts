import type { Transaction } from "@/server/database/database";
import { emitMany } from "@/server/event-log/emit";
import type { Erasure, Piece } from "./read-task";
import { OWN_TABLES } from "./read-places";

const BATCH = 1_000;
/** Each is an event: pages of who follows a ticket with them learn of it. */
const WATCHERS = 200;

/** What is found by the person's addresses and names at providers alone: it is looked for before their own rows go. */
export async function eraseByAddress(tx: Transaction, erasure: Erasure): Promise<Piece> {
  const { organisationId, personId, known } = erasure;
  const ofAddress = [organisationId, known.addresses, BATCH];
  const counts = [
    await deleteSome(tx, "account_requests", "organisation_id = $1 AND lower(email) = ANY($2)", ofAddress),
    await deleteSome(tx, "guest_link_requests", "organisation_id = $1 AND lower(email) = ANY($2)", ofAddress),
    await deleteSome(tx, "outgoing_mails", "organisation_id = $1 AND lower(to_address) = ANY($2)", ofAddress),
    await deleteSome(tx, "secret_tokens", "organisation_id = $1 AND lower(email) = ANY($2)", ofAddress),
    await deleteSome(tx, "refused_addresses", "organisation_id = $1 AND lower(address) = ANY($2)", ofAddress),
    await deleteSome(
      tx,
      "provider_logouts",
      "organisation_id = $1 AND (issuer, subject) IN (SELECT i.issuer, i.subject FROM identities i WHERE i.person_id = $2)",
      [organisationId, personId, BATCH],
    ),
  ];
  const isDone = counts.every((count) => count < BATCH);
  return { handled: sum(counts), position: isDone ? null : "again" };
}

/** The rows that are the person's own, table by table. */
export async function eraseOwnRows(
  tx: Transaction,
  { personId, position }: Erasure & { position: string | null },
): Promise<Piece> {
  let index = Number(position ?? 0);
  const table = OWN_TABLES[index];
  if (table === undefined) {
    return { handled: 0, position: null };
  }
  const handled = await deleteSome(tx, table, "person_id = $1", [personId, BATCH]);
  if (handled < BATCH) {
    index += 1;
  }
  return { handled, position: index < OWN_TABLES.length ? String(index) : null };
}

/** What they follow: they follow nothing any more. */
export async function eraseWatching(tx: Transaction, erasure: Erasure): Promise<Piece> {
  const { organisationId, personId, startedById } = erasure;
  const { rows } = await tx.query<{ ticket_id: string }>(
    `DELETE FROM watchers WHERE (ticket_id, person_id) IN (SELECT ticket_id, person_id FROM watchers WHERE person_id = $1 LIMIT ${WATCHERS})
     RETURNING ticket_id`,
    [personId],
  );
  await emitMany(
    tx,
    rows.map(({ ticket_id: ticketId }) => ({
      type: "watcher:removed" as const,
      organisationId,
      actorId: startedById,
      ticketId,
      subjectId: personId,
      data: { personId },
    })),
  );
  return { handled: rows.length, position: rows.length < WATCHERS ? null : "again" };
}

/** What they wrote to requests for an assignment, and from where they imported or merged people. */
export async function eraseNotes(tx: Transaction, { personId }: Erasure): Promise<Piece> {
  const counts = [
    await clearSome(
      tx,
      "assignment_requests",
      "note = NULL",
      "requested_by = $1 AND note IS NOT NULL",
      personId,
    ),
    await clearSome(
      tx,
      "assignment_requests",
      "reason = NULL",
      "decided_by = $1 AND reason IS NOT NULL",
      personId,
    ),
    await clearSome(
      tx,
      "people_imports",
      "address = NULL",
      "person_id = $1 AND address IS NOT NULL",
      personId,
    ),
  ];
  const merges = await tx.query(
    "UPDATE person_merges SET address = NULL WHERE started_by = $1 AND address IS NOT NULL",
    [personId],
  );
  return {
    handled: sum(counts) + (merges.rowCount ?? 0),
    position: counts.every((count) => count < BATCH) ? null : "again",
  };
}

/** Deletes rows that fit; the last value is how many at most. */
async function deleteSome(tx: Transaction, table: string, where: string, values: unknown[]): Promise<number> {
  const { rowCount } = await tx.query(
    `DELETE FROM ${table} WHERE ctid = ANY(ARRAY(SELECT ctid FROM ${table} WHERE ${where} LIMIT $${values.length}))`,
    values,
  );
  return rowCount ?? 0;
}

async function clearSome(
  tx: Transaction,
  table: string,
  set: string,
  where: string,
  personId: string,
): Promise<number> {
  const { rowCount } = await tx.query(
    `UPDATE ${table} SET ${set} WHERE id IN (SELECT id FROM ${table} WHERE ${where} LIMIT $2)`,
    [personId, BATCH],
  );
  return rowCount ?? 0;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
