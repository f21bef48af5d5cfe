import { viewSchema, type ViewDto } from "@/features/views/schema";
import { makePerson, type MadePerson } from "@/testing/factories";
import { ListPage } from "../pages/list";
import { expectAccessible, findInBothSchemes } from "../support/accessible";
import type { Desk } from "../support/desk";
import { expect, test } from "../support/journey";
import type { Visitor } from "../support/visitor";

const PHONE = { viewport: { width: 360, height: 740 } };

async function save(desk: Desk, by: MadePerson, input: Record<string, unknown>): Promise<ViewDto> {
  const answer = await (await desk.api(by)).send("POST", "/api/views", input);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return viewSchema.parse(answer.body);
}

const linkTo = ({ page }: Visitor, name: string) =>
  page.getByRole("navigation", { name: "Main" }).getByRole("link", { name });

test("an admin saves a filtered list for everybody: it stands in an agent's sidebar at once, and opens the list; its new name and its end come, too", async ({
  desk,
}) => {
  const admin = await desk.enter(desk.cast.admin);
  const agent = await desk.enter(desk.cast.agent);
  await agent.goTo("/tickets");
  await agent.untilConnected();
  await admin.goTo("/tickets?status=open&priority=high&sort=due");
  await admin.untilConnected();
  const { page } = admin;

  await page.getByRole("button", { name: "More about this list" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Save as view…" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Save as view" });
  await dialog.getByRole("button", { name: "Save" }).press("Enter");
  await expect(dialog.getByRole("alert")).toHaveText("Please enter a name.");
  await dialog.getByRole("textbox", { name: "Name" }).fill("High and open");
  await dialog.getByRole("combobox", { name: "For whom" }).press("Enter");
  await page.getByRole("option", { name: "Everybody" }).press("Enter");
  await expectAccessible(admin);
  await dialog.getByRole("button", { name: "Save" }).press("Enter");
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("heading", { name: "High and open" })).toBeVisible();

  await linkTo(agent, "High and open").click();
  await expect(agent.page).toHaveURL(/\/tickets\?status=open&priority=high&sort=due$/);
  await expect(agent.page.getByRole("heading", { name: "High and open" })).toBeVisible();
  await expect(linkTo(agent, "High and open")).toHaveAttribute("aria-current", "page");
  await new ListPage(agent).visitor.untilConnected();
  expect(await findInBothSchemes(agent.page)).toEqual([]);

  await admin.goTo("/views");
  await page.getByRole("button", { name: "Edit: High and open" }).click();
  await page
    .getByRole("dialog", { name: "Edit saved view" })
    .getByRole("textbox", { name: "Name" })
    .fill("Pressing");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(linkTo(agent, "Pressing")).toBeVisible();
  await page.getByRole("button", { name: "Delete: Pressing" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
  await expect(linkTo(agent, "Pressing")).toHaveCount(0);
  await expect(agent.page.getByRole("heading", { name: "Tickets" })).toBeVisible();
});

test("one's own views have an order, on a phone as well; others' are used and not changed", async ({
  desk,
}) => {
  const agent = await makePerson(desk.cast.organisation, { role: "agent", name: "Ole Berg" });
  const shared = await save(desk, desk.cast.admin, { name: "Of everybody", scope: "organisation" });
  for (const name of ["First view", "Second view"]) {
    await save(desk, agent, { name, filters: { tag: [name] } });
  }
  const phone = await desk.enter(agent, { ...PHONE, locale: "de-DE", colorScheme: "dark" });
  await phone.goTo("/views");
  await phone.untilConnected();
  const rows = phone.page.getByRole("list", { name: "Gespeicherte Ansichten" }).getByRole("listitem");
  await expect(rows).toContainText(["First view", "Second view", "Of everybody"]);
  await phone.page.getByRole("button", { name: "Nach oben: Second view" }).press("Enter");
  await expect(rows).toContainText(["Second view", "First view", "Of everybody"]);
  await expect(rows.last().getByRole("button")).toHaveCount(0);
  await expectAccessible(phone);
  const gone = await (await desk.api(desk.cast.admin)).send("DELETE", `/api/views/${shared.id}`);
  expect(gone.status).toBe(204);
  await expect(rows).toHaveCount(2);
});
