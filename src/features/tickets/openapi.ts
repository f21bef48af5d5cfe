import { z } from "zod";
import type { ApiPath } from "@/server/api/openapi";
import { pageSchema } from "@/shared/paging";
import {
  createTicketSchema,
  deletedTicketQuerySchema,
  deletedTicketSchema,
  listedTicketSchema,
  listEventsSchema,
  listTicketsSchema,
  readTicketSchema,
  ticketReaderSchema,
  STATUSES,
  ticketSchema,
  updateTicketSchema,
} from "./schema";

const TICKET = "/api/tickets/{ticket}";

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
export const ticketPaths: readonly ApiPath[] = [
  {
    method: "get",
    path: "/api/tickets",
    summary: "Tickets that you may see",
    description: "Filters may be repeated; any of their values fits. `assignee` takes ids, `me` and `none`.",
    request: { query: listTicketsSchema },
    responses: { 200: pageSchema(listedTicketSchema) },
  },
  {
    method: "post",
    path: "/api/tickets",
    summary: "File a ticket",
    description:
      "Agents and admins file for anyone, by `requesterId` or `requester`. `followUpOf` names an earlier ticket, by id or number, that this one goes on from.",
    request: { body: createTicketSchema },
    responses: { 201: ticketSchema },
  },
  {
    method: "get",
    path: "/api/admin/deleted-tickets",
    summary: "Tickets that can still be restored, the latest deleted first",
    access: "admin",
    request: { query: deletedTicketQuerySchema },
    responses: { 200: pageSchema(deletedTicketSchema) },
  },
  { method: "get", path: TICKET, summary: "A ticket", responses: { 200: ticketSchema } },
  {
    method: "patch",
    path: TICKET,
    summary: "Change a ticket",
    description:
      "With `version`, a field that somebody else changed since answers 409 `conflict` with the current `ticket`; others merge.",
    request: { body: updateTicketSchema },
    responses: { 200: ticketSchema },
  },
  { method: "delete", path: TICKET, summary: "Delete a ticket", access: "admin", responses: { 204: null } },
  {
    method: "post",
    path: `${TICKET}/restore`,
    summary: "Restore a ticket within 30 days",
    access: "admin",
    responses: { 200: ticketSchema },
  },
  {
    method: "get",
    path: `${TICKET}/events`,
    summary: "What happened on a ticket, in order, as you may see it",
    description: "With `order=newest` the latest comes first, and `nextCursor` leads to what was before.",
    request: { query: listEventsSchema },
    responses: { 200: pageSchema(eventSchema) },
  },
  {
    method: "post",
    path: `${TICKET}/read`,
    summary: "You have seen the ticket up to this version",
    request: { body: readTicketSchema },
    responses: { 200: z.object({ lastReadVersion: z.number().int() }) },
  },
  {
    method: "get",
    path: `${TICKET}/read`,
    summary: "Who has read the ticket up to which version; for staff",
    responses: { 200: z.object({ items: z.array(ticketReaderSchema) }) },
  },
  { method: "put", path: `${TICKET}/watch`, summary: "Watch a ticket", responses: { 200: watchingSchema } },
  {
    method: "delete",
    path: `${TICKET}/watch`,
    summary: "Stop watching a ticket",
    responses: { 200: watchingSchema },
  },
  {
    method: "put",
    path: `${TICKET}/watchers/{personId}`,
    summary: "Add somebody as a watcher",
    responses: { 200: watchingSchema },
  },
  {
    method: "delete",
    path: `${TICKET}/watchers/{personId}`,
    summary: "Remove a watcher",
    responses: { 200: watchingSchema },
  },
  {
    method: "get",
    path: "/api/stats",
    summary: "The counts behind the lists, of tickets that you may see",
    responses: { 200: statsSchema },
  },
];
