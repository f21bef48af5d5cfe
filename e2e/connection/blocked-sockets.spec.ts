import { z } from "zod";
import { expect, test } from "../support/journey";
import { TicketPage } from "../pages/ticket";

const sessionsSchema = z.object({ items: z.array(z.object({ id: z.string(), current: z.boolean() })) });
const BEAT_MILLISECONDS = 15_000;

test("where a proxy blocks sockets replies still go, screens are fetched, the bar says so and why; then it goes live by itself", async ({
  desk,
}) => {
  const ticket = await desk.fileTicket();
  desk.proxy.block("sockets");
  const agent = new TicketPage(await desk.enterFromAfar(desk.cast.agent));
  const requester = new TicketPage(await desk.enter(desk.cast.requester));
  const { page } = agent.visitor;
  await page.clock.install();
  await agent.visitor.goTo(`/tickets/${ticket.number}`);
  await requester.open(ticket);
  await expect(page.getByRole("status").getByText("Live updates paused")).toBeVisible();

  await agent.send("It goes out all the same.");
  await expect(requester.message("It goes out all the same.")).toHaveCount(1);
  await requester.send("And what comes in?");
  await page.clock.fastForward(BEAT_MILLISECONDS);
  await expect(agent.message("And what comes in?")).toHaveCount(1);
  await expect(agent.message("It goes out all the same.")).toHaveCount(1);

  await page.getByRole("button", { name: "Why?" }).click();
  const why = page.getByRole("dialog", { name: "Live updates are paused" });
  await expect(why).toContainText("a proxy, a firewall or a virus scanner");
  await expect(why).toContainText("Everything still works");
  await expect(why).toContainText("every 15 seconds");
  desk.proxy.block("nothing");
  await why.getByRole("button", { name: "Try now" }).click();
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await expect(page.getByText("Live updates paused")).toBeHidden();
  await requester.send("Now at once.");
  await expect(agent.message("Now at once.")).toHaveCount(1);
});

test("without sockets, too, an ended session is noticed, and so are a lost ticket and a missing server", async ({
  desk,
}) => {
  const ticket = await desk.fileTicket();
  const admin = await desk.api(desk.cast.admin);
  desk.proxy.block("sockets");
  const agent = new TicketPage(await desk.enterFromAfar(desk.cast.agent));
  const { page } = agent.visitor;
  await page.clock.install();
  await agent.visitor.goTo(`/tickets/${ticket.number}`);
  await expect(page.getByRole("status").getByText("Live updates paused")).toBeVisible();

  desk.wire.cut();
  desk.proxy.target = 1;
  await page.clock.fastForward(BEAT_MILLISECONDS);
  await expect(page.getByText(/^Offline since \d/)).toBeVisible();
  desk.proxy.target = desk.wire.port;
  // Where the page has tried by itself by now, the button is gone.
  await Promise.race([
    page.getByRole("button", { name: "Try now" }).click(),
    expect(page.getByRole("status").getByText("Live updates paused")).toBeVisible(),
  ]);
  await expect(page.getByRole("status").getByText("Live updates paused")).toBeVisible();

  const moved = await admin.send("PATCH", `/api/tickets/${ticket.id}`, { teamId: desk.cast.privateTeam.id });
  expect(moved.status).toBe(200);
  await page.clock.fastForward(BEAT_MILLISECONDS);
  await expect(page.getByRole("heading", { name: "You no longer have access" })).toBeVisible();
  await expect(page.getByText(ticket.title)).toBeHidden();

  const client = await desk.api(desk.cast.agent);
  const { items } = sessionsSchema.parse(await client.get("/api/me/sessions"));
  for (const session of items.filter((one) => !one.current)) {
    await client.send("DELETE", `/api/me/sessions/${session.id}`);
  }
  await page.clock.fastForward(BEAT_MILLISECONDS);
  await expect(page.getByRole("dialog", { name: "You have been signed out" })).toBeVisible();
});

test("on long polling everything is as live as on a websocket", async ({ desk }) => {
  const ticket = await desk.fileTicket();
  desk.proxy.block("websockets");
  const agent = new TicketPage(await desk.enterFromAfar(desk.cast.agent));
  const requester = new TicketPage(await desk.enterFromAfar(desk.cast.requester));
  await agent.open(ticket);
  await requester.open(ticket);
  await agent.reply.pressSequentially("Is it");
  await expect(requester.visitor.page.getByText("Support is writing…")).toBeVisible();
  for (const [author, reader, text] of [
    [agent, requester, "Is it plugged in?"],
    [requester, agent, "It was not."],
  ] as const) {
    await author.send(text);
    await expect(reader.message(text)).toHaveCount(1);
    await expect(author.message(text)).toHaveCount(1);
  }
  await expect(agent.visitor.page.getByText("Live", { exact: true })).toBeVisible();
  const wires = (await requester.visitor.received()).filter((one) => one.text.includes("Is it plugged in?"));
  expect(wires.map((one) => one.by)).not.toContain("socket");
});
