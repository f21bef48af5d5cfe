import { makePerson } from "@/testing/factories";
import { expect, test } from "../support/journey";

test("a team is made, gets members, becomes private, is archived; the other admin sees each step", async ({
  desk,
}) => {
  const other = await makePerson(desk.cast.organisation, { role: "admin", name: "Nora Holm" });
  const watching = await desk.enter(other);
  await watching.goTo("/admin/teams");
  await watching.untilConnected();
  const row = watching.page.getByRole("row").filter({ hasText: "Night shift" });
  const visitor = await desk.enter(desk.cast.admin);
  const { page } = visitor;
  await visitor.goTo("/admin/teams");
  await visitor.untilConnected();
  await page.getByRole("button", { name: "New team" }).click();
  const making = page.getByRole("dialog", { name: "New team" });
  await making.getByRole("button", { name: "Make the team" }).click();
  await expect(making.getByRole("alert")).toBeVisible();
  await making.getByRole("textbox", { name: "Name" }).fill("Night shift");
  await making.getByRole("button", { name: "Make the team" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Night shift" })).toBeVisible();
  await expect(row).toContainText("Nobody");

  await page.getByRole("combobox", { name: "Add a member" }).fill("Alma");
  await page.getByRole("option", { name: /Alma Reyes/ }).click();
  const members = page.getByRole("list", { name: "Members" });
  await expect(members).toContainText("Alma Reyes");
  await expect(row).toContainText("1 person");
  await page.getByRole("button", { name: "Remove Alma Reyes from the team" }).click();
  await expect(members).toHaveCount(0);
  await page
    .getByRole("dialog", { name: "Alma Reyes is not in the team any more" })
    .getByRole("button", { name: "Undo" })
    .click();
  await expect(members).toContainText("Alma Reyes");

  await page.getByRole("switch", { name: /^Private/ }).click();
  await page.getByRole("button", { name: "Save" }).click();
  const question = page.getByRole("alertdialog");
  await expect(question).toContainText("Other agents lose sight of them at once");
  await question.getByRole("button", { name: "Make it private" }).click();
  await expect(row).toContainText("Private");

  await page.getByRole("button", { name: "Archive", exact: true }).click();
  await question.getByRole("button", { name: "Archive" }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole("button", { name: "Restore" }).click();
  await expect(row).toBeVisible();
});

test("categories are put into another order by keyboard, and the other admin sees it; archiving is undone", async ({
  desk,
}) => {
  const other = await makePerson(desk.cast.organisation, { role: "admin", name: "Nora Holm" });
  const watching = await desk.enter(other);
  await watching.goTo("/admin/categories");
  await watching.untilConnected();
  const visitor = await desk.enter(desk.cast.admin);
  const { page } = visitor;
  await visitor.goTo("/admin/categories");
  await visitor.untilConnected();
  const first = (at: typeof page) =>
    at.getByRole("list", { name: "Categories" }).getByRole("listitem").first();
  await expect(first(page)).toContainText("Hardware");
  await page.getByRole("button", { name: "Move Software up" }).focus();
  await page.keyboard.press("Enter");
  await expect(first(page)).toContainText("Software");
  await expect(first(watching.page)).toContainText("Software");
  await page.getByRole("button", { name: "Move Software down" }).click();
  await expect(first(watching.page)).toContainText("Hardware");
  await page.getByRole("button", { name: "Archive Travel" }).click();
  await expect(watching.page.getByRole("listitem").filter({ hasText: "Travel" })).toHaveCount(0);
  await page
    .getByRole("dialog", { name: "Travel is archived" })
    .getByRole("button", { name: "Undo" })
    .click();
  await expect(watching.page.getByRole("listitem").filter({ hasText: "Travel" })).toBeVisible();
});
