import { say } from "@/messages/server/say";
import { canComment } from "@/features/tickets/policy";
import { findTicket, type SeenTicket } from "@/features/tickets/server/read";
import { markSeen } from "@/features/tickets/server/write-read";
import { requireSameRights } from "@/server/api/actor";
import { readSnapshot, type Sql } from "@/server/database/database";
import { log } from "@/server/process/log";
import { AppError } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import type { AccessFence } from "@/realtime/access/access-fence";
import { replay, type Replay } from "./replay";
import { ticketRoom, ticketStaffRoom } from "@/realtime/sockets/rooms";
import { isAsSeen, mayHaveChangedAudience } from "@/realtime/access/audience-changes";
import type { TypedSocket } from "@/realtime/sockets/sockets";

const TRIES = 3;
const POLL_MILLISECONDS = 1_000;

/**
 * Lets a socket join a ticket's rooms and answers with the ticket's version and the events after `since`. The
 * order matters: check the right, join, check that the right did not change in between, and only then read.
 * An event that is committed after the reading comes through the room; one that comes both ways is dropped by
 * its version.
 */
export async function joinTicket(
  socket: TypedSocket,
  { actor, fence }: { actor: Actor; fence: AccessFence },
  input: { ticketId: string; since?: number | undefined },
): Promise<Replay | { version: number }> {
  for (let tries = 0; tries < TRIES; tries++) {
    const position = fence.now();
    const seen = await findTicket(actor, input.ticketId);
    // A poll under way may take this socket for the other audience's. A poll that hangs is not waited for:
    // the change of access that it does not know of comes after it, and disconnects this socket.
    await fence.afterPoll(POLL_MILLISECONDS);
    enter(socket, actor, seen);
    if (
      !fence.changedSince(position, {
        personId: actor.id,
        organisationId: actor.organisationId,
        ticketId: seen.row.id,
      })
    ) {
      // A merged ticket is another one to its staff: a version of the one says nothing about the other.
      const isItself = seen.row.id === input.ticketId;
      const asked = isItself ? input : { ticketId: seen.row.id };
      const joined = await answerNow(actor, seen, asked).catch((error: unknown) => {
        leaveTicket(socket, seen.row.id);
        throw error;
      });
      const answered =
        isItself || input.since === undefined ? joined : { version: joined.version, resync: true as const };
      void markSeen(actor, seen).catch((error: unknown) =>
        log().warn({ err: error }, "the first read of a ticket was not noted"),
      );
      return answered;
    }
    leaveTicket(socket, seen.row.id);
  }
  throw new AppError("unavailable", say("refusals.sockets.accessChanging"));
}

async function answerNow(
  actor: Actor,
  seen: SeenTicket,
  input: { ticketId: string; since?: number | undefined },
): Promise<Replay | { version: number }> {
  const version = seen.audience === "staff" ? seen.row.version : seen.row.public_version;
  const hasMissedNothing = input.since === undefined || input.since === version;
  if (hasMissedNothing && (await isAsSeen(actor, seen, input.since))) {
    return input.since === undefined ? { version } : { version, events: [] };
  }
  return await readSnapshot((sql) => answer(actor, input, sql));
}

/**
 * Checks the right and reads the replay in one snapshot: so the answer cannot hold what was written after the
 * right was lost. Nor does it go by rights that the person lost in an event that this process has not read
 * yet.
 */
async function answer(
  actor: Actor,
  input: { ticketId: string; since?: number | undefined },
  sql: Sql,
): Promise<Replay | { version: number }> {
  await requireSameRights(actor, sql);
  const seen = await findTicket(actor, input.ticketId, { sql });
  const version = seen.audience === "staff" ? seen.row.version : seen.row.public_version;
  if (input.since === undefined) {
    return { version };
  }
  return (await mayHaveChangedAudience(actor, seen, input.since, sql))
    ? { version, resync: true }
    : replay(seen, input.since, sql);
}

/** Takes a socket out of a ticket's rooms; a guest's socket stays in its only one. */
export function leaveTicket(socket: TypedSocket, ticketId: string): void {
  if (socket.data.session.actor.guestTicketId === ticketId) {
    return;
  }
  void socket.leave(ticketRoom(ticketId));
  void socket.leave(ticketStaffRoom(ticketId));
  socket.data.staffTickets.delete(ticketId);
  socket.data.readOnlyTickets.delete(ticketId);
}

function enter(socket: TypedSocket, actor: Actor, seen: SeenTicket): void {
  const { readOnlyTickets } = socket.data;
  if (canComment(actor, seen.facts)) {
    readOnlyTickets.delete(seen.row.id);
  } else {
    readOnlyTickets.add(seen.row.id);
  }
  if (seen.audience === "staff") {
    void socket.leave(ticketRoom(seen.row.id));
    void socket.join(ticketStaffRoom(seen.row.id));
    socket.data.staffTickets.add(seen.row.id);
  } else {
    void socket.join(ticketRoom(seen.row.id));
    socket.data.staffTickets.delete(seen.row.id);
  }
}
