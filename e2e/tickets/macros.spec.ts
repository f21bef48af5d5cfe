import { macroSchema, type MacroDto } from "@/features/macros/schema";
import { makePerson, type MadePerson } from "@/testing/factories";
import { ListPage } from "../pages/list";
import { TicketPage } from "../pages/ticket";
import { expectAccessible, findInBothSchemes } from "../support/accessible";
import type { Desk } from "../support/desk";
import { expect, test } from "../support/journey";

const PHONE = { viewport: { width: 360, height: 740 } };

async function keep(desk: Desk, by: MadePerson, input: Record<string, unknown>): Promise<MacroDto> {
  const answer = await (await desk.api(by)).send("POST", "/api/macros", input);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return macroSchema.parse(answer.body);
}

test("an agent makes a macro, sees by keyboard what it would do on a ticket, and runs it: the requester reads its reply", async ({
  desk,
}) => {
  const agent = await makePerson(desk.cast.organisation, { role: "agent", name: "Nele Frost" });
  const ticket = await desk.fileTicket();
  const working = new TicketPage(await desk.enter(agent));
  const requester = new TicketPage(await desk.enter(desk.cast.requester));
  const { page } = working.visitor;

  await test.step("makes it", async () => {
    await working.visitor.goTo("/macros");
    await working.visitor.untilConnected();
    await page.getByRole("button", { name: "New macro" }).first().click();
    const dialog = page.getByRole("dialog", { name: "New macro" });
    await dialog.getByRole("button", { name: "Create" }).click();
    await expect(dialog.getByText("Please enter a name.")).toBeVisible();
    await dialog.getByRole("textbox", { name: "Name" }).fill("Wait for the requester");
    await dialog.getByRole("combobox", { name: "Status" }).press("Enter");
    await page.getByRole("option", { name: "Waiting" }).press("Enter");
    await dialog.getByRole("combobox", { name: "Assignee" }).press("Enter");
    await page.getByRole("option", { name: "Who runs it" }).press("Enter");
    await dialog.getByRole("textbox", { name: "Add tags" }).fill("asked, waits");
    await dialog
      .getByRole("textbox", { name: "Message" })
      .fill("Hello {{requester.firstName}}, please send us a photo.");
    await expectAccessible(working.visitor);
    await dialog.getByRole("button", { name: "Create" }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("list", { name: "Macros" })).toContainText("Wait for the requester");
  });

  await test.step("sees what it would do, and nothing is done", async () => {
    await requester.open(ticket);
    await working.open(ticket);
    await page.keyboard.press("m");
    await page
      .getByRole("dialog", { name: "Run a macro" })
      .getByRole("button", { name: /^Wait for the requester/ })
      .press("Enter");
    const dialog = page.getByRole("dialog", { name: "Wait for the requester" });
    await expect(dialog).toContainText("Hello Rosa, please send us a photo.");
    await expect(dialog.getByText(/^Status: /)).toContainText("Waiting");
    await expect(dialog.getByText(/^Assignee: /)).toContainText("Nele Frost");
    expect(await findInBothSchemes(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Back" }).click();
    await page.keyboard.press("Escape");
    await expect(working.message("please send us a photo.")).toHaveCount(0);
  });

  await test.step("somebody else answers meanwhile: it says so, and does nothing", async () => {
    await page.keyboard.press("m");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^Wait for the requester/ })
      .press("Enter");
    const dialog = page.getByRole("dialog", { name: "Wait for the requester" });
    await expect(dialog).toContainText("please send us a photo.");
    await requester.send("It is the one at the window.");
    // Behind the dialog, which leaves the rest of the page to nobody.
    await expect(page.getByText("It is the one at the window.")).toBeVisible();
    await dialog.getByRole("button", { name: "Run" }).click();
    await expect(dialog).toContainText("answered");
    await dialog.getByRole("button", { name: "Close" }).last().click();
    await expect(working.message("please send us a photo.")).toHaveCount(0);
  });

  await test.step("runs it", async () => {
    await page.keyboard.press("m");
    await expect(
      page.getByRole("dialog").getByRole("button", { name: /^Wait for the requester/ }),
    ).toBeFocused();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Wait for the requester" });
    const run = dialog.getByRole("button", { name: "Run" });
    await expect(run).toBeFocused();
    await expect(run).toBeEnabled();
    await page.keyboard.press("Enter");
    await expect(dialog).toBeHidden();
    await expect(requester.message("Hello Rosa, please send us a photo.")).toBeVisible();
    await expect(working.property("Status")).toHaveText(/Waiting/);
    await expect(working.properties).toContainText("Nele Frost");
  });
});

test("on many tickets it says what came of each; on a phone, in German and in the dark, it fits", async ({
  desk,
}) => {
  const agent = await makePerson(desk.cast.organisation, { role: "agent", name: "Ida Sand" });
  await keep(desk, agent, {
    name: "Übernehmen",
    actions: {
      changes: { assigneeId: "me", priority: "high" },
      comment: { body: "{{assignee.name}} war dran.", internal: true },
    },
  });
  const tag = `macro-${Date.now()}`;
  const [free, taken] = [await desk.fileTicket(), await desk.fileTicket()];
  for (const { id } of [free, taken]) {
    const tagged = await (
      await desk.api(desk.cast.admin)
    ).send("PATCH", `/api/tickets/${id}`, {
      tags: [tag],
      ...(id === taken.id ? { assigneeId: desk.cast.admin.id } : {}),
    });
    expect(tagged.status).toBe(200);
  }
  const phone = await desk.enter(agent, { ...PHONE, locale: "de-DE", colorScheme: "dark" });
  await phone.goTo(`/tickets?tag=${tag}`);
  await new ListPage(phone).visitor.untilConnected();
  const { page } = phone;
  for (const { number } of [free, taken]) {
    await page.getByRole("checkbox", { name: new RegExp(`${number}`) }).check();
  }
  await page.getByRole("button", { name: "Makro …" }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Übernehmen/ })
    .click();
  const rows = page.getByRole("list", { name: "Was es tut" }).getByRole("listitem");
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText(`#${free.number}`);
  await expect(rows.first()).toContainText("{{assignee.name}}");
  await expectAccessible(phone);
  await page.getByRole("button", { name: "Ausführen" }).click();
  await expect(page.getByText("Das ist das Ergebnis für 2 Tickets.")).toBeVisible();
  await page.getByRole("button", { name: "Schließen" }).last().click();
  const read = await (await desk.api(agent)).get(`/api/tickets/${taken.number}`);
  expect(read).toMatchObject({ priority: "high", assignee: { id: agent.id } });
  expect(await (await desk.api(agent)).get(`/api/tickets/${free.number}`)).toMatchObject({
    priority: "medium",
    assignee: null,
  });
});
