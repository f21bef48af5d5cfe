import type { Reaction } from "@/server/event-log/reaction";
import { readUpTo } from "./write";

/**
 * When a person reads a ticket, their notifications of it up to that version are read. Reading marks them at
 * once (write-read.ts of the tickets), but cannot see those that are being written in the same moment: they
 * are marked here. This reaction comes after the one that writes notifications, which stores those of read
 * versions as read.
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
