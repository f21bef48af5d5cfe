import { expect, test } from "../support/journey";
import { ListPage } from "../pages/list";
import { TicketPage } from "../pages/ticket";

const OFFLINE = /^Offline since \d/;
test.setTimeout(90_000);

/** The contract's pings: one every 10 s, 8 s to answer. */
const HONEST_MILLISECONDS = 20_000;

test("a browser that was offline catches up with everything on its screen, once, and keeps what was typed", async ({
  desk,
}) => {
  const ticket = await desk.fileTicket();
  const agent = new TicketPage(await desk.enter(desk.cast.agent));
  const list = new ListPage(await desk.openWindow(agent.visitor));
  await list.open("?sort=-number");
  await agent.open(ticket);
  const { page } = agent.visitor;
  const active = page.getByRole("link", { name: /^All active/ });
  const before = Number(/\d+/.exec((await active.textContent()) ?? "")?.[0]);
  await agent.reply.fill("I was about to say");

  await page.context().setOffline(true);
  const said = await agent.countMost("Said meanwhile.");
  await expect(page.getByText(OFFLINE)).toBeVisible({ timeout: HONEST_MILLISECONDS });
  await desk.comment(desk.cast.requester, ticket, "Said meanwhile.");
  const other = await desk.fileTicket(desk.cast.requester, "Filed meanwhile");
  await page.context().setOffline(false);

  await expect(agent.message("Said meanwhile.")).toBeVisible();
  await expect(page.getByText(OFFLINE)).toBeHidden();
  await expect(active).toContainText(String(before + 1));
  await expect(agent.reply).toHaveValue("I was about to say");
  await list.waitFor(other.title);
  await desk.comment(desk.cast.requester, ticket, "Said after that.");
  await expect(agent.message("Said after that.")).toBeVisible();
  expect(await said()).toBe(1);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
});

test("a network that dies silently is noticed within 20 seconds, and at once when the person uses the page", async ({
  desk,
}) => {
  const ticket = await desk.fileTicket();
  const idle = new TicketPage(await desk.enterFromAfar(desk.cast.viewer));
  const busy = new TicketPage(await desk.enterFromAfar(desk.cast.agent));
  await idle.open(ticket);
  await busy.open(ticket);
  await expect(idle.visitor.page.getByText("Live", { exact: true })).toBeVisible();

  const start = Date.now();
  desk.wire.stall();
  await busy.visitor.page.evaluate(() => window.dispatchEvent(new Event("offline")));
  await expect(busy.visitor.page.getByText(OFFLINE)).toBeVisible({ timeout: 8_000 });
  await expect(idle.visitor.page.getByText("Offline", { exact: true })).toBeVisible({
    timeout: HONEST_MILLISECONDS,
  });
  expect(Date.now() - start).toBeLessThan(HONEST_MILLISECONDS);
  await expect(idle.visitor.page.getByText(OFFLINE)).toBeVisible();
  await desk.comment(desk.cast.requester, ticket, "Said into the silence.");

  desk.wire.cut();
  desk.wire.resume();
  for (const page of [idle, busy]) {
    await expect(page.message("Said into the silence.")).toHaveCount(1, { timeout: 30_000 });
    await expect(page.visitor.page.getByText(OFFLINE)).toBeHidden();
  }
});
