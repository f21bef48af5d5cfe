import type { Reaction } from "@/server/event-log/reaction";
import { mintOrganisationId } from "@/shared/roles";
import { mailReplyLink } from "./write-link";

/** Mails a guest that somebody answered their ticket, with a link to it: they have no notifications, and may not have it open. */
export const guestRepliesReaction: Reaction = {
  types: ["comment:added"],
  react: async (tx, events) => {
    const answered = new Map<string, string>();
    for (const event of events) {
      const isPublic = event.type === "comment:added" && !event.data.internal;
      if (isPublic && event.ticketId !== null && event.actorId !== null) {
        const { rowCount } = await tx.query(
          "SELECT 1 FROM guest_tickets g WHERE g.ticket_id = $1 AND g.person_id <> $2",
          [event.ticketId, event.actorId],
        );
        if (rowCount === 1) {
          answered.set(event.ticketId, event.organisationId);
        }
      }
    }
    let mailed = 0;
    for (const [ticketId, organisationId] of answered) {
      mailed += await mailReplyLink(tx, { organisationId: mintOrganisationId(organisationId), ticketId });
    }
    return mailed;
  },
};
