import { z } from "zod";
import { expectAccessible } from "../support/accessible";
import { expect, test } from "../support/journey";
import { ListPage } from "../pages/list";
import { TicketPage } from "../pages/ticket";

const sessionsSchema = z.object({ items: z.array(z.object({ id: z.string(), current: z.boolean() })) });

test("a person without access to a ticket receives nothing of it, and its address shows no more than a wrong one", async ({
  desk,
}) => {
  const other = await desk.enter(desk.cast.unrelated);
  const requests = new ListPage(other);
  await requests.open();
  const ticket = await desk.fileTicket();
  const agent = new TicketPage(await desk.enter(desk.cast.agent));
  await agent.open(ticket);
  await agent.send("Nobody else reads this.");
  await expect(agent.message("Nobody else reads this.")).toBeVisible();
  // Their own request comes through the same socket, after all of that: by then it would have been here.
  const own = await desk.fileTicket(desk.cast.unrelated, "My own request");
  await requests.waitFor(own.title);

  await other.goTo(`/tickets/${ticket.number}`);
  const refusal = other.page.getByRole("heading", { name: "No such ticket for you" });
  await expect(refusal).toBeVisible();
  await other.goTo("/tickets/999999");
  await expect(refusal).toBeVisible();
  const received = (await other.received()).map((one) => one.text).join("\n");
  for (const word of [ticket.title, ticket.id, "Nobody else reads this."]) {
    expect(received).not.toContain(word);
  }
});

test("a session that is ended from elsewhere says so, keeps what was typed, and receives nothing more", async ({
  desk,
}) => {
  const ticket = await desk.fileTicket();
  const requester = new TicketPage(await desk.enter(desk.cast.requester));
  await requester.open(ticket);
  await requester.reply.fill("I was about to say");
  await expect(requester.visitor.page.getByText(/^Draft saved/)).toBeVisible();

  const client = await desk.api(desk.cast.requester);
  const { items } = sessionsSchema.parse(await client.get("/api/me/sessions"));
  for (const session of items.filter((one) => !one.current)) {
    expect((await client.send("DELETE", `/api/me/sessions/${session.id}`)).status).toBe(204);
  }
  const dialog = requester.visitor.page.getByRole("dialog", { name: "You have been signed out" });
  await expect(dialog).toContainText("ended from elsewhere");
  await dialog.getByRole("button", { name: "Stay on this page" }).click();
  await expect(requester.reply).toHaveValue("I was about to say");
  await desk.comment(desk.cast.agent, ticket, "This comes too late for that window.");
  await expect(
    requester.visitor.page.getByText("You are signed out; this page no longer changes."),
  ).toBeVisible();
  expect((await requester.visitor.received()).some((one) => one.text.includes("comes too late"))).toBe(false);
});

test("signing out in one window ends the other as well", async ({ desk }) => {
  const ticket = await desk.fileTicket();
  const first = new TicketPage(await desk.enter(desk.cast.agent));
  await first.open(ticket);
  const second = await desk.openWindow(first.visitor);
  await new ListPage(second).open();
  await second.page.getByRole("button", { name: /^Your account/ }).click();
  second.expectsAnotherPage();
  first.visitor.expectsAnotherPage();
  await second.page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(second.page).toHaveURL(/\/sign-in/);
  await expect(first.visitor.page).toHaveURL(/\/sign-in/);
  await expect(first.visitor.page.getByText(ticket.title)).toBeHidden();
});

test("a ticket that moves to a private team leaves the screens of everybody outside of it", async ({
  desk,
}) => {
  const ticket = await desk.fileTicket();
  const outside = new TicketPage(await desk.enter(desk.cast.agent));
  const list = new ListPage(await desk.enter(desk.cast.agent));
  const admin = new TicketPage(await desk.enter(desk.cast.admin));
  const requester = new TicketPage(await desk.enter(desk.cast.requester));
  await outside.open(ticket);
  await list.open("?sort=-number");
  await expect(list.link(ticket.title)).toBeVisible();
  await admin.open(ticket);
  await requester.open(ticket);

  await admin.choose("Team", "Security");
  await expect(
    outside.visitor.page.getByRole("heading", { name: "You no longer have access" }),
  ).toBeVisible();
  await expect(outside.visitor.page.getByText(ticket.title)).toBeHidden();
  await expect(list.link(ticket.title)).toBeHidden();
  await admin.send("We take it from here.");
  await expect(requester.message("We take it from here.")).toBeVisible();
  const received = [...(await outside.visitor.received()), ...(await list.visitor.received())];
  expect(received.some((one) => one.text.includes("We take it from here."))).toBe(false);
});

test("an admin asks why somebody sees a ticket, by keyboard, and reads by which rule; an agent is not offered it", async ({
  desk,
}) => {
  const ticket = await desk.fileTicket();
  const agent = new TicketPage(await desk.enter(desk.cast.agent));
  const admin = new TicketPage(await desk.enter(desk.cast.admin));
  await agent.open(ticket);
  await admin.open(ticket);
  const { page } = admin.visitor;

  await page.getByRole("button", { name: "Why can somebody see this?" }).press("Enter");
  const person = page.getByRole("region", { name: "Access" }).getByRole("combobox", { name: "Person" });
  await expect(person).toBeFocused();
  await page.keyboard.type("Rosa");
  await expect(page.getByRole("option", { name: /Rosa Klein/ })).toBeVisible();
  await page.keyboard.press("Enter");
  const access = page.getByRole("region", { name: "Access" });
  await expect(access).toContainText("Rosa Klein sees this ticket without its internal notes.");
  await expect(access).toContainText("Requester of this ticket.");
  await expectAccessible(admin.visitor);

  // It follows the ticket: whom a private team shuts out is shown at once.
  await access.getByRole("combobox", { name: "Person" }).fill("Alma");
  await page.getByRole("option", { name: /Alma Reyes/ }).click();
  await expect(access).toContainText("Agents see every ticket that is in no private team.");
  await admin.choose("Team", "Security");
  await expect(access).toContainText("Alma Reyes does not see this ticket.");
  await expect(access).toContainText("The ticket is in the private team Security");
  await expect(agent.visitor.page.getByRole("button", { name: "Why can somebody see this?" })).toHaveCount(0);
});
