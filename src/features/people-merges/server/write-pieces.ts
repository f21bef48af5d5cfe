import { audit } from "@/server/audit/audit";
import type { Transaction } from "@/server/database/database";
import { onCommit } from "@/server/database/wake";
import { emit } from "@/server/event-log/emit";
import { shareOnce } from "@/server/process/globals";
import type { OrganisationId } from "@/shared/roles";
import { mergePieces } from "./write-account";
import { mergeTickets, type Pair } from "./write-tickets";

/** Tickets of one transaction: nobody waits for longer than they take. */
const TICKETS = 50;

/** No transaction of ours takes longer from a start to its commit. */
const SOON_MILLISECONDS = 10_000;

/** A merge whose pieces are moved. */
export interface Merging extends Pair {
  organisationId: OrganisationId;
  /** In whose name. */
  actorId: string | null;
}

/**
 * Moves the next piece of what a merged account still has; false where nothing is left. What was moved is found by nobody
 * again, so it may be called as often as one likes, in any process.
 */
export async function movePiece(tx: Transaction, merging: Merging): Promise<boolean> {
  const { fromId, toId, organisationId, actorId } = merging;
  const tickets = await mergeTickets(
    tx,
    { organisationId, actorId, at: new Date() },
    { fromId, toId },
    TICKETS,
  );
  await tx.query("UPDATE person_merges SET done = done + $2 WHERE from_id = $1", [fromId, tickets]);
  const rows = tickets < TICKETS ? await mergePieces(tx, merging) : 0;
  return tickets + rows > 0;
}

/** Writes down that a merge is done, and lets the pages of the person who has it all come back: they read more than what events say. */
export async function finishMerge(tx: Transaction, merging: Merging): Promise<void> {
  const { fromId, toId, organisationId, actorId } = merging;
  const { rows } = await tx.query<{ done: number }>(
    "UPDATE person_merges SET state = 'done', finished_at = now() WHERE from_id = $1 RETURNING done",
    [fromId],
  );
  await letComeBack(tx, merging);
  await audit(
    tx,
    { organisationId, id: actorId },
    {
      action: "person.merge_finished",
      subjectType: "person",
      subjectId: fromId,
      data: { into: toId, tickets: rows[0]?.done ?? 0 },
    },
  );
}

/** Lets the pages of the person who got something by a merge come back and read anew. */
export async function letComeBack(
  tx: Transaction,
  { toId, organisationId, actorId }: Merging,
): Promise<void> {
  await emit(tx, {
    type: "person:changed",
    organisationId,
    actorId,
    subjectId: toId,
    data: { personId: toId, reason: "role" },
  });
}

/** Lets the commit of a transaction after which a merge has pieces to move wake the job that does. */
export function noteMerging(tx: Transaction): void {
  tx.emitted = true;
  lastNoted().at = performance.now();
}

/** Calls `listener` when a merge may have pieces to move; returns a function that unsubscribes. */
export function onMerging(listener: () => void): () => void {
  return onCommit(() => performance.now() - lastNoted().at < SOON_MILLISECONDS && listener());
}

/** When this process last noted one. */
function lastNoted(): { at: number } {
  return shareOnce("merge-running", () => ({ at: Number.NEGATIVE_INFINITY }));
}
