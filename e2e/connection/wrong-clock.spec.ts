import { expect, test } from "../support/journey";
import { ListPage } from "../pages/list";
import { TicketPage } from "../pages/ticket";
import type { Visitor } from "../support/visitor";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Sets the computer's own clock wrong, for everything that the page asks it. */
async function setClockAhead(visitor: Visitor, milliseconds: number): Promise<void> {
  await visitor.page.addInitScript((ahead) => {
    const Real = Date;
    class Wrong extends Real {
      constructor(...args: [] | [number | string]) {
        super(args.length === 0 ? Real.now() + ahead : args[0]);
      }
      static override now(): number {
        return Real.now() + ahead;
      }
    }
    // Both are what scripts ask for the time.
    Object.defineProperty(window, "Date", { value: Wrong });
  }, milliseconds);
}

for (const [words, ahead] of [
  ["two hours slow", -2 * HOUR],
  ["two hours fast", 2 * HOUR],
] as const) {
  test(`a computer whose clock is ${words} tells times by the server's`, async ({ desk }) => {
    const { agent, requester } = desk.cast;
    const ticket = await desk.fileTicket();
    const client = await desk.api(agent);
    const dueAt = new Date(Date.now() + 3 * DAY + HOUR / 2).toISOString();
    expect((await client.send("PATCH", `/api/tickets/${ticket.id}`, { dueAt })).status).toBe(200);
    await desk.comment(agent, ticket, "We look into it.");

    const visitor = await desk.enter(agent);
    await setClockAhead(visitor, ahead);
    const page = new TicketPage(visitor);
    await page.open(ticket);
    const times = page.conversation.locator("time");
    await expect(page.message("We look into it.").locator("time").first()).toHaveText("just now");
    await desk.comment(requester, ticket, "Thank you.");
    await expect(page.message("Thank you.").locator("time").first()).toHaveText("just now");
    for (const text of await times.allTextContents()) {
      expect(text).toMatch(/^(just now|1 minute ago)$/);
    }
    await expect(page.properties.getByText("in 3 days")).toBeVisible();
    await expect(page.properties.getByText("overdue")).toHaveCount(0);

    const list = new ListPage(visitor);
    await list.open("?status=open,in_progress,waiting");
    const row = visitor.page.getByRole("row").filter({ hasText: ticket.title });
    await expect(row.getByText("in 3d")).toBeVisible();
    await expect(row.getByText(/^(now|1m)$/).filter({ visible: true })).toHaveCount(1);
  });
}
