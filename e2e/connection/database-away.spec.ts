import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "../support/journey";
import { TicketPage } from "../pages/ticket";

const AWAY_MILLISECONDS = 6_000;
const CATCHING_UP = /^Catching up with what happened meanwhile/;

test("PostgreSQL is away for some seconds: pages say that they catch up, what was sent waits, and all recovers by itself", async ({
  desk,
}) => {
  const ticket = await desk.fileTicket();
  const agent = new TicketPage(await desk.enter(desk.cast.agent));
  const requester = new TicketPage(await desk.enter(desk.cast.requester));
  const newcomer = new TicketPage(await desk.enter(desk.cast.viewer));
  const both = [agent, requester];
  // Requesters see nothing of the line while all is well.
  const live = agent.visitor.page.getByText("Live", { exact: true });
  await agent.open(ticket);
  await requester.open(ticket);
  await expect(live).toBeVisible();
  await agent.send("Before it went away.");
  await expect(requester.message("Before it went away.")).toBeVisible();
  const said = await requester.countMost("Sent into the gap.");

  await desk.server.database.halt();
  const end = Date.now() + AWAY_MILLISECONDS;
  try {
    await agent.send("Sent into the gap.");
    await requester.reply.fill("Typed into the gap.");
    for (const { visitor } of both) {
      await expect(visitor.page.getByText(CATCHING_UP)).toBeVisible();
    }
    await expect(live).toBeHidden();
    const waiting = agent.visitor.page.getByRole("status").filter({ hasText: "this goes out by itself" });
    await expect(waiting).toBeVisible();
    await wait(end - Date.now());
    await newcomer.visitor.goTo(`/tickets/${ticket.number}`);
    await expect(
      newcomer.visitor.page.getByRole("heading", { name: "Helpejo is away for a moment" }),
    ).toBeVisible();
    // The page looks again by itself, five seconds later: by then the database is back.
    newcomer.visitor.expectsAnotherPage();
  } finally {
    await desk.server.database.resume();
  }

  await expect(requester.message("Sent into the gap.")).toBeVisible();
  for (const { visitor } of both) {
    await expect(visitor.page.getByText(CATCHING_UP)).toBeHidden();
  }
  await expect(live).toBeVisible();
  await expect(requester.reply).toHaveValue("Typed into the gap.");
  await requester.visitor.page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(newcomer.conversation).toBeVisible();
  for (const page of [...both, newcomer]) {
    for (const text of ["Before it went away.", "Sent into the gap.", "Typed into the gap."]) {
      await expect(page.message(text)).toHaveCount(1);
    }
  }
  expect(await said()).toBe(1);
  // The process lived through it, and so did every socket.
  const lost = both.flatMap(({ visitor }) => visitor.lines.filter((line) => line.includes("Disconnected (")));
  expect(lost).toEqual([]);
});
