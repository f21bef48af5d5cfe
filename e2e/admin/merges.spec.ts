import { makePerson } from "@/testing/factories";
import { PersonPage } from "../pages/people";
import { expectAccessible, findInBothSchemes } from "../support/accessible";
import { expect, test } from "../support/journey";

test("two accounts become one: the other admin sees it, and the person sees the tickets at once", async ({
  desk,
}) => {
  const { organisation, admin } = desk.cast;
  const other = await makePerson(organisation, { role: "admin", name: "Nora Holm" });
  const old = await makePerson(organisation, { name: "Berta Alt" });
  const kept = await makePerson(organisation, { name: "Berta Neu" });
  const title = `A projector that hums ${Date.now()}`;
  await (await desk.api(old)).send("POST", "/api/tickets", { title, description: "Since this morning." });
  const person = await desk.enter(kept);
  await person.goTo("/tickets");
  await person.untilConnected();
  const watching = new PersonPage(await desk.enter(other));
  await watching.open(old);
  const page = new PersonPage(await desk.enter(admin));
  await page.open(old);
  const section = page.section("Two accounts of one person");

  await test.step("chooses the other, and reads what would happen, by keyboard", async () => {
    await section.getByRole("button", { name: "Merge into another account" }).press("Enter");
    const dialog = page.visitor.page.getByRole("dialog", { name: "Merge Berta Alt into another account" });
    await dialog.getByRole("combobox", { name: "The account that stays" }).fill("Berta Neu");
    await page.visitor.page.getByRole("option", { name: /Berta Neu/ }).click();
    await expect(dialog).toContainText("1 ticket that it asked for");
    await expect(dialog).toContainText(old.email);
    await expect(dialog.getByRole("button", { name: "Merge the accounts" })).toBeDisabled();
    await expectAccessible(page.visitor);
    await dialog.getByRole("textbox", { name: "Type the name of the account that ends" }).fill("Berta Alt");
    await dialog.getByRole("button", { name: "Merge the accounts" }).press("Enter");
    await expect(dialog).toBeHidden();
  });

  await test.step("everybody sees it without a reload", async () => {
    await expect(person.page.getByText(title)).toBeVisible();
    for (const one of [page, watching]) {
      await expect(one.section("Two accounts of one person")).toContainText("was merged into Berta Neu");
      await expect(one.section("Access").getByRole("button", { name: "Enable" })).toHaveCount(0);
    }
    expect(await findInBothSchemes(page.visitor.page)).toEqual([]);
    await watching.section("Two accounts of one person").getByRole("link", { name: "Berta Neu" }).click();
    await expect(watching.heading("Berta Neu")).toBeVisible();
  });
});

test("merging fits a phone in German, and says what stands in its way", async ({ desk }) => {
  const old = await makePerson(desk.cast.organisation, { name: "Karla Doppelt" });
  const guest = await makePerson(desk.cast.organisation, { role: "guest", name: "Karla Gast" });
  const visitor = await desk.enter(desk.cast.admin, {
    viewport: { width: 360, height: 740 },
    locale: "de-DE",
  });
  await visitor.goTo(`/admin/people/${old.id}`);
  await visitor.untilConnected();
  await visitor.page.getByRole("button", { name: "Mit anderem Konto zusammenführen" }).click();
  const dialog = visitor.page.getByRole("dialog", { name: /Karla Doppelt/ });
  await dialog.getByRole("combobox", { name: "Konto, das bleibt" }).fill("Karla Gast");
  await visitor.page.getByRole("option", { name: /Karla Gast/ }).click();
  await expect(dialog).toContainText("Ein Gast hat kein Konto, das bleiben könnte");
  await expectAccessible(visitor);
  expect(guest.role).toBe("guest");
});

test("an admin looks at somebody's list as they get it, live, and the audit says so", async ({ desk }) => {
  const person = await makePerson(desk.cast.organisation, { name: "Ada Lind" });
  const page = new PersonPage(await desk.enter(desk.cast.admin));
  await page.open(person);
  await page.section("What they see").getByRole("link", { name: "Look at their list" }).click();
  const { page: window } = page.visitor;
  await expect(window.getByText("You see the list of tickets as")).toBeVisible();
  await expect(window.getByText("No tickets")).toBeVisible();
  const title = `A lamp that flickers ${Date.now()}`;
  await (await desk.api(person)).send("POST", "/api/tickets", { title, description: "Every evening." });
  await window.getByRole("link", { name: new RegExp(title) }).click();
  await expect(window.getByRole("region", { name: "View as requester" })).toContainText("Ada Lind");
  await page.visitor.goTo("/admin/audit");
  await expect(window.getByText("Person's list of tickets looked at").first()).toBeVisible();
});
