import { z } from "zod";
import type { MadePerson } from "@/testing/factories";
import { expectAccessible } from "../support/accessible";
import { PASSWORD } from "../support/cast";
import type { Desk } from "../support/desk";
import { expect, test } from "../support/journey";
import { NewTicketPage } from "../pages/new-ticket";
import { SignInPage } from "../pages/sign-in";
import { TicketPage } from "../pages/ticket";
import type { Visitor } from "../support/visitor";

const sessionsSchema = z.object({ items: z.array(z.object({ id: z.string(), current: z.boolean() })) });

const draftsSchema = z.object({ items: z.array(z.object({ text: z.string() })) });

/** What the server keeps of a person's drafts, the newest first. */
async function keptOf(desk: Desk, person: MadePerson): Promise<string[]> {
  const { items } = draftsSchema.parse(await (await desk.api(person)).get("/api/drafts"));
  return items.map((one) => one.text);
}

/** Waits until a text is on the server, and the page says so. */
async function untilKept(desk: Desk, person: MadePerson, text: string, visitor: Visitor): Promise<void> {
  await expect.poll(async () => (await keptOf(desk, person)).some((one) => one.includes(text))).toBe(true);
  await expect(visitor.page.getByText(/^Draft saved \d/).first()).toBeVisible();
}

test("what is typed is there on another device, and gone from there once it is sent", async ({ desk }) => {
  const ticket = await desk.fileTicket();
  const laptop = new TicketPage(await desk.enter(desk.cast.agent));
  const phone = new TicketPage(await desk.enter(desk.cast.agent));
  const colleague = new TicketPage(await desk.enter(desk.cast.admin));
  await laptop.open(ticket);
  await laptop.reply.fill("Half a reply");
  await untilKept(desk, desk.cast.agent, "Half a reply", laptop.visitor);
  await phone.open(ticket);
  await expect(phone.reply).toHaveValue("Half a reply");
  await phone.reply.fill("Half a reply, and the other half");
  await untilKept(desk, desk.cast.agent, "and the other half", phone.visitor);
  await colleague.open(ticket);
  await expect(colleague.reply).toHaveValue("");

  await laptop.visitor.reload();
  await laptop.visitor.untilConnected();
  await expect(laptop.reply).toHaveValue("Half a reply, and the other half");
  await laptop.reply.press("Control+Enter");
  await expect(laptop.message("Half a reply, and the other half")).toHaveCount(1);
  await expect(colleague.message("Half a reply, and the other half")).toHaveCount(1);
  await phone.visitor.reload();
  await phone.visitor.untilConnected();
  await expect(phone.message("Half a reply, and the other half")).toHaveCount(1);
  await expect(phone.reply).toHaveValue("");
});

test("what is typed on two devices at once is kept from both: one press puts the other in", async ({
  desk,
}) => {
  const ticket = await desk.fileTicket();
  const laptop = new TicketPage(await desk.enter(desk.cast.agent));
  const phone = new TicketPage(await desk.enter(desk.cast.agent));
  await laptop.open(ticket);
  await phone.open(ticket);
  const changed = laptop.visitor.page.context();
  await changed.setOffline(true);
  await laptop.reply.fill("Typed in a tunnel.");
  await expect(laptop.visitor.page.getByText(/^Draft saved here \d/)).toBeVisible();
  await phone.reply.fill("Typed at my desk.");
  await untilKept(desk, desk.cast.agent, "Typed at my desk.", phone.visitor);
  await changed.setOffline(false);

  const offer = laptop.visitor.page.getByRole("status").filter({ hasText: "You also wrote this" });
  await expect(offer).toBeVisible({ timeout: 20_000 });
  await expect(laptop.reply).toHaveValue("Typed at my desk.");
  await expect(offer).toContainText("Typed in a tunnel.");
  await expectAccessible(laptop.visitor);
  await offer.getByRole("button", { name: "Put it in" }).click();
  await expect(offer).toBeHidden();
  await expect(laptop.reply).toHaveValue(/Typed in a tunnel\./);
  await expect(laptop.reply).toHaveValue(/Typed at my desk\./);
  await untilKept(desk, desk.cast.agent, "Typed at my desk.\n\nTyped in a tunnel.", laptop.visitor);
  await phone.visitor.reload();
  await phone.visitor.untilConnected();
  await expect(phone.reply).toHaveValue(await laptop.reply.inputValue());
  await expect(phone.visitor.page.getByText("You also wrote this")).toBeHidden();
});

test("a session that ran out takes nothing along: after signing in again the text is there", async ({
  desk,
}) => {
  const ticket = await desk.fileTicket();
  const agent = new TicketPage(await desk.enter(desk.cast.agent));
  await agent.open(ticket);
  await agent.reply.fill("I was about to say");
  await untilKept(desk, desk.cast.agent, "I was about to say", agent.visitor);
  const client = await desk.api(desk.cast.agent);
  const { items } = sessionsSchema.parse(await client.get("/api/me/sessions"));
  for (const session of items.filter((one) => !one.current)) {
    expect((await client.send("DELETE", `/api/me/sessions/${session.id}`)).status).toBe(204);
  }
  const dialog = agent.visitor.page.getByRole("dialog", { name: "You have been signed out" });
  await expect(dialog).toBeVisible();
  await dialog.getByRole("button", { name: "Stay on this page" }).click();
  await agent.reply.fill("I was about to say this");
  await agent.visitor.page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(agent.visitor.page.getByText("Waiting: you are signed out")).toBeVisible();
  await agent.reply.fill("And one more thing");
  await expect(agent.visitor.page.getByText(/^Draft saved here/)).toBeVisible();

  agent.visitor.expectsAnotherPage();
  await agent.visitor.page.getByRole("button", { name: "Sign in again" }).click();
  agent.visitor.expectsAnotherPage();
  await new SignInPage(agent.visitor).signIn(desk.cast.agent.email, PASSWORD);
  await agent.visitor.untilConnected();
  await expect(agent.message("I was about to say this")).toHaveCount(1);
  await expect(agent.reply).toHaveValue("And one more thing");
});

test("a new request, a title and a change of a message go on where they were, also after a reload", async ({
  desk,
}) => {
  const form = await desk.enter(desk.cast.requester);
  const request = new NewTicketPage(form);
  await request.open();
  await request.title.fill("The scanner swallows paper");
  await request.attach({ name: "pages.txt", mimeType: "text/plain", buffer: Buffer.from("12345 pages") });
  await untilKept(desk, desk.cast.requester, "The scanner swallows paper", form);
  await form.reload();
  await form.untilConnected();
  await expect(request.title).toHaveValue("The scanner swallows paper");
  await expect(form.page.getByRole("list", { name: "Files" })).toContainText("pages.txt");
  const elsewhere = new NewTicketPage(await desk.enter(desk.cast.requester));
  await elsewhere.open();
  await expect(elsewhere.title).toHaveValue("The scanner swallows paper");
  await form.page.getByRole("button", { name: "Discard" }).click();

  const ticket = await desk.fileTicket();
  await desk.comment(desk.cast.agent, ticket, "Please restrat it.");
  const agent = new TicketPage(await desk.enter(desk.cast.agent));
  await agent.open(ticket);
  const { page } = agent.visitor;
  await page.getByRole("button", { name: "More about the message of Alma Reyes" }).click();
  await page.getByRole("menuitem", { name: "Edit" }).click();
  const field = page.getByRole("textbox", { name: "Message" });
  await field.fill("Please restart it");
  await untilKept(desk, desk.cast.agent, "Please restart it", agent.visitor);
  await agent.editTitle("The projector in 204 hums");
  await agent.visitor.reload();
  await agent.visitor.untilConnected();
  await expect(field).toHaveValue("Please restart it");
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("The projector in 204 hums");
  await page.getByRole("textbox", { name: "Title" }).press("Enter");
  await expect(page.getByRole("heading", { name: "The projector in 204 hums" })).toBeVisible();
  await field.press("Control+Enter");
  await expect(agent.message("Please restart it")).toContainText("edited");
});

test("a person who loses access to a ticket keeps their own words, and nothing else of it", async ({
  desk,
}) => {
  const ticket = await desk.fileTicket();
  await desk.comment(desk.cast.requester, ticket, "It is in room 204.");
  const outside = new TicketPage(await desk.enter(desk.cast.agent));
  const admin = new TicketPage(await desk.enter(desk.cast.admin));
  await outside.open(ticket);
  await admin.open(ticket);
  await outside.reply.fill("My own words");
  await admin.choose("Team", "Security");
  const { page } = outside.visitor;
  await expect(page.getByRole("heading", { name: "You no longer have access" })).toBeVisible();
  await expect(page.getByRole("region", { name: "What you had typed" })).toContainText("My own words");
  await expect(page.getByText("It is in room 204.")).toBeHidden();
  await expect(page.getByText(ticket.title)).toBeHidden();
});

test("where the browser keeps nothing, the server does; the page says what it cannot keep", async ({
  desk,
}) => {
  const ticket = await desk.fileTicket();
  const agent = new TicketPage(await desk.enter(desk.cast.agent));
  await agent.visitor.page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
    };
    IDBFactory.prototype.open = () => {
      throw new DOMException("Not here.", "SecurityError");
    };
  });
  await agent.open(ticket);
  await agent.reply.fill("Typed in a strict browser");
  await untilKept(desk, desk.cast.agent, "Typed in a strict browser", agent.visitor);
  await agent.attach({ name: "manual.txt", mimeType: "text/plain", buffer: Buffer.from("Off and on.") });
  await expect(agent.visitor.page.getByText("after a reload they have to be chosen again")).toBeVisible();
  await agent.visitor.reload();
  await agent.visitor.untilConnected();
  await expect(agent.reply).toHaveValue("Typed in a strict browser");
  await agent.attach({ name: "manual.txt", mimeType: "text/plain", buffer: Buffer.from("Off and on.") });
  await agent.reply.press("Control+Enter");
  const sent = agent.message("Typed in a strict browser");
  await expect(sent.getByRole("link", { name: "manual.txt" })).toBeVisible();
  await expect(agent.reply).toHaveValue("");
});
