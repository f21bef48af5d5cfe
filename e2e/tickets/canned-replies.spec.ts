import { cannedReplySchema, type CannedReplyDto } from "@/features/canned-replies/schema";
import { makePerson, type MadePerson } from "@/testing/factories";
import { TicketPage } from "../pages/ticket";
import { expectAccessible, findInBothSchemes } from "../support/accessible";
import type { Desk } from "../support/desk";
import { expect, test } from "../support/journey";
import type { Visitor } from "../support/visitor";

const PHONE = { viewport: { width: 360, height: 740 } };

async function keep(desk: Desk, by: MadePerson, input: Record<string, unknown>): Promise<CannedReplyDto> {
  const answer = await (await desk.api(by)).send("POST", "/api/canned-replies", input);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return cannedReplySchema.parse(answer.body);
}

const rowOf = ({ page }: Visitor, name: string) =>
  page.getByRole("list", { name: "Canned replies" }).getByRole("listitem").filter({ hasText: name });

test("an admin makes a canned reply for everybody by keyboard: an agent's page shows it, its changes and that it is gone", async ({
  desk,
}) => {
  const admin = await desk.enter(desk.cast.admin);
  const agent = await desk.enter(desk.cast.agent, { ...PHONE, colorScheme: "dark" });
  for (const visitor of [admin, agent]) {
    await visitor.goTo("/canned-replies");
    await visitor.untilConnected();
  }
  const { page } = admin;

  await page.getByRole("button", { name: "New canned reply" }).first().focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "New canned reply" });
  await dialog.getByRole("textbox", { name: "Name" }).focus();
  await page.keyboard.type("Password by phone");
  await dialog.getByRole("textbox", { name: "Keyword" }).fill("phone");
  await dialog.getByRole("combobox", { name: "For whom" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("option", { name: "Everybody" }).press("Enter");
  const text = dialog.getByRole("textbox", { name: "Text" });
  await text.fill("Hello , **never** by phone. {{nobody.knows}}");
  await text.press("Home");
  for (let step = 0; step < "Hello ".length; step++) {
    await page.keyboard.press("ArrowRight");
  }
  await dialog.getByRole("button", { name: "Insert a variable" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: /Requester’s first name/ }).press("Enter");
  await expect(text).toHaveValue("Hello {{requester.firstName}}, **never** by phone. {{nobody.knows}}");
  await expect(dialog.getByRole("group", { name: "Preview" })).toContainText("Hello Maria, never by phone.");
  await expectAccessible(admin);
  await dialog.getByRole("button", { name: "Create" }).press("Enter");
  await expect(dialog.getByText("There is no variable {{nobody.knows}}.")).toBeVisible();
  await text.fill("Hello {{requester.firstName|there}}, **never** by phone.");
  await dialog.getByRole("button", { name: "Create" }).press("Enter");
  await expect(dialog).toBeHidden();

  await expect(rowOf(agent, "Password by phone")).toContainText("Everybody");
  await expect(rowOf(agent, "Password by phone")).toContainText("/phone");
  // It is not the agent's to change.
  await expect(rowOf(agent, "Password by phone").getByRole("button")).toHaveCount(0);
  expect(await findInBothSchemes(agent.page)).toEqual([]);
  await expectAccessible(agent);

  await rowOf(admin, "Password by phone").getByRole("button", { name: "Edit: Password by phone" }).click();
  const editing = page.getByRole("dialog", { name: "Edit canned reply" });
  await editing.getByRole("textbox", { name: "Name" }).fill("Passwords, never by phone");
  await editing.getByRole("button", { name: "Save" }).click();
  await expect(rowOf(agent, "Passwords, never by phone")).toBeVisible();

  await page.getByRole("searchbox", { name: "Search canned replies" }).fill("nothing is called so");
  await expect(page.getByText("No canned reply matches")).toBeVisible();
  await page.getByRole("button", { name: "Show all" }).click();
  await rowOf(admin, "never by phone")
    .getByRole("button", { name: /^Delete:/ })
    .click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
  await expect(rowOf(agent, "never by phone")).toHaveCount(0);
  await expect(rowOf(admin, "never by phone")).toHaveCount(0);
});

test("what another changes in a reply meanwhile is shown at its field", async ({ desk }) => {
  const { admin } = desk.cast;
  const reply = await keep(desk, admin, {
    name: "Opening hours",
    body: "From 9 to 5.",
    scope: "organisation",
  });
  const visitor = await desk.enter(admin);
  await visitor.goTo("/canned-replies");
  await visitor.untilConnected();
  await rowOf(visitor, "Opening hours").getByRole("button", { name: /^Edit/ }).click();
  const dialog = visitor.page.getByRole("dialog", { name: "Edit canned reply" });
  await dialog.getByRole("textbox", { name: "Text" }).fill("From 8 to 4.");
  const changed = await (
    await desk.api(admin)
  ).send("PATCH", `/api/canned-replies/${reply.id}`, { body: "From 10 to 6." });
  expect(changed.status).toBe(200);
  await expect(dialog.getByRole("status").filter({ hasText: "From 10 to 6." })).toBeVisible();
  await dialog.getByRole("button", { name: "Keep mine" }).click();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(rowOf(visitor, "Opening hours")).toContainText("From 8 to 4.");
});

test("an agent inserts a canned reply by a slash, takes it back, fills what has no value, and sends it", async ({
  desk,
}) => {
  const { agent, privateAgent } = desk.cast;
  const restart = await keep(desk, agent, {
    name: "Restart the adapter",
    keyword: "restart",
    body: "Hello {{requester.firstName|there}},\n\nplease restart the adapter. {{assignee.name}} looks after #{{ticket.number}}.\n\n{{agent.name}}",
  });
  await keep(desk, privateAgent, {
    name: "Restart in secret",
    keyword: "restart",
    body: "Nobody else sees this.",
  });
  const ticket = await desk.fileTicket();
  const writing = new TicketPage(await desk.enter(agent));
  const requester = new TicketPage(await desk.enter(desk.cast.requester));
  await writing.open(ticket);
  await requester.open(ticket);
  const { page } = writing.visitor;
  const list = page.getByRole("listbox", { name: "Canned replies to insert" });

  await test.step("a slash elsewhere, and a path, are what one writes", async () => {
    await writing.reply.pressSequentially("Look in and/or");
    await expect(list).toBeHidden();
    await writing.reply.fill("");
    await writing.reply.pressSequentially("/etc/hosts");
    await expect(page.getByText("No canned reply is called so. Go on writing.")).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(writing.reply).toHaveValue("/etc/hosts\n");
    await expect(page.getByText("Go on writing.")).toBeHidden();
  });

  await test.step("a slash and a keyword find it, with its values; nobody else's is among them", async () => {
    await page.keyboard.type("/restart");
    await expect(list.getByRole("option")).toHaveText([/Restart the adapter/]);
    await expect(list.getByRole("option")).toHaveAttribute("aria-selected", "true");
    await expect(page.locator("p").filter({ hasText: "Hello Rosa," })).toBeVisible();
    expect(await findInBothSchemes(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await expect(list).toBeHidden();
    await expect(writing.reply).toHaveValue("/etc/hosts\n/restart");
    await expect(writing.reply).toBeFocused();
  });

  const filled = `Hello Rosa,\n\nplease restart the adapter. {{assignee.name}} looks after #${ticket.number}.\n\n${agent.name}`;
  await test.step("it is inserted in one step, which undoing takes back", async () => {
    await writing.reply.fill("");
    await page.keyboard.type("/rest");
    await expect(list.getByRole("option")).toHaveCount(1);
    await page.keyboard.press("Enter");
    await expect(writing.reply).toHaveValue(filled);
    await page.keyboard.press("Control+z");
    await expect(writing.reply).toHaveValue("/rest");
    await page.keyboard.press("Control+Shift+z");
    await expect(writing.reply).toHaveValue(filled);
  });

  await test.step("what has no value is not sent", async () => {
    const send = page.getByRole("button", { name: "Send", exact: true });
    await expect(page.getByText("Fill this in before you send: {{assignee.name}}")).toBeVisible();
    await expect(send).toBeDisabled();
    await page.keyboard.press("Control+Enter");
    await expect(writing.reply).toHaveValue(filled);
    await page.getByRole("button", { name: "Go there" }).press("Enter");
    await page.keyboard.type("Somebody");
    await expect(page.getByText("Fill this in before you send")).toBeHidden();
    await page.keyboard.press("Control+Enter");
    await expect(requester.message("Somebody looks after")).toContainText("please restart the adapter.");
  });

  await test.step("the button opens the list at the caret, also in a note; uses are counted", async () => {
    await writing.noteTab.click();
    await writing.note.pressSequentially("For later: ");
    await page.getByRole("button", { name: "Insert a canned reply" }).click();
    await expect(writing.note).toBeFocused();
    await page.keyboard.type("adapter");
    await expect(list.getByRole("option")).toHaveCount(1);
    await list.getByRole("option").click();
    await expect(writing.note).toHaveValue(`For later: ${filled}`);
    const read = async (): Promise<number> =>
      cannedReplySchema.parse(await (await desk.api(agent)).get(`/api/canned-replies/${restart.id}`)).uses;
    await expect.poll(read).toBe(2);
  });
});

test("on a phone, in German and in the dark, the list fits; who reads only has none", async ({ desk }) => {
  const agent = await makePerson(desk.cast.organisation, { role: "agent", name: "Lea Nord" });
  await keep(desk, agent, {
    name: "Ein sehr langer Name, der nicht in eine Zeile passt",
    keyword: "lang",
    body: "**Guten Tag** {{requester.name}}",
  });
  const ticket = await desk.fileTicket();
  const phone = await desk.enter(agent, { ...PHONE, locale: "de-DE", colorScheme: "dark" });
  await phone.goTo(`/tickets/${ticket.number}`);
  await phone.untilConnected();
  await phone.page.getByRole("button", { name: "Textbaustein einfügen" }).click();
  await expect(phone.page.getByRole("option", { name: /Ein sehr langer Name/ })).toBeVisible();
  await expectAccessible(phone);
  await phone.page.getByRole("option", { name: /Ein sehr langer Name/ }).click();
  await expect(phone.page.getByRole("textbox", { name: "Antwort" })).toHaveValue(
    /^\*\*Guten Tag\*\* Rosa Klein$/,
  );
  const viewer = await desk.enter(desk.cast.viewer);
  await viewer.goTo("/canned-replies");
  await expect(viewer.page.getByRole("heading", { name: "Canned replies" })).toHaveCount(0);
});
