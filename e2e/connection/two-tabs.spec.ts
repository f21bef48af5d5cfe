import { expect, test } from "../support/journey";
import { ListPage } from "../pages/list";
import { TicketPage } from "../pages/ticket";

test("two tabs of one person show everything once, whichever of them it was done in", async ({ desk }) => {
  const ticket = await desk.fileTicket();
  const first = new TicketPage(await desk.enter(desk.cast.agent));
  await first.open(ticket);
  const second = new TicketPage(await desk.openWindow(first.visitor));
  await second.open(ticket);
  const list = new ListPage(await desk.openWindow(first.visitor));
  await list.open("?sort=-number");

  const most = [await first.countMost("From the first tab."), await second.countMost("From the first tab.")];
  await first.send("From the first tab.");
  await expect(second.message("From the first tab.")).toBeVisible();
  await expect(first.message("From the first tab.")).toBeVisible();
  expect(await Promise.all(most.map((count) => count()))).toEqual([1, 1]);

  await second.choose("Status", "Waiting");
  await expect(first.property("Status")).toContainText("Waiting");
  await expect(list.row(ticket.title)).toContainText("Waiting");
  await desk.comment(desk.cast.requester, ticket, "To both.");
  for (const tab of [first, second]) {
    await expect(tab.message("To both.")).toHaveCount(1);
  }
});
