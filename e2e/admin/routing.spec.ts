import { z } from "zod";
import { makePerson, makeTeam } from "@/testing/factories";
import { expectAccessible } from "../support/accessible";
import { expect, test } from "../support/journey";
import { NewTicketPage } from "../pages/new-ticket";

test("an admin says where tickets of a category go, and who gets what comes to a team; the other admin sees it, and a request goes there", async ({
  desk,
}) => {
  const { admin, agent, requester, organisation } = desk.cast;
  const team = await makeTeam(organisation, { name: "Cables" });
  const other = await makePerson(organisation, { role: "admin", name: "Nora Holm" });
  const created = await (
    await desk.api(admin)
  ).send("POST", "/api/admin/categories", { name: "Loose cables" });
  expect(created.status).toBe(201);
  const mine = await desk.enter(admin);
  const theirs = await desk.enter(other);
  for (const visitor of [mine, theirs]) {
    await visitor.goTo("/admin/categories");
    await visitor.untilConnected();
  }
  await mine.page.getByRole("button", { name: "Change Loose cables" }).press("Enter");
  const dialog = mine.page.getByRole("dialog");
  const choose = async (name: string, option: string): Promise<void> => {
    await dialog.getByRole("combobox", { name }).press("Enter");
    await mine.page.getByRole("option", { name: option, exact: true }).click();
  };
  await choose("Icon", "Network");
  await choose("Team", "Cables");
  await choose("Priority", "High");
  await expectAccessible(mine);
  await dialog.getByRole("button", { name: "Save" }).press("Enter");
  const row = theirs.page.getByRole("listitem").filter({ hasText: "Loose cables" });
  await expect(row).toContainText("Goes to Cables · High");

  await mine.goTo(`/admin/teams/${team.id}`);
  await mine.untilConnected();
  await mine.page.getByRole("combobox", { name: /^Default assignee/ }).fill(agent.name);
  await mine.page.getByRole("option", { name: agent.name }).first().click();
  await mine.page.getByRole("textbox", { name: /^E-mail address/ }).fill("cables@example.org");
  await mine.page.getByRole("button", { name: "Save" }).press("Enter");
  await theirs.goTo(`/admin/teams/${team.id}`);
  await expect(theirs.page.getByRole("textbox", { name: /^E-mail address/ })).toHaveValue(
    "cables@example.org",
  );
  await expectAccessible(mine);

  const asking = await desk.enter(requester, { viewport: { width: 360, height: 740 } });
  const form = new NewTicketPage(asking);
  await form.open();
  await form.title.fill("A cable that is loose");
  await form.description.fill("It hangs from the ceiling, and sparks now and then.");
  await asking.page.getByRole("combobox").first().click();
  await asking.page.getByRole("option", { name: "Loose cables" }).click();
  await form.submit.click();
  await expect(asking.page.getByRole("heading", { name: "A cable that is loose" })).toBeVisible();
  const list = z.object({
    items: z.array(z.object({ assignee: z.object({ id: z.string() }).nullable(), priority: z.string() })),
  });
  const { items } = list.parse(await (await desk.api(agent)).get(`/api/tickets?team=${team.id}`));
  expect(items).toMatchObject([{ assignee: { id: agent.id }, priority: "high" }]);
});
