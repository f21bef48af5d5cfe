import type { ApiPaths } from "@/server/api/openapi";
import { ticketSchema } from "@/features/tickets/schema";
import { mergeSchema } from "./schema";

/** Tickets that staff go on with in another one. */
export const ticketMergePaths: ApiPaths = {
  "/api/tickets/{ticket}/merge": {
    post: {
      id: "mergeTicket",
      summary: "Merge a ticket into another one",
      description:
        "For agents and admins who work on both. The merged ticket is closed, and for its staff its id and number are the other's from then on: everywhere, and for what they write. Its requester and watchers go on in their own ticket: what staff answer publicly in the other comes there, and what they write is shown to the other's staff. Nobody else sees what was said in either. A ticket of a private team is merged into one of the same team alone. Answers the ticket that it was merged into.",
      body: mergeSchema,
      ok: ticketSchema,
      errors: ["forbidden", "already_merged", "private_merge", "too_many_merged", "invalid"],
    },
  },
  "/api/tickets/{ticket}/unmerge": {
    post: {
      id: "unmergeTicket",
      summary: "Undo a merge",
      description:
        "Names the merged ticket. It is as it was; what was said in the other one meanwhile stays there. Answers the ticket that was merged.",
      ok: ticketSchema,
      errors: ["forbidden", "not_merged"],
    },
  },
};
