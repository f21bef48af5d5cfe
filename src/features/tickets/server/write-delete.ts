import { say } from "@/messages/server/say";
import { canDeleteTicket } from "@/features/tickets/policy";
import type { TicketDto } from "@/features/tickets/schema";
import { findAnswer, sqlTransactionOnce, transactionOnce, type RequestKey } from "@/server/api/idempotency";
import { runExclusive } from "@/server/concurrency/keyed-mutex";
import { AppError } from "@/shared/errors";
import { ticketColumn } from "@/shared/ids";
import { LIMITS } from "@/shared/limits";
import type { Actor } from "@/shared/roles";
import { releaseMerged } from "@/features/tickets/server/merge/write-undo";
import { findTicket, getTicket } from "./read";
import { recordTicketChange } from "@/features/ticket-record/server/write";

const MILLISECONDS_PER_DAY = 86_400_000;

/** DELETE /api/tickets/{ticket}: hides it from everybody; an admin can restore it for 30 days. */
export async function deleteTicket(
  actor: Actor,
  ticket: string,
  key: RequestKey | null = null,
): Promise<null> {
  if (key && (await findAnswer<null>(key))) {
    return null;
  }
  const { row } = await findTicket(actor, ticket, { isItself: true });
  if (!canDeleteTicket(actor)) {
    throw new AppError("forbidden", say("refusals.tickets.deleting"));
  }
  return runExclusive(row.id, () =>
    sqlTransactionOnce(key, async (tx) => {
      const seen = await findTicket(actor, row.id, { sql: tx, lock: true, isItself: true });
      if (seen.row.merged_into_id !== null) {
        // Its number means another ticket, which is not to be deleted by mistake.
        throw new AppError("merged", say("refusals.ticketMerges.deleting"));
      }
      await releaseMerged(tx, actor, row.id);
      const at = new Date();
      await recordTicketChange(
        tx,
        { organisationId: actor.organisationId, actorId: actor.id, at },
        {
          ticketId: row.id,
          isPublic: true,
          set: { deleted_at: at },
          events: [{ type: "ticket:deleted", data: {} }],
        },
      );
      return null;
    }),
  );
}

/** POST /api/tickets/{ticket}/restore: brings a deleted ticket back within 30 days, by its id or number. */
export async function restoreTicket(
  actor: Actor,
  ticket: string,
  key: RequestKey | null = null,
): Promise<TicketDto> {
  if (!canDeleteTicket(actor)) {
    // For others a deleted ticket does not exist.
    await findTicket(actor, ticket);
    throw new AppError("forbidden", say("refusals.tickets.restoring"));
  }
  const column = ticketColumn(ticket);
  if (!column) {
    throw new AppError("not_found");
  }
  return transactionOnce(
    key,
    (ticketId) => findTicket(actor, ticketId),
    async (tx) => {
      const { rows } = await tx.query<{ id: string; deleted_at: Date | null }>(
        `SELECT id, deleted_at FROM tickets WHERE ${column} = $1 AND organisation_id = $2 FOR NO KEY UPDATE`,
        [ticket, actor.organisationId],
      );
      const row = rows[0];
      if (
        !row ||
        (row.deleted_at &&
          Date.now() - row.deleted_at.getTime() > LIMITS.deletedTicketDays * MILLISECONDS_PER_DAY)
      ) {
        throw new AppError(
          "not_found",
          say("refusals.tickets.nothingToRestore", { days: LIMITS.deletedTicketDays }),
        );
      }
      if (row.deleted_at) {
        const changes = { deletedAt: { from: row.deleted_at, to: null } };
        await recordTicketChange(
          tx,
          { organisationId: actor.organisationId, actorId: actor.id, at: new Date() },
          {
            ticketId: row.id,
            isPublic: true,
            set: { deleted_at: null },
            events: [{ type: "ticket:updated", data: { changes, publicChanges: changes } }],
          },
        );
      }
      return { body: await getTicket(actor, row.id, tx), ticketId: row.id };
    },
  );
}
