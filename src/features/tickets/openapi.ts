import { z } from "zod";
import type { ApiPaths } from "@/server/api/openapi";
import { viewedAsSchema, pageSchema } from "@/shared/paging";
import { mergeSchema } from "./schema-merge";
import { bulkResultSchema, bulkUpdateSchema, ticketsExportSchema } from "./schema-bulk";
import {
  createTicketSchema,
  deletedTicketQuerySchema,
  deletedTicketSchema,
  listedTicketSchema,
  listEventsSchema,
  listTicketsSchema,
  readTicketSchema,
  personAccessQuerySchema,
  personAccessSchema,
  ticketAccessQuerySchema,
  ticketAccessSchema,
  ticketReaderSchema,
  STATUSES,
  ticketSchema,
  updateTicketSchema,
  watcherListSchema,
} from "./schema";

const watchingSchema = z.object({ watching: z.boolean() });

const statsSchema = z
  .object({
    total: z.number().int(),
    byStatus: z.record(z.enum(STATUSES), z.number().int()),
    active: z.number().int(),
    mine: z.number().int(),
    requested: z.number().int(),
    unassigned: z.number().int(),
    overdue: z.number().int(),
    urgent: z.number().int(),
    byTeam: z.array(z.object({ teamId: z.string(), active: z.number().int() })),
  })
  .meta({ id: "Stats" });

const eventSchema = z
  .looseObject({
    name: z.string(),
    eventId: z.string(),
    at: z.iso.datetime(),
    ticketId: z.string(),
    number: z.number().int(),
    version: z.number().int(),
    actor: z.object({ id: z.string(), name: z.string() }).nullable(),
  })
  .meta({ id: "TicketEvent" });

/** Tickets, their history, who read and who watches them. `{ticket}` takes an id or a number. */
export const ticketPaths: ApiPaths = {
  "/api/tickets": {
    get: {
      id: "listTickets",
      summary: "Tickets that you may see",
      description:
        "Filters may be repeated; any of their values fits. `assignee` takes ids, `me` and `none`.",
      query: listTicketsSchema,
      ok: pageSchema(listedTicketSchema),
    },
    post: {
      id: "createTicket",
      summary: "File a ticket",
      description:
        "Agents and admins file for anyone, by `requesterId` or `requester`. `followUpOf` names an earlier ticket, by id or number, that this one goes on from.",
      body: createTicketSchema,
      created: ticketSchema,
      errors: ["forbidden"],
    },
  },
  "/api/tickets/bulk": {
    post: {
      id: "updateTickets",
      summary: "Change up to 500 tickets",
      description:
        "Each row by the rules of a PATCH, and in a transaction of its own: one that is refused leaves the others alone. Every row counts as a write. With an `Idempotency-Key`, a repeated request does only what was not done. To undo it, send `before` of the rows as `changes`, with the versions of their tickets as `versions`: what others changed meanwhile stays.",
      body: bulkUpdateSchema,
      ok: bulkResultSchema,
    },
  },
  "/api/tickets/export.csv": {
    get: {
      id: "exportTickets",
      summary: "The tickets of a list as a CSV file",
      description:
        "UTF-8 with a byte order mark, with the filters of the list, by number unless another order is asked for. Cells that a spreadsheet would take for a formula begin with an apostrophe. What breaks off without its end is not whole.",
      query: ticketsExportSchema,
      ok: "file",
      errors: ["rate_limited"],
    },
  },
  "/api/admin/deleted-tickets": {
    get: {
      id: "listDeletedTickets",
      summary: "Tickets that can still be restored, the latest deleted first",
      query: deletedTicketQuerySchema,
      ok: pageSchema(deletedTicketSchema),
    },
  },
  "/api/tickets/{ticket}": {
    get: {
      id: "getTicket",
      summary: "A ticket",
      description:
        "With `as=requester`, agents and admins who work on it get what its requester gets; so with its comments, events, files and watchers.",
      query: viewedAsSchema,
      ok: ticketSchema,
      errors: ["forbidden"],
    },
    patch: {
      id: "updateTicket",
      summary: "Change a ticket",
      description:
        "With `version`, a field that somebody else changed since answers 409 `conflict` with the current `ticket`; others merge.",
      body: updateTicketSchema,
      ok: ticketSchema,
      errors: ["forbidden", "conflict"],
      errorMembers: { ticket: ticketSchema },
    },
    delete: { id: "deleteTicket", summary: "Delete a ticket", errors: ["forbidden"] },
  },
  "/api/tickets/{ticket}/restore": {
    post: { id: "restoreTicket", summary: "Restore a ticket within 30 days", ok: ticketSchema },
  },
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
  "/api/tickets/{ticket}/events": {
    get: {
      id: "listTicketEvents",
      summary: "What happened on a ticket, in order, as you may see it",
      description: "With `order=newest` the latest comes first, and `nextCursor` leads to what was before.",
      query: listEventsSchema,
      ok: pageSchema(eventSchema),
      errors: ["forbidden"],
    },
  },
  "/api/tickets/{ticket}/read": {
    post: {
      id: "markTicketRead",
      summary: "You have seen the ticket up to this version",
      body: readTicketSchema,
      ok: z.object({ lastReadVersion: z.number().int() }),
      errors: ["forbidden"],
    },
    get: {
      id: "listTicketReaders",
      summary: "Who has read the ticket up to which version; for staff",
      ok: z.object({ items: z.array(ticketReaderSchema) }),
      errors: ["forbidden"],
    },
  },
  "/api/tickets/{ticket}/access": {
    get: {
      id: "explainTicketAccess",
      summary: "Whether a person sees the ticket, which side of it, and by which rules; for admins",
      query: ticketAccessQuerySchema,
      ok: ticketAccessSchema,
      errors: ["forbidden"],
    },
  },
  "/api/admin/users/{id}/access": {
    get: {
      id: "explainPersonAccess",
      summary: "Which tickets a person sees, which side of each, and by which rules; for admins",
      query: personAccessQuerySchema,
      ok: personAccessSchema,
      errors: ["forbidden", "not_found"],
    },
  },
  "/api/admin/users/{id}/tickets": {
    get: {
      id: "listTicketsOfPerson",
      summary: "A person's list of tickets, as they get it; for admins",
      description: "Each look is an entry of the audit, `person.viewed`, at most one in 15 minutes.",
      query: listTicketsSchema,
      ok: pageSchema(listedTicketSchema),
      errors: ["forbidden", "not_found"],
    },
  },
  "/api/tickets/{ticket}/watch": {
    put: { id: "watchTicket", summary: "Watch a ticket", ok: watchingSchema, errors: ["forbidden"] },
    delete: {
      id: "unwatchTicket",
      summary: "Stop watching a ticket",
      ok: watchingSchema,
      errors: ["forbidden"],
    },
  },
  "/api/tickets/{ticket}/watchers": {
    get: {
      id: "listWatchers",
      summary: "Who follows a ticket",
      description: "Staff see all of them, its requester the colleagues; nobody else.",
      query: viewedAsSchema,
      ok: watcherListSchema,
      errors: ["forbidden"],
    },
  },
  "/api/tickets/{ticket}/watchers/{personId}": {
    put: {
      id: "addWatcher",
      summary: "Add somebody as a watcher",
      description:
        "Agents and admins add anybody; the ticket's requester adds colleagues, where the organisation allows it, and removes those again.",
      ok: watchingSchema,
      errors: ["forbidden", "invalid"],
    },
    delete: { id: "removeWatcher", summary: "Remove a watcher", ok: watchingSchema, errors: ["forbidden"] },
  },
  "/api/stats": {
    get: {
      id: "getStats",
      summary: "The counts behind the lists, of tickets that you may see",
      ok: statsSchema,
    },
  },
};
