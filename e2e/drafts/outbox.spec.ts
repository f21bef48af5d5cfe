import { z } from "zod";
import type { TicketDto } from "@/features/tickets/schema";
import { makeSession } from "@/testing/factories";
import { cookieOf } from "@/testing/http/requests";
import { expectAccessible } from "../support/accessible";
import type { Desk } from "../support/desk";
import { expect, test } from "../support/journey";
import { TicketPage } from "../pages/ticket";
import type { Visitor } from "../support/visitor";

const pageSchema = z.object({ items: z.array(z.record(z.string(), z.unknown())) });

/** What arrived at the server after the ticket was filed, in its order: the texts of comments, the statuses. */
async function arrived(desk: Desk, ticket: TicketDto): Promise<string[]> {
  const client = await desk.api(desk.cast.admin);
  const events = pageSchema.parse(await client.get(`/api/tickets/${ticket.id}/events?limit=100`)).items;
  return events.flatMap((event) => {
    const said = z.object({ comment: z.object({ body: z.string() }) }).safeParse(event);
    const set = z.object({ changes: z.object({ status: z.object({ to: z.string() }) }) }).safeParse(event);
    return event["name"] === "comment:added" && said.success
      ? [said.data.comment.body]
      : event["name"] === "ticket:updated" && set.success
        ? [set.data.changes.status.to]
        : [];
  });
}

/** Nothing that changes something gets through, as behind a proxy that has lost its server; the page itself loads. */
async function loseServer(visitor: Visitor): Promise<() => Promise<void>> {
  const context = visitor.page.context();
  await context.route("**/api/**", (route) =>
    route.request().method() === "GET" ? route.continue() : route.abort(),
  );
  return () => context.unroute("**/api/**");
}

test("two replies and a status that were sent without a network arrive once, in their order, when it is back", async ({
  desk,
}) => {
  const ticket = await desk.fileTicket();
  const agent = new TicketPage(await desk.enter(desk.cast.agent));
  const requester = new TicketPage(await desk.enter(desk.cast.requester));
  await agent.open(ticket);
  await requester.open(ticket);
  const { page } = agent.visitor;
  await page.context().setOffline(true);
  await agent.send("First: I am on my way.");
  await agent.reply.fill("Second: it was the cable.");
  await page.getByRole("button", { name: "More ways to send" }).click();
  await page.getByRole("menuitem", { name: /^Send and resolve/ }).click();
  await agent.choose("Priority", "High");
  await expect(agent.message("First: I am on my way.")).toContainText("This goes out by itself");
  await expect(agent.message("Second: it was the cable.")).toContainText("after the message above");
  const waiting = page.getByRole("list", { name: "Changes that wait to be sent" });
  await expect(waiting).toContainText("Status: Resolved");
  await expect(waiting).toContainText("Priority: High");
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 720 });
    await expectAccessible(agent.visitor);
  }

  await page.context().setOffline(false);
  await expect(requester.message("Second: it was the cable.")).toHaveCount(1, { timeout: 30_000 });
  await expect(waiting).toBeHidden();
  await expect(agent.property("Status")).toContainText("Resolved");
  await expect(agent.property("Priority")).toContainText("High");
  await expect(agent.message("Second: it was the cable.")).toHaveCount(1);
  await expect
    .poll(() => arrived(desk, ticket))
    .toEqual(["First: I am on my way.", "Second: it was the cable.", "resolved"]);
});

test("what waits survives a reload and goes once, though two windows of the person try", async ({ desk }) => {
  const ticket = await desk.fileTicket();
  const agent = new TicketPage(await desk.enter(desk.cast.agent));
  await agent.open(ticket);
  const findServer = await loseServer(agent.visitor);
  await agent.send("Written before the reload.");
  await expect(agent.message("Written before the reload.")).toContainText("This goes out by itself");
  await agent.attach({ name: "manual.txt", mimeType: "text/plain", buffer: Buffer.from("Off and on.") });
  await agent.send("With a file.");
  await agent.editTitle("The beamer hums and hums");
  await agent.visitor.page.keyboard.press("Enter");
  const second = new TicketPage(await desk.openWindow(agent.visitor));
  await second.open(ticket);
  await agent.visitor.reload();
  for (const page of [agent, second]) {
    await page.visitor.untilConnected();
    await expect(page.message("Written before the reload.")).toContainText("This goes out by itself");
    await expect(page.message("With a file.")).toContainText("manual.txt");
    await expect(page.visitor.page.getByRole("heading", { name: "The beamer hums and hums" })).toBeVisible();
  }
  await findServer();
  await expect
    .poll(() => arrived(desk, ticket), { timeout: 40_000 })
    .toEqual(["Written before the reload.", "With a file."]);
  for (const page of [agent, second]) {
    await expect(page.message("Written before the reload.")).toHaveCount(1);
    await expect(page.message("With a file.").getByRole("link", { name: "manual.txt" })).toHaveCount(1);
    await expect(page.visitor.page.getByText("This goes out by itself")).toBeHidden();
  }
  const client = await desk.api(desk.cast.agent);
  expect(await client.get(`/api/tickets/${ticket.id}`)).toMatchObject({
    title: "The beamer hums and hums",
    attachmentCount: 1,
    commentCount: 2,
  });
});

test("a reply sent without a network is not talked past what was answered meanwhile", async ({ desk }) => {
  const ticket = await desk.fileTicket();
  const agent = new TicketPage(await desk.enter(desk.cast.agent));
  await agent.open(ticket);
  const { page } = agent.visitor;
  await page.context().setOffline(true);
  await agent.reply.fill("Have you tried the other cable?");
  await agent.reply.press("Control+Enter");
  await expect(agent.message("Have you tried")).toContainText("This goes out by itself");
  await agent.reply.fill("And the third one?");
  await agent.reply.press("Control+Enter");
  await desk.comment(desk.cast.requester, ticket, "I have tried the other cable.");
  await page.context().setOffline(false);

  const guard = page.getByRole("alert").filter({ hasText: "Rosa Klein answered while you were writing" });
  await expect(guard).toBeVisible({ timeout: 30_000 });
  await expect(agent.message("I have tried the other cable.")).toHaveCount(1);
  await expect(agent.message("And the third one?")).toContainText("after the message above");
  await guard.getByRole("button", { name: "Send anyway" }).click();
  await expect(agent.message("And the third one?")).toHaveCount(1);
  await expect(guard).toBeHidden();
  await expect(page.getByText("after the message above")).toBeHidden();
  await expect
    .poll(() => arrived(desk, ticket))
    .toEqual(["I have tried the other cable.", "Have you tried the other cable?", "And the third one?"]);
});

test("what waits is never sent as another person who has signed in in the same browser", async ({ desk }) => {
  const ticket = await desk.fileTicket();
  const agent = new TicketPage(await desk.enter(desk.cast.agent));
  await agent.open(ticket);
  const context = agent.visitor.page.context();
  const [own] = await context.cookies();
  const findServer = await loseServer(agent.visitor);
  await agent.send("Only Alma says this.");
  await expect(agent.message("Only Alma says this.")).toContainText("This goes out by itself");
  const [name = "", value = ""] = (await cookieOf(await makeSession(desk.cast.admin))).split(/=(.*)/s);
  await context.addCookies([{ name, value, url: desk.server.url, httpOnly: true, sameSite: "Lax" }]);
  await findServer();
  const other = new TicketPage(await desk.openWindow(agent.visitor));
  await other.open(ticket);
  await expect(agent.visitor.page.getByText("Waiting: you are signed out")).toBeVisible({ timeout: 30_000 });
  await expect(other.message("Only Alma says this.")).toHaveCount(0);
  await expect(other.reply).toHaveValue("");
  expect(await arrived(desk, ticket)).toEqual([]);

  if (own) {
    await context.addCookies([own]);
  }
  await agent.visitor.reload();
  await agent.visitor.untilConnected();
  await expect(agent.message("Only Alma says this.")).toContainText("Alma Reyes");
  await expect.poll(() => arrived(desk, ticket)).toEqual(["Only Alma says this."]);
});

test("what the server refuses stays with its text: again, edit, or discard and take that back", async ({
  desk,
}) => {
  const ticket = await desk.fileTicket();
  const agent = new TicketPage(await desk.enter(desk.cast.agent));
  await agent.open(ticket);
  const { page } = agent.visitor;
  const context = page.context();
  const refusal = {
    status: 403,
    code: "forbidden",
    detail: "You may read this ticket, but not answer in it.",
  };
  await context.route("**/comments", (route) =>
    route.request().method() === "POST"
      ? route.fulfill({
          status: 403,
          contentType: "application/problem+json",
          body: JSON.stringify(refusal),
        })
      : route.continue(),
  );
  await agent.send("Refused at first.");
  const card = agent.message("Refused at first.");
  await expect(card).toContainText("Not sent. You may read this ticket");
  await card.getByRole("button", { name: "Discard" }).click();
  await expect(card).toBeHidden();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(card).toContainText("Not sent.");
  await context.unroute("**/comments");
  await card.getByRole("button", { name: "Try again" }).click();
  await expect(card).toHaveCount(1);
  await expect(card).not.toContainText("Not sent.");
  await expect.poll(() => arrived(desk, ticket)).toEqual(["Refused at first."]);
});

test("words that this release cannot read stay in the browser, are shown to their person alone, and are asked about at signing out", async ({
  desk,
}) => {
  const visitor = await desk.enter(desk.cast.agent);
  const { page } = visitor;
  const key = `helpejo:outbox:${desk.cast.agent.id}:from-another-release`;
  const text = JSON.stringify({
    id: "from-another-release",
    kind: "dictation",
    body: { body: "Said, not sent." },
  });
  const isKept = (): Promise<boolean> => page.evaluate((name) => localStorage.getItem(name) !== null, key);
  await visitor.goTo("/tickets");
  await page.evaluate(([name, value]) => localStorage.setItem(name ?? "", value ?? ""), [key, text]);
  await visitor.reload();
  await page.getByRole("button", { name: "Show it" }).click();
  // The toast that led here has the same name, and fades.
  const dialog = page
    .getByRole("dialog", { name: "1 text of yours was kept here and not sent" })
    .filter({ has: page.getByRole("button", { name: "Discard" }) });
  await expect(dialog).toContainText("Said, not sent.");
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 720 });
    await expectAccessible(visitor);
  }
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Your account:/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  const question = page.getByRole("dialog", { name: "Something has not been sent yet" });
  await expect(question).toContainText("1 message is only in this browser", { timeout: 15_000 });
  await question.getByRole("button", { name: "Stay signed in" }).click();
  expect(await isKept()).toBe(true);

  await visitor.reload();
  await page.getByRole("button", { name: "Show it" }).click();
  await dialog.getByRole("button", { name: "Discard" }).click();
  await expect(dialog).toBeHidden();
  expect(await isKept()).toBe(false);
});
