import type { Reaction } from "@/server/event-log/reaction";
import { readUpTo } from "./write";

/**
 * Whoever reads a ticket has read what they were told of it up to there. Reading marks it at once (write-read.ts of the
 * tickets), but cannot see what is being told in the same moment: that is marked here. It stands after the reaction that
 * tells, where what was read before it is told is written as read.
 */
export const readReaction: Reaction = {
  types: ["ticket:read"],
  react: async (tx, events) => {
    let read = 0;
    for (const event of events) {
      if (event.type === "ticket:read" && event.ticketId !== null) {
        const { organisationId, ticketId, data } = event;
        const { personId, version } = data;
        read += await readUpTo(tx, { organisationId, ticketId, personId, version });
      }
    }
    return read;
  },
};
