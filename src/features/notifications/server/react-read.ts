import type { Reaction } from "@/server/reaction";
import { readUpTo } from "./write";

/**
 * Whoever reads a ticket has read what they were told of it up to there. Stands after the reaction that tells: what was
 * read before it was told is written as read there, what was told before it was read is marked here.
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
