import { expect, test } from "../support/journey";
import { TicketPage } from "../pages/ticket";

test("the process that renders pages is killed: nobody's line breaks, and the next page comes from a new one", async ({
  desk,
}) => {
  const ticket = await desk.fileTicket();
  const agent = new TicketPage(await desk.enter(desk.cast.agent));
  const requester = new TicketPage(await desk.enter(desk.cast.requester));
  await agent.open(ticket);
  await requester.open(ticket);

  const killed = desk.server.killRenderer();
  await agent.send("Sent while no page could be rendered.");
  await expect(requester.message("Sent while no page could be rendered.")).toBeVisible();

  // Who asks meanwhile waits, on a slow machine before a page that looks again by itself.
  const isReady = async (): Promise<boolean> => (await fetch(`${desk.server.url}/ready`)).ok;
  await expect.poll(isReady, { timeout: 30_000 }).toBe(true);
  await requester.visitor.reload();
  await expect(requester.message("Sent while no page could be rendered.")).toHaveCount(1);
  expect(desk.server.killRenderer()).not.toBe(killed);
  expect(agent.visitor.lines.filter((line) => line.startsWith("[Socket.IO] Disconnected"))).toEqual([]);
});
