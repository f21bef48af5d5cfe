import type { BrowserContextOptions } from "@playwright/test";
import type { TicketDto } from "@/features/tickets/schema";
import type { Cast } from "../support/cast";
import type { Desk } from "../support/desk";
import { expect } from "../support/journey";
import { makePicture } from "../support/picture";
import type { Visitor } from "../support/visitor";

/** Every page, who looks at it, and its path. */
export const PAGES = [
  { name: "sign in", who: "nobody", path: () => "/sign-in" },
  { name: "register", who: "nobody", path: () => "/register" },
  { name: "a forgotten password", who: "nobody", path: () => "/password-reset" },
  { name: "ending mails", who: "nobody", path: () => "/unsubscribe" },
  { name: "confirming a registration", who: "nobody", path: () => "/register/confirm" },
  { name: "the list of staff", who: "agent", path: () => "/tickets" },
  { name: "an empty list", who: "agent", path: () => "/tickets?tag=nothing-has-this" },
  { name: "a ticket of staff", who: "agent", path: (ticket: TicketDto) => `/tickets/${ticket.number}` },
  { name: "a new ticket of staff", who: "agent", path: () => "/tickets/new" },
  { name: "assignment requests", who: "agent", path: () => "/assignment-requests" },
  { name: "canned replies", who: "agent", path: () => "/canned-replies" },
  { name: "saved views", who: "agent", path: () => "/views" },
  { name: "macros", who: "agent", path: () => "/macros" },
  { name: "a requester's list", who: "requester", path: () => "/tickets" },
  {
    name: "a requester's ticket",
    who: "requester",
    path: (ticket: TicketDto) => `/tickets/${ticket.number}`,
  },
  { name: "a requester's new ticket", who: "requester", path: () => "/tickets/new" },
  { name: "the account of staff", who: "agent", path: () => "/account" },
  { name: "a requester's account", who: "requester", path: () => "/account" },
  { name: "the overview", who: "admin", path: () => "/admin" },
  { name: "people", who: "admin", path: () => "/admin/people" },
  { name: "a person", who: "admin", path: (ticket: TicketDto) => `/admin/people/${ticket.requester.id}` },
  {
    name: "a person's list of tickets",
    who: "admin",
    path: (ticket: TicketDto) => `/admin/people/${ticket.requester.id}/tickets`,
  },
  {
    name: "a ticket as its requester",
    who: "agent",
    path: (ticket: TicketDto) => `/tickets/${ticket.number}?as=requester`,
  },
  { name: "imports of people", who: "admin", path: () => "/admin/people/import" },
  { name: "no such import", who: "admin", path: () => "/admin/people/import/nothing" },
  { name: "notices", who: "admin", path: () => "/admin/notices" },
  { name: "teams", who: "admin", path: () => "/admin/teams" },
  {
    name: "a team",
    who: "admin",
    path: (_: TicketDto, { privateTeam }: Cast) => `/admin/teams/${privateTeam.id}`,
  },
  { name: "ways in", who: "admin", path: () => "/admin/sign-in" },
  { name: "connections", who: "admin", path: () => "/admin/connections" },
  { name: "deleted tickets", who: "admin", path: () => "/admin/deleted" },
  { name: "announcements", who: "admin", path: () => "/admin/announcements" },
  { name: "categories", who: "admin", path: () => "/admin/categories" },
  { name: "tags", who: "admin", path: () => "/admin/tags" },
  { name: "settings", who: "admin", path: () => "/admin/settings" },
  { name: "outgoing mail", who: "admin", path: () => "/admin/mail" },
  { name: "the mail server", who: "admin", path: () => "/admin/mail/server" },
  { name: "background jobs", who: "admin", path: () => "/admin/jobs" },
  { name: "the audit", who: "admin", path: () => "/admin/audit" },
  { name: "everybody's tokens", who: "admin", path: () => "/admin/tokens" },
  { name: "webhooks", who: "admin", path: () => "/admin/webhooks" },
  { name: "no such ticket", who: "requester", path: () => "/tickets/999999" },
  { name: "no such page", who: "nobody", path: () => "/nothing-is-here" },
] as const;

/** One browser each for an admin, an agent, a requester and an unauthenticated visitor. */
export async function enterAll(
  desk: Desk,
  options: BrowserContextOptions,
): Promise<Record<"admin" | "agent" | "requester" | "nobody", Visitor>> {
  return {
    admin: await desk.enter(desk.cast.admin, options),
    agent: await desk.enter(desk.cast.agent, options),
    requester: await desk.enter(desk.cast.requester, options),
    nobody: await desk.enter(null, options),
  };
}

/** A ticket with everything in it that a ticket's page can show. */
export async function makeFullTicket(desk: Desk): Promise<TicketDto> {
  const { agent, requester } = desk.cast;
  const ticket = await desk.fileTicket(
    requester,
    "Averylongwordwithoutanyplacetobreakitintotwolines andmore",
  );
  await desk.comment(requester, ticket, `https://intranet.example.org/${"a-long-path/".repeat(12)}`);
  await desk.comment(
    agent,
    ticket,
    "Some `code`, a [link](https://example.org) and\n\n| a | table |\n| --- | --- |\n| 1 | 2 |",
  );
  await desk.comment(agent, ticket, "A note among staff.", true);
  const form = new FormData();
  form.append(
    "file",
    new File([new Uint8Array(await makePicture())], "a picture with quite a long name.png"),
  );
  form.append("file", new File(["text"], "a-text-with-quite-a-long-name-as-well-which-goes-on.txt"));
  const client = await desk.api(agent);
  const uploaded = await client.send("POST", `/api/tickets/${ticket.id}/attachments`, form);
  const changed = await client.send("PATCH", `/api/tickets/${ticket.id}`, {
    priority: "urgent",
    tags: ["projector", "second floor"],
    dueAt: new Date(Date.now() - 3_600_000).toISOString(),
  });
  expect([uploaded.status, changed.status]).toEqual([201, 200]);
  return ticket;
}
