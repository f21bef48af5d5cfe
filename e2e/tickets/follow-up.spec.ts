import { pool } from "@/server/database/database";
import { expectAccessible } from "../support/accessible";
import { expect, test } from "../support/journey";
import type { Desk } from "../support/desk";
import { TicketPage } from "../pages/ticket";
import type { TicketDto } from "@/features/tickets/schema";

async function closedLongAgo(desk: Desk): Promise<TicketDto> {
  const ticket = await desk.fileTicket();
  await close(desk, ticket);
  await age(ticket);
  return ticket;
}

async function close(desk: Desk, ticket: TicketDto): Promise<void> {
  const client = await desk.api(desk.cast.agent);
  expect((await client.send("PATCH", `/api/tickets/${ticket.id}`, { status: "closed" })).status).toBe(200);
}

async function age(ticket: TicketDto): Promise<void> {
  await pool().query("UPDATE tickets SET closed_at = now() - interval '15 days' WHERE id = $1", [ticket.id]);
}

const FILE = { name: "stuck.txt", mimeType: "text/plain", buffer: Buffer.from("between two floors") };

test("what is written on a request that was closed long ago goes on, with its files, in a new one that refers to it", async ({
  desk,
}) => {
  const old = await closedLongAgo(desk);
  const mine = new TicketPage(await desk.enter(desk.cast.requester));
  await mine.open(old);
  const { page } = mine.visitor;
  await expect(page.getByText("It was closed too long ago for an answer to open it again")).toBeVisible();
  await page.getByRole("textbox", { name: "What is wrong now" }).fill("It hums again, louder.");
  await mine.attach(FILE);
  await page.getByRole("button", { name: "Go on in a new request" }).click();

  await expect(page).toHaveURL(/\/tickets\/new$/);
  await expect(page.getByText(`This goes on from your request #${old.number}`)).toBeVisible();
  await expect(page.getByRole("textbox", { name: "What is it about?" })).toHaveValue(old.title);
  await expect(page.getByRole("textbox", { name: "What happened?" })).toHaveValue("It hums again, louder.");
  await expect(page.getByText("stuck.txt")).toBeVisible();
  await page.getByRole("button", { name: "Send request" }).click();
  await expect(page).toHaveURL(/\/tickets\/\d+$/);
  await expect(mine.conversation).toContainText("It hums again, louder.");
  await expect(mine.conversation.getByRole("link", { name: "stuck.txt" })).toBeVisible();
  await expect(page.getByRole("link", { name: `#${old.number} ${old.title}` })).toBeVisible();

  const number = Number(/\d+$/.exec(page.url())?.[0]);
  const theirs = new TicketPage(await desk.enter(desk.cast.agent));
  await theirs.open({ number });
  await theirs.visitor.page.getByRole("link", { name: `#${old.number} ${old.title}` }).click();
  await expect(theirs.visitor.page).toHaveURL(new RegExp(`/tickets/${old.number}$`));

  // Nothing was left behind on the old one.
  await mine.open(old);
  await expect(page.getByRole("textbox", { name: "What is wrong now" })).toHaveValue("");
  await expect(page.getByRole("list", { name: "Files to send" })).toHaveCount(0);
});

test("an answer that was begun before its time was over is kept, and goes on in a new request", async ({
  desk,
}) => {
  const ticket = await desk.fileTicket();
  await close(desk, ticket);
  const mine = new TicketPage(await desk.enter(desk.cast.requester));
  await mine.open(ticket);
  const { page } = mine.visitor;
  await mine.reply.fill("I was away for weeks, and it hums.");
  await mine.attach(FILE);
  await age(ticket);
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "closed too long ago" })).toBeVisible();
  await expect(mine.conversation).toContainText("I was away for weeks, and it hums.");
  await page.getByRole("button", { name: "Go on in a new ticket" }).click();
  await expect(page).toHaveURL(/\/tickets\/new$/);
  await expect(page.getByRole("textbox", { name: "What happened?" })).toHaveValue(
    "I was away for weeks, and it hums.",
  );
  await expect(page.getByText("stuck.txt")).toBeVisible();
  await page.getByRole("button", { name: "It is something else" }).click();
  await expect(page.getByText(/This goes on from/)).toHaveCount(0);
  await mine.open(ticket);
  await expect(mine.conversation).not.toContainText("I was away for weeks");
});

test("a closed request says what can be done, on a phone and in the dark, and axe finds nothing", async ({
  desk,
}) => {
  const old = await closedLongAgo(desk);
  const recent = await desk.fileTicket();
  await close(desk, recent);
  for (const colorScheme of ["light", "dark"] as const) {
    const visitor = await desk.enter(desk.cast.requester, {
      colorScheme,
      viewport: { width: 360, height: 740 },
    });
    const page = new TicketPage(visitor);
    await page.open(recent);
    await expect(visitor.page.getByText(/just answer below until .+, and it opens again/)).toBeVisible();
    await expectAccessible(visitor);
    await page.open(old);
    await expect(visitor.page.getByText("It was closed too long ago")).toBeVisible();
    await expectAccessible(visitor);
    await visitor.page.getByRole("button", { name: "Go on in a new request" }).click();
    await expect(visitor.page.getByText(`This goes on from your request #${old.number}`)).toBeVisible();
    await expectAccessible(visitor);
  }
});
