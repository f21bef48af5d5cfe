import { readFile } from "node:fs/promises";
import { makePerson, makeTeam } from "@/testing/factories";
import { expectAccessible } from "../support/accessible";
import { expect, test } from "../support/journey";
import { ImportsPage } from "../pages/imports";
import { PeoplePage } from "../pages/people";

test("one admin imports a file by the keyboard; the other's list and the other's progress move by themselves", async ({
  desk,
}) => {
  const { organisation, admin } = desk.cast;
  const other = await makePerson(organisation, { role: "admin", name: "Nora Holm" });
  await makeTeam(organisation, { name: "Warehouse" });
  await makePerson(organisation, { name: "Import Known", email: "import.known@example.org" });
  const mine = new ImportsPage(await desk.enter(admin));
  const list = new PeoplePage(await desk.enter(other));
  const theirs = new ImportsPage(await desk.enter(other));
  await list.open("?q=Import");
  await expect(list.row("Import Known")).toContainText("Requester");
  await theirs.open();
  await mine.open();
  const many = Array.from(
    { length: 600 },
    (_, index) => `Import Person ${index},import${index}@example.org,,`,
  );
  await mine.choose(
    "staff.csv",
    [
      "name,e-mail,role,teams,phone",
      "Import First,import.first@example.org,agent,Warehouse,1",
      "Import Known,import.known@example.org,viewer,,2",
      "Import Wrong,import.wrong@example.org,chief,,3",
      ...many,
    ].join("\n"),
  );
  await expect(mine.heading("staff.csv")).toBeVisible();
  await expect(mine.visitor.page.getByText("This column is ignored: phone")).toBeVisible();
  await expect(mine.rows("Rows to look at")).toHaveCount(4);
  await expect(mine.rows("Rows to look at").nth(3)).toContainText('There is no role "chief"');
  await expect(mine.rows("All rows")).toHaveCount(51);
  await expectAccessible(mine.visitor);
  await expect(theirs.item("staff.csv")).toContainText("Preview");
  await mine.press("Create 601 people and change 1 person");
  await expect(theirs.item("staff.csv")).toContainText(/Running|Done/);
  await expect(mine.visitor.page.getByRole("status").filter({ hasText: "The import is done" })).toBeVisible();
  await expect(theirs.item("staff.csv")).toContainText("Done");
  await expect(list.row("Import Known")).toContainText("Viewer");
  await expect(list.row("Import First")).toContainText("Warehouse");
  const download = mine.visitor.page.waitForEvent("download");
  await mine.visitor.page.getByRole("link", { name: "Download the errors" }).press("Enter");
  const text = await readFile(await (await download).path(), "utf8");
  expect(text).toContain('Import Wrong,import.wrong@example.org,chief,,3,4,"There is no role ""chief""');
  await expectAccessible(mine.visitor);
});

test("on a phone, in German and in the dark: what is no such file is refused in words, a preview fits and is discarded", async ({
  desk,
}) => {
  const visitor = await desk.enter(desk.cast.admin, {
    viewport: { width: 360, height: 740 },
    locale: "de-DE",
    colorScheme: "dark",
  });
  const page = new ImportsPage(visitor);
  await page.open();
  await expectAccessible(visitor);
  await page.choose("leer.csv", "Name;E-Mail\n");
  await expect(visitor.page.getByRole("alert").filter({ hasText: "keine Zeilen" })).toBeVisible();
  await page.choose(
    "leute.csv",
    `Name;E-Mail;Rolle\nHandy Person;handy@example.org;Bearbeiter\n;${"lang".repeat(40)}@example.org;\n`,
  );
  await expect(page.heading("leute.csv")).toBeVisible();
  await expect(page.rows("Alle Zeilen")).toHaveCount(3);
  await expectAccessible(visitor);
  await page.press("Verwerfen");
  await expect(visitor.page.getByText("Der Import wurde abgebrochen")).toBeVisible();
});

test("the list of people is downloaded as it is filtered", async ({ desk }) => {
  await makePerson(desk.cast.organisation, { name: "=Export Me", email: "export.me@example.org" });
  const list = new PeoplePage(await desk.enter(desk.cast.admin));
  await list.open("?q=Export");
  const download = list.visitor.page.waitForEvent("download");
  await list.visitor.page.getByRole("link", { name: "Export", exact: true }).press("Enter");
  const lines = (await readFile(await (await download).path(), "utf8")).split("\r\n");
  expect(lines[0]).toBe("\ufeffName,E-mail,Role,Teams,State,Since,Last here");
  expect(lines.slice(1)).toEqual([
    expect.stringMatching(/^'=Export Me,export\.me@example\.org,user,,no_account,/),
    "",
  ]);
});
