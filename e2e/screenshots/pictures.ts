import { expect } from "@playwright/test";
import { Notifications } from "../pages/notifications";
import { TicketPage } from "../pages/ticket";
import type { Visitor } from "../support/visitor";
import type { Demo } from "./demo";

/** One page in one state. */
export interface Picture {
  name: string;
  who: "agent" | "requester" | "admin" | "guest" | null;
  path: (demo: Demo) => string;
  /** What is done on the page before the picture is taken, by its English words. */
  prepare?: (visitor: Visitor) => Promise<void>;
  /** Which of its pictures documents/screenshots keeps: `1440-light`. Without any it is drawn only to be looked at. */
  kept?: readonly `${1440 | 768 | 360}-${"light" | "dark"}`[];
}

const ACTIVE = "/tickets?status=open,in_progress,waiting";

/** Everybody's pages: entering, the list, tickets, the account. */
const DESK: readonly Picture[] = [
  { name: "sign-in", who: null, path: () => "/sign-in", kept: ["1440-light", "360-light"] },
  { name: "register", who: null, path: () => "/register" },
  { name: "register-confirm", who: null, path: () => "/register/confirm" },
  { name: "password-reset", who: null, path: () => "/password-reset" },
  { name: "password-new", who: null, path: () => "/password-reset#token=some" },
  { name: "invitation", who: null, path: () => "/invitation#token=some" },
  { name: "first-run", who: null, path: () => "/first-run#token=some" },
  { name: "address-confirm", who: null, path: () => "/addresses/confirm#token=some" },
  { name: "unsubscribe", who: null, path: () => "/unsubscribe" },
  { name: "sign-out", who: "agent", path: () => "/sign-out" },
  { name: "guest", who: null, path: () => "/guest", kept: ["360-light"] },
  { name: "guest-link", who: null, path: () => "/guest/link" },
  { name: "guest-link-over", who: null, path: () => "/guest/open#token=some" },
  { name: "guest-ticket", who: "guest", path: () => "/guest/ticket", kept: ["1440-light"] },
  { name: "not-found", who: null, path: () => "/nothing-is-here" },
  {
    name: "list",
    who: "agent",
    path: () => ACTIVE,
    kept: ["1440-light", "1440-dark", "768-light", "360-light"],
  },
  { name: "list-filtered", who: "agent", path: () => `${ACTIVE}&priority=high,urgent&sort=due` },
  { name: "list-empty", who: "agent", path: () => "/tickets?q=flying+carpet" },
  {
    name: "ticket",
    who: "agent",
    path: (demo) => `/tickets/${demo.ticket}`,
    kept: ["1440-light", "1440-dark", "768-light", "360-light"],
  },
  {
    name: "ticket-note",
    who: "agent",
    path: (demo) => `/tickets/${demo.ticket}`,
    prepare: async (visitor) => {
      const ticket = new TicketPage(visitor);
      await ticket.noteTab.click();
      await ticket.note.fill("I ring them **tomorrow at nine**, unless somebody hears from them before.");
      await expect(visitor.page.getByText(/^Draft saved/)).toBeVisible();
    },
    kept: ["1440-light"],
  },
  {
    name: "ticket-offline",
    who: "agent",
    path: (demo) => `/tickets/${demo.ticket}`,
    prepare: async (visitor) => {
      const { page } = visitor;
      await page.context().setOffline(true);
      await expect(page.getByText(/^Offline since/)).toBeVisible({ timeout: 30_000 });
      await new TicketPage(visitor).send("I ring them now, the line to the office is down as well.");
      await expect(page.getByText(/goes out by itself when you are back online/)).toBeVisible();
    },
    kept: ["1440-light"],
  },
  { name: "ticket-as-requester", who: "agent", path: (demo) => `/tickets/${demo.ticket}?as=requester` },
  { name: "new-ticket", who: "agent", path: () => "/tickets/new" },
  { name: "assignment-requests", who: "admin", path: () => "/assignment-requests" },
  { name: "canned-replies", who: "agent", path: () => "/canned-replies", kept: ["1440-light"] },
  { name: "views", who: "agent", path: () => "/views" },
  { name: "macros", who: "agent", path: () => "/macros" },
  { name: "macro-new", who: "admin", path: () => "/macros", prepare: opens("New macro") },
  {
    name: "canned-reply-new",
    who: "admin",
    path: () => "/canned-replies",
    prepare: opens("New canned reply"),
  },
  { name: "account", who: "agent", path: () => "/account" },
  { name: "requester-list", who: "requester", path: () => "/tickets", kept: ["1440-light", "360-light"] },
  {
    name: "requester-ticket",
    who: "requester",
    path: (demo) => `/tickets/${demo.requestersTicket}`,
    kept: ["1440-light", "360-light", "360-dark"],
  },
  { name: "requester-new-ticket", who: "requester", path: () => "/tickets/new" },
  { name: "requester-no-access", who: "requester", path: (demo) => `/tickets/${demo.foreignTicket}` },
  { name: "requester-account", who: "requester", path: () => "/account" },
  {
    name: "notifications",
    who: "requester",
    path: () => "/tickets",
    prepare: async (visitor) => {
      await new Notifications(visitor).open();
      await expect(visitor.page.getByRole("dialog").getByRole("listitem").first()).toBeVisible();
    },
    kept: ["1440-light"],
  },
];

/** The admins' pages. */
const ADMINISTRATION: readonly Picture[] = [
  {
    name: "overview",
    who: "admin",
    path: () => "/admin",
    kept: ["1440-light", "1440-dark", "360-light"],
  },
  { name: "notices", who: "admin", path: () => "/admin/notices", kept: ["1440-light"] },
  { name: "announcements", who: "admin", path: () => "/admin/announcements" },
  {
    name: "announcement-new",
    who: "admin",
    path: () => "/admin/announcements",
    prepare: opens("New announcement"),
  },
  { name: "people", who: "admin", path: () => "/admin/people", kept: ["1440-light"] },
  { name: "people-invite", who: "admin", path: () => "/admin/people", prepare: opens("Invite people") },
  { name: "person", who: "admin", path: (demo) => `/admin/people/${demo.requester.id}` },
  { name: "person-staff", who: "admin", path: (demo) => `/admin/people/${demo.agent.id}` },
  { name: "person-tickets", who: "admin", path: (demo) => `/admin/people/${demo.agent.id}/tickets` },
  { name: "imports", who: "admin", path: () => "/admin/people/import" },
  { name: "import", who: "admin", path: (demo) => `/admin/people/import/${demo.peopleImport}` },
  { name: "import-missing", who: "admin", path: () => "/admin/people/import/nothing" },
  { name: "teams", who: "admin", path: () => "/admin/teams" },
  { name: "team", who: "admin", path: (demo) => `/admin/teams/${demo.team}` },
  { name: "ways-in", who: "admin", path: () => "/admin/sign-in" },
  { name: "categories", who: "admin", path: () => "/admin/categories" },
  { name: "tags", who: "admin", path: () => "/admin/tags" },
  { name: "settings", who: "admin", path: () => "/admin/settings", kept: ["1440-light"] },
  { name: "deleted", who: "admin", path: () => "/admin/deleted" },
  { name: "connections", who: "admin", path: () => "/admin/connections" },
  { name: "jobs", who: "admin", path: () => "/admin/jobs" },
  { name: "mail", who: "admin", path: () => "/admin/mail" },
  { name: "mail-server", who: "admin", path: () => "/admin/mail/server" },
  { name: "audit", who: "admin", path: () => "/admin/audit", kept: ["1440-light"] },
  { name: "tokens", who: "admin", path: () => "/admin/tokens" },
  { name: "webhooks", who: "admin", path: () => "/admin/webhooks" },
];

/** Every page and its main states. */
export const PICTURES = { desk: DESK, administration: ADMINISTRATION } as const;

/** Presses a button that opens a dialog. */
function opens(name: string): (visitor: Visitor) => Promise<void> {
  return async ({ page }) => {
    await page.getByRole("button", { name }).first().click();
    await expect(page.getByRole("dialog")).toBeVisible();
  };
}
