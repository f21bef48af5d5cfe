import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@playwright/test";
import sharp from "sharp";
import { projectRoot } from "@/server/process/root";
import { openBrowser } from "../support/browser";
import { Notifications } from "../pages/notifications";
import { TicketPage } from "../pages/ticket";
import type { Visitor } from "../support/visitor";
import { test, type Demo } from "./demo";

interface Picture {
  name: string;
  who: "agent" | "requester" | "admin" | null;
  path: (demo: Demo) => string;
  /** What is done on the page before the picture is taken. */
  prepare?: (visitor: Visitor) => Promise<void>;
}

const ACTIVE = "/tickets?status=open,in_progress,waiting";

/** Every page and its main states. */
const PICTURES: readonly Picture[] = [
  { name: "sign-in", who: null, path: () => "/sign-in" },
  { name: "register", who: null, path: () => "/register" },
  { name: "password-reset", who: null, path: () => "/password-reset" },
  { name: "guest", who: null, path: () => "/guest" },
  { name: "not-found", who: null, path: () => "/nothing-is-here" },
  { name: "list", who: "agent", path: () => ACTIVE },
  { name: "list-filtered", who: "agent", path: () => `${ACTIVE}&priority=high,urgent&sort=due` },
  { name: "list-empty", who: "agent", path: () => "/tickets?q=flying+carpet" },
  { name: "ticket", who: "agent", path: (demo) => `/tickets/${demo.ticket}` },
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
  },
  {
    name: "notifications",
    who: "requester",
    path: () => "/tickets",
    prepare: async (visitor) => {
      await new Notifications(visitor).open();
      await expect(visitor.page.getByRole("dialog").getByRole("listitem").first()).toBeVisible();
    },
  },
  { name: "overview", who: "admin", path: () => "/admin" },
  { name: "notices", who: "admin", path: () => "/admin/notices" },
  { name: "people", who: "admin", path: () => "/admin/people" },
  { name: "teams", who: "admin", path: () => "/admin/teams" },
  { name: "announcements", who: "admin", path: () => "/admin/announcements" },
  { name: "categories", who: "admin", path: () => "/admin/categories" },
  { name: "tags", who: "admin", path: () => "/admin/tags" },
  { name: "settings", who: "admin", path: () => "/admin/settings" },
  { name: "ways-in", who: "admin", path: () => "/admin/sign-in" },
  { name: "mail", who: "admin", path: () => "/admin/mail" },
  { name: "mail-server", who: "admin", path: () => "/admin/mail/server" },
  { name: "tokens", who: "admin", path: () => "/admin/tokens" },
  { name: "jobs", who: "admin", path: () => "/admin/jobs" },
  { name: "audit", who: "admin", path: () => "/admin/audit" },
  { name: "connections", who: "admin", path: () => "/admin/connections" },
  { name: "deleted", who: "admin", path: () => "/admin/deleted" },
  { name: "account", who: "agent", path: () => "/account" },
  { name: "new-ticket", who: "agent", path: () => "/tickets/new" },
  { name: "requester-list", who: "requester", path: () => "/tickets" },
  { name: "requester-ticket", who: "requester", path: (demo) => `/tickets/${demo.requestersTicket}` },
  { name: "requester-new-ticket", who: "requester", path: () => "/tickets/new" },
  { name: "requester-no-access", who: "requester", path: (demo) => `/tickets/${demo.foreignTicket}` },
];

const SIZES = [
  { width: 1440, height: 900 },
  { width: 768, height: 1024 },
  { width: 360, height: 740 },
];

/**
 * `SCREENSHOTS_LANGUAGE=de npm run screenshots` draws the same pages in German, to be looked at: into test-results, and without
 * what is done on a page by its English words.
 */
const LANGUAGE = process.env["SCREENSHOTS_LANGUAGE"] ?? "en";
const FOLDER =
  LANGUAGE === "en"
    ? join(projectRoot(), "documents", "screenshots")
    : join(projectRoot(), "test-results", `screenshots-${LANGUAGE}`);

for (const colorScheme of ["light", "dark"] as const) {
  for (const viewport of SIZES) {
    test(`pictures, ${viewport.width} wide, ${colorScheme}`, async ({ browser, demo }) => {
      mkdirSync(FOLDER, { recursive: true });
      for (const { name, who, path, prepare } of PICTURES.filter(isDrawn)) {
        const visitor = await openBrowser(browser, demo.url, who && demo[who], {
          viewport,
          colorScheme,
          locale: LANGUAGE === "en" ? "en-GB" : LANGUAGE,
        });
        await visitor.goTo(path(demo));
        await untilDrawn(visitor, who !== null);
        await prepare?.(visitor);
        const picture = await visitor.page.screenshot({ animations: "disabled" });
        await sharp(picture)
          .png({ palette: true, colours: 128, effort: 10, compressionLevel: 9 })
          .toFile(join(FOLDER, `${name}-${viewport.width}-${colorScheme}.png`));
        expect.soft(visitor.problems, name).toEqual([]);
        await visitor.page.context().close();
      }
    });
  }
}

function isDrawn(picture: Picture): boolean {
  return LANGUAGE === "en" || picture.prepare === undefined;
}

/** Waits until the page is alive and its letters and pictures are there. */
async function untilDrawn(visitor: Visitor, isLive: boolean): Promise<void> {
  await expect(visitor.page.getByRole("heading", { level: 1 })).toBeVisible();
  if (isLive) {
    await visitor.untilConnected();
  }
  await visitor.page.waitForLoadState("networkidle");
  await visitor.page.evaluate(async () => {
    await document.fonts.ready;
    await Promise.all(
      [...document.images].filter((image) => image.checkVisibility()).map((image) => image.decode()),
    );
  });
}
