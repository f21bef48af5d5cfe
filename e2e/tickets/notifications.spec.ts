import { fetchNotifications } from "@/testing/notifications";
import { findInBothSchemes } from "../support/accessible";
import { expect, test } from "../support/journey";
import { Notifications } from "../pages/notifications";
import { TicketPage } from "../pages/ticket";

test("an answer raises the requester's unread count in every tab; opening it leads to the ticket, and lowers the count", async ({
  desk,
}) => {
  const { agent, requester } = desk.cast;
  const [ticket, other] = [await desk.fileTicket(), await desk.fileTicket()];
  // Journeys share a desk: what others left unread is not to be counted here.
  await (await desk.api(requester)).send("POST", "/api/notifications/read", { all: true });
  const mine = new Notifications(await desk.enter(requester));
  const elsewhere = new Notifications(await desk.openWindow(mine.visitor));
  for (const tab of [mine, elsewhere]) {
    await tab.visitor.goTo("/tickets");
    await tab.visitor.untilConnected();
    await tab.untilUnread(0);
  }
  await desk.comment(agent, ticket, "Have you tried to switch it off?");
  await desk.comment(agent, other, "Please send a picture.");
  await mine.untilUnread(2);
  await elsewhere.untilUnread(2);

  await mine.open();
  await expect(mine.item(ticket.title)).toContainText("Unread: Alma Reyes replied");
  await mine.item(ticket.title).getByRole("link").focus();
  await mine.visitor.page.keyboard.press("ArrowUp");
  await expect(mine.item(other.title).getByRole("link")).toBeFocused();
  await mine.visitor.page.keyboard.press("ArrowDown");
  await mine.visitor.page.keyboard.press("Enter");
  const opened = new TicketPage(mine.visitor);
  await expect(opened.message("Have you tried to switch it off?")).toBeVisible();
  await expect(mine.panel).toBeHidden();
  await mine.untilUnread(1);
  await elsewhere.untilUnread(1);

  // While the ticket is shown, its notifications are read as soon as they come.
  await desk.comment(agent, ticket, "And on again?");
  await expect(opened.message("And on again?")).toBeVisible();
  await mine.open();
  await expect(mine.item(ticket.title)).toHaveCount(2);
  await mine.untilUnread(1);
  await mine.readAll.click();
  await mine.untilUnread(0);
  await elsewhere.untilUnread(0);
  await mine.visitor.page.getByRole("button", { name: "Undo" }).click();
  await elsewhere.untilUnread(1);
});

test("an agent is notified of new tickets, on a phone and in the dark; axe finds nothing", async ({
  desk,
}) => {
  const title = "Averylongwordwithoutanyplacetobreakitintotwolines";
  const mine = new Notifications(
    await desk.enter(desk.cast.agent, { viewport: { width: 360, height: 740 } }),
  );
  const { page } = mine.visitor;
  await mine.visitor.goTo("/tickets");
  await mine.visitor.untilConnected();
  const before = (await fetchNotifications(await desk.api(desk.cast.agent))).unread;
  await mine.untilUnread(before);
  const ticket = await desk.fileTicket(desk.cast.requester, title);
  await mine.untilUnread(before + 1);
  await mine.open();
  await expect(mine.item(ticket.title)).toContainText("Rosa Klein filed a ticket");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  expect(await findInBothSchemes(page)).toEqual([]);
});
