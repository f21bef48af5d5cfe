import type { ApiPaths } from "@/server/api/openapi";
import { pageQuerySchema } from "@/shared/paging";
import {
  askSchema,
  assignmentRequestListSchema,
  assignmentRequestPageSchema,
  assignmentRequestQuerySchema,
  assignmentRequestSchema,
  decisionSchema,
} from "./schema";

const errorMembers = { request: assignmentRequestSchema };

/** Requests to assign a ticket, by agents who may not assign it themselves. */
export const assignmentRequestPaths: ApiPaths = {
  "/api/tickets/{ticket}/assignment-requests": {
    get: {
      id: "listTicketAssignmentRequests",
      summary: "Who asked that a ticket be assigned to whom, and what became of it; for staff",
      description: "The latest first, decided ones too.",
      query: pageQuerySchema,
      ok: assignmentRequestPageSchema,
      errors: ["forbidden"],
    },
    post: {
      id: "askForAssignment",
      summary: "Ask that a ticket be assigned to you or to somebody else",
      description:
        "For agents who may not assign it: others get `may_assign` or `forbidden`. While an earlier request of yours is pending, `already_requested` has it as `request`. Counts no version of the ticket.",
      body: askSchema,
      created: assignmentRequestSchema,
      errors: ["forbidden", "may_assign", "already_requested", "closed"],
      errorMembers,
    },
  },
  "/api/assignment-requests": {
    get: {
      id: "listAssignmentRequests",
      summary: "Requests that you may decide, or that you made; for staff",
      description:
        "The latest first. `waiting` counts all that you may decide now, whatever this page shows. New ones come by socket as `assignment:requested`.",
      query: assignmentRequestQuerySchema,
      ok: assignmentRequestListSchema,
      errors: ["forbidden"],
    },
  },
  "/api/assignment-requests/{id}/approve": {
    post: {
      id: "approveAssignmentRequest",
      summary: "Approve a request: the ticket is assigned",
      description:
        "For agents of the ticket's team and admins. `decided` has the `request` as somebody else decided it before.",
      body: decisionSchema,
      ok: assignmentRequestSchema,
      errors: ["forbidden", "decided"],
      errorMembers,
    },
  },
  "/api/assignment-requests/{id}/decline": {
    post: {
      id: "declineAssignmentRequest",
      summary: "Decline a request, with a reason if you like",
      body: decisionSchema,
      ok: assignmentRequestSchema,
      errors: ["forbidden", "decided"],
      errorMembers,
    },
  },
  "/api/assignment-requests/{id}/withdraw": {
    post: {
      id: "withdrawAssignmentRequest",
      summary: "Take back a request of yours",
      ok: assignmentRequestSchema,
      errors: ["forbidden", "decided"],
      errorMembers,
    },
  },
};
