import { expect, test } from "../support/journey";
import { ListPage } from "../pages/list";
import { TicketPage } from "../pages/ticket";

test("a laptop that slept for an hour catches up at once, though nothing reported that its connection is dead", async ({
  desk,
}) => {
  const ticket = await desk.fileTicket();
  const visitor = await desk.enterFromAfar(desk.cast.agent);
  await visitor.page.clock.install();
  const agent = new TicketPage(visitor);
  await agent.open(ticket);
  const list = new ListPage(await desk.enterFromAfar(desk.cast.viewer));
  await list.visitor.page.clock.install();
  await list.open("?sort=-number");
  await agent.reply.fill("Written before the lid closed");

  // Asleep: every connection is forgotten on the way, and neither side notices.
  desk.wire.forsake();
  await desk.comment(desk.cast.requester, ticket, "Said while it slept.");
  const other = await desk.fileTicket(desk.cast.requester, "Filed while it slept");
  await visitor.page.clock.fastForward("01:00:00");
  await list.visitor.page.clock.fastForward("01:00:00");

  await expect(agent.message("Said while it slept.")).toHaveCount(1);
  await list.waitFor(other.title);
  await expect(agent.reply).toHaveValue("Written before the lid closed");
  await desk.comment(desk.cast.requester, ticket, "Said after it woke.");
  await expect(agent.message("Said after it woke.")).toHaveCount(1);
});

test("a tab that is shown again probes its connection, and opens a new one when it is dead", async ({
  desk,
}) => {
  const ticket = await desk.fileTicket();
  const agent = new TicketPage(await desk.enterFromAfar(desk.cast.agent));
  const { page } = agent.visitor;
  await page.clock.install();
  await agent.open(ticket);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await agent.visitor.hide();
  await page.clock.fastForward(8_000);
  await agent.visitor.show();
  await expect(page.getByText("Live", { exact: true })).toBeVisible();

  await agent.visitor.hide();
  desk.wire.forsake();
  await desk.comment(desk.cast.requester, ticket, "Said behind its back.");
  // The time that it was hidden for is measured by the clock alone: no timer of the page has run meanwhile.
  await page.clock.setSystemTime(Date.now() + 60_000);
  await agent.visitor.show();
  await expect(agent.message("Said behind its back.")).toHaveCount(1);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
});
