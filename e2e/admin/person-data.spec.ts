import { readFile } from "node:fs/promises";
import { createTicket } from "@/features/tickets/server/write-create";
import { addComment } from "@/features/comments/server/write-add";
import { pool } from "@/server/database/database";
import { makePerson, makeSession } from "@/testing/factories";
import { expectAccessible } from "../support/accessible";
import { expect, test } from "../support/journey";
import { PersonDataPart, PersonPage } from "../pages/people";
import { TicketPage } from "../pages/ticket";

const ENGLISH = {
  section: "Their data",
  erase: "Erase…",
  name: "Their name, to confirm",
  confirm: "Erase for good",
};
const GERMAN = {
  section: "Daten der Person",
  erase: "Löschen…",
  name: "Name der Person, zur Bestätigung",
  confirm: "Endgültig löschen",
};

test("one admin exports and erases a person by the keyboard; the other's page and an open ticket show it by themselves, and the person is out", async ({
  desk,
}) => {
  const other = await makePerson(desk.cast.organisation, { role: "admin", name: "Nora Holm" });
  const person = await makePerson(desk.cast.organisation, {
    name: "Ferdinand Lost",
    email: "lost@example.org",
  });
  const actor = await makeSession(person);
  const ticket = await createTicket(actor, {
    title: "Where is my badge",
    description: "I have lost my badge.",
  });
  await addComment(actor, { ticket: ticket.id, body: "It was blue, I think." });
  const theirs = await desk.enter(person);
  await theirs.goTo("/tickets");
  await theirs.untilConnected();
  const open = new TicketPage(await desk.enter(desk.cast.agent));
  await open.open(ticket);
  await expect(open.visitor.page.getByText("Ferdinand Lost").first()).toBeVisible();
  const watching = new PersonPage(await desk.enter(other));
  await watching.open(person);
  const page = new PersonPage(await desk.enter(desk.cast.admin));
  await page.open(person);
  const data = new PersonDataPart(page.visitor, ENGLISH);

  const download = page.visitor.page.waitForEvent("download");
  await data.section.getByRole("link", { name: "Export" }).press("Enter");
  const bytes = await readFile(await (await download).path());
  expect(bytes.subarray(0, 4).toString("latin1")).toBe("PK\u0003\u0004");

  await data.ask();
  await expect(data.dialog).toContainText("Titles and descriptions of the tickets that they asked for (1)");
  await expect(data.dialog).toContainText("Backups");
  await expectAccessible(page.visitor);
  await expect(data.confirm).toBeDisabled();
  await data.choose("Erase what they wrote, too");
  await data.choose("End their access");
  await data.name.fill("Ferdinand");
  await page.visitor.page.keyboard.press("Enter");
  await expect(data.dialog).toContainText("exactly as it is shown");
  await data.name.fill("Ferdinand Lost");
  await page.visitor.page.keyboard.press("Enter");
  await expect(page.heading("Erased person")).toBeVisible();
  await expect(watching.heading("Erased person")).toBeVisible();
  await expect(theirs.page.getByRole("dialog", { name: "You have been signed out" })).toBeVisible();
  await expect(data.section).toContainText("This person’s data is erased");
  await expect(new PersonDataPart(watching.visitor, ENGLISH).section).toContainText("was erased, too");
  await expect(open.visitor.page.getByRole("heading", { name: "Erased request" })).toBeVisible();
  await expect(open.visitor.page.getByText("This text was erased.").first()).toBeVisible();
  await expect(open.visitor.page.getByText("Ferdinand Lost")).toHaveCount(0);
  await expect(open.visitor.page.getByText("It was blue, I think.")).toHaveCount(0);
  await expectAccessible(page.visitor);
  const { rows } = await pool().query("SELECT name, email FROM people WHERE id = $1", [person.id]);
  expect(rows).toEqual([{ name: "Erased person", email: null }]);
});

test("on a phone, in German and in the dark: the preview fits, and one's own data is not erased", async ({
  desk,
}) => {
  const person = await makePerson(desk.cast.organisation, {
    name: `Adelheid ${"Lang".repeat(20)}`,
    email: "adelheid@example.org",
  });
  const visitor = await desk.enter(desk.cast.admin, {
    viewport: { width: 360, height: 740 },
    locale: "de-DE",
    colorScheme: "dark",
  });
  const page = new PersonPage(visitor);
  await page.open(person);
  const data = new PersonDataPart(visitor, GERMAN);
  await data.ask();
  await expect(data.dialog).toContainText("Was bleibt");
  await expectAccessible(visitor);
  const isWide = await data.dialog.evaluate((element) => element.scrollWidth > element.clientWidth + 1);
  expect(isWide).toBe(false);
  await visitor.page.keyboard.press("Escape");
  await page.open(desk.cast.admin);
  await expect(data.section).toContainText("Die eigenen Daten lassen sich nicht löschen.");
});
