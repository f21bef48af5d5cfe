import type { ApiPaths } from "@/server/api/openapi";
import { createLinkSchema, linkListSchema, linkSchema } from "./schema";

/** Links between tickets. */
export const linkPaths: ApiPaths = {
  "/api/tickets/{ticket}/links": {
    get: {
      id: "listLinks",
      summary: "The tickets that a ticket is linked with",
      description:
        "The oldest link first, all of them in one page (at most 500), without those to tickets that you may not see. Requesters and watchers get follow-ups alone. A change of links comes by socket to staff as `ticket:updated`, whose `changes.links` names the link, not the other ticket.",
      ok: linkListSchema,
    },
    post: {
      id: "addLink",
      summary: "Link a ticket with another one; for those who work on both",
      description:
        "`kind` says what the other ticket is to this one: `related`; `duplicate`, which this one duplicates; its `parent` or its `child`; `followUp`, which this one follows up on. The other ticket shows the same link from its side. A ticket has one parent and follows up on one ticket (else `conflict`), and parents make no circle. What is linked so already is answered as it stands.",
      body: createLinkSchema,
      created: linkSchema,
      errors: ["forbidden", "conflict"],
    },
  },
  "/api/tickets/{ticket}/links/{id}": {
    delete: {
      id: "removeLink",
      summary: "Take a link away, on both of its tickets",
      errors: ["forbidden"],
    },
  },
};
