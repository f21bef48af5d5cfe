import type { BrowserContextOptions } from "@playwright/test";
import type { TicketDto } from "@/features/tickets/schema";
import { findInBothSchemes } from "../support/accessible";
import type { Desk } from "../support/desk";
import { expect, test } from "../support/journey";
import { makePicture } from "../support/picture";
import { TicketPage } from "../pages/ticket";
import type { Visitor } from "../support/visitor";

/** Every page, who looks at it, and what stands there once it is ready. */
const PAGES = [
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
  { name: "teams", who: "admin", path: () => "/admin/teams" },
  { name: "announcements", who: "admin", path: () => "/admin/announcements" },
  { name: "categories", who: "admin", path: () => "/admin/categories" },
  { name: "tags", who: "admin", path: () => "/admin/tags" },
  { name: "settings", who: "admin", path: () => "/admin/settings" },
  { name: "outgoing mail", who: "admin", path: () => "/admin/mail" },
  { name: "the mail server", who: "admin", path: () => "/admin/mail/server" },
  { name: "background jobs", who: "admin", path: () => "/admin/jobs" },
  { name: "the audit", who: "admin", path: () => "/admin/audit" },
  { name: "everybody's tokens", who: "admin", path: () => "/admin/tokens" },
  { name: "no such ticket", who: "requester", path: () => "/tickets/999999" },
  { name: "no such page", who: "nobody", path: () => "/nothing-is-here" },
] as const;

const PHONE = { width: 360, height: 740 };
const LAPTOP = { width: 1280, height: 720 };

/** So many pages a test: the groups go side by side, and none of them takes long. */
const GROUP = 8;
const groups = Array.from({ length: Math.ceil(PAGES.length / GROUP) }, (_, index) =>
  PAGES.slice(index * GROUP, (index + 1) * GROUP),
);

test.describe.configure({ mode: "parallel" });

for (const [index, pages] of groups.entries()) {
  const which = `${pages[0]?.name} and others (${index + 1} of ${groups.length})`;

  test(`in German no page is wider than a phone of 360 pixels: ${which}`, async ({ desk }) => {
    const ticket = await makeFullTicket(desk);
    const visitors = await enterAll(desk, { viewport: PHONE, locale: "de-DE" });
    for (const { name, who, path } of pages) {
      await visitors[who].goTo(path(ticket));
      await expectNarrow(visitors[who], name, "de");
    }
  });

  test(`pages fit a phone and, on a laptop, are free of what axe finds against WCAG 2.2 AA, light and dark: ${which}`, async ({
    desk,
  }) => {
    const ticket = await makeFullTicket(desk);
    const visitors = await enterAll(desk, { viewport: PHONE, locale: "en-US" });
    for (const { name, who, path } of pages) {
      const visitor = visitors[who];
      await visitor.page.setViewportSize(PHONE);
      await visitor.goTo(path(ticket));
      await expectNarrow(visitor, name, "en");
      await visitor.page.setViewportSize(LAPTOP);
      if (who !== "nobody") {
        await visitor.untilConnected();
      }
      expect.soft(await findInBothSchemes(visitor.page), name).toEqual([]);
    }
  });
}

test("a draft of a note is free of what axe finds, light and dark", async ({ desk }) => {
  const composer = new TicketPage(await desk.enter(desk.cast.agent, { viewport: LAPTOP }));
  await composer.open(await makeFullTicket(desk));
  await composer.noteTab.click();
  await composer.note.fill("A draft of a note");
  expect(await findInBothSchemes(composer.visitor.page)).toEqual([]);
});

/** Expects that a page which was just opened is in this language, and that nothing of it is wider than the window. */
async function expectNarrow({ page }: Visitor, name: string, language: string): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", language);
  // What scrolls sideways inside the page: nothing but wide texts of a message, in frames of their own.
  const wide = await page.evaluate(() =>
    [...document.querySelectorAll("main, main *")]
      .filter((element) => element.checkVisibility() && element.scrollWidth > element.clientWidth + 1)
      .filter((element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowX))
      .filter((element) => element.closest(".prose-quiet") === null)
      .map((element) => `${element.tagName} ${element.className}: ${element.textContent.slice(0, 60)}`),
  );
  expect.soft(wide, name).toEqual([]);
  expect.soft(await page.evaluate(() => document.documentElement.scrollWidth), name).toBe(PHONE.width);
}

/** One browser each for an admin, an agent, a requester and an unauthenticated visitor. */
async function enterAll(
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
async function makeFullTicket(desk: Desk): Promise<TicketDto> {
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
