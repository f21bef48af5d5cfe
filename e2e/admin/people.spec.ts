import { makePerson, makeSession, makeTeam } from "@/testing/factories";
import { expectAccessible } from "../support/accessible";
import { expect, test } from "../support/journey";
import { PeoplePage, PersonPage } from "../pages/people";

test("what one admin does to a person shows in the other's list and on the person's page", async ({
  desk,
}) => {
  const other = await makePerson(desk.cast.organisation, { role: "admin", name: "Nora Holm" });
  const person = await makePerson(desk.cast.organisation, { name: "Kilian Voss" });
  const list = new PeoplePage(await desk.enter(desk.cast.admin));
  await list.open("?q=Kilian");
  await expect(list.row("Kilian Voss")).toContainText("Requester");
  const page = new PersonPage(await desk.enter(other));
  await page.open(person);
  await page.chooseRole("Agent");
  await page.save();
  await expect(list.row("Kilian Voss")).toContainText("Agent");
  await page.press("Disable");
  await expect(page.question).toContainText("sessions and tokens end at once");
  await page.question.getByRole("button", { name: "Disable" }).click();
  await expect(list.row("Kilian Voss")).toContainText("Disabled");
  await page.press("Enable");
  await expect(list.row("Kilian Voss")).not.toContainText("Disabled");
});

test("of two admins who change one field, the second is notified and decides; other fields merge", async ({
  desk,
}) => {
  const other = await makePerson(desk.cast.organisation, { role: "admin", name: "Nora Holm" });
  const person = await makePerson(desk.cast.organisation, { name: "Lena Ruh" });
  const mine = new PersonPage(await desk.enter(desk.cast.admin));
  const theirs = new PersonPage(await desk.enter(other));
  await mine.open(person);
  await theirs.open(person);
  await mine.chooseRole("Viewer");
  await theirs.chooseRole("Agent");
  await theirs.name.fill("Lena Ruhland");
  await theirs.save();
  await expect(mine.heading("Lena Ruhland")).toBeVisible();
  await expect(mine.name).toHaveValue("Lena Ruhland");
  await expect(mine.section("Details")).toContainText("Somebody else has set this to Agent meanwhile.");
  await mine.save();
  await expect(mine.section("Details").getByRole("alert")).toContainText("Somebody else has changed this");
  await mine.section("Details").getByRole("button", { name: "Keep mine" }).click();
  await mine.save();
  await expect(theirs.role).toContainText("Viewer");
  await expect(theirs.name).toHaveValue("Lena Ruhland");
});

test("many are invited at once, each with a row and a link; what is no address is said first", async ({
  desk,
}) => {
  await makeTeam(desk.cast.organisation, { name: "Field service" });
  const list = new PeoplePage(await desk.enter(desk.cast.admin));
  await list.open();
  const dialog = await list.invite();
  const addresses = dialog.getByRole("textbox", { name: "E-mail addresses" });
  await addresses.fill("Ines Adler <ines@example.org>\nnobody");
  await dialog.getByRole("button", { name: "Invite 1 person" }).click();
  await expect(dialog).toContainText("This is no address: nobody");
  await addresses.fill("Ines Adler <ines@example.org>\njan.kern@example.org, alma@example.org");
  await dialog.getByRole("combobox", { name: "Role" }).click();
  await list.visitor.page.getByRole("option", { name: "Agent", exact: true }).click();
  await dialog.getByRole("combobox", { name: "Teams" }).fill("field");
  await list.visitor.page.getByRole("option", { name: "Field service" }).click();
  await dialog.getByRole("button", { name: "Invite 3 people" }).click();
  const results = dialog.getByRole("list", { name: "Invitations" });
  await expect(results.getByRole("listitem").filter({ hasText: "Invited" })).toHaveCount(2);
  await expect(results.getByRole("listitem").filter({ hasText: "alma@example.org" })).toContainText(
    "There is an account with this e-mail already.",
  );
  await expect(results.getByRole("button", { name: "Copy the link for ines@example.org" })).toBeVisible();
  await dialog.getByRole("button", { name: "Done" }).click();
  await list.search.fill("jan.kern");
  await expect(list.row("Jan Kern")).toContainText("Invited");
  await expect(list.row("Jan Kern")).toContainText("Field service");
  await list.search.fill("");
  await list.filter("Team", "Field service");
  await expect(list.row("Ines Adler")).toBeVisible();
  await expect(list.row("Alma Reyes")).toHaveCount(0);
});

test("an invitation is made anew and its link handed over; it opens the account", async ({ desk }) => {
  const person = await makePerson(desk.cast.organisation, { name: "Mats Ek", email: "mats@example.org" });
  const page = new PersonPage(await desk.enter(desk.cast.admin));
  await page.open(person);
  await expect(page.section("Access")).toContainText("has no account");
  await page.press("Invite");
  const dialog = page.visitor.page.getByRole("dialog", { name: "The invitation of Mats Ek" });
  const url = await dialog.getByText(/\/invitation#token=/).textContent();
  await dialog.getByRole("button", { name: "Close", exact: true }).last().click();
  await expect(page.section("Access")).toContainText("Was invited.");
  await expect(page.section("Access").getByRole("button", { name: "Send a new invitation" })).toBeVisible();
  const guest = await desk.enter(null);
  await guest.goTo(new URL(url ?? "").pathname + new URL(url ?? "").hash);
  await expect(guest.page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(guest.page.getByText("mats@example.org")).toBeVisible();
});

test("a session of somebody is ended, and they are out", async ({ desk }) => {
  const person = await makePerson(desk.cast.organisation, { role: "agent", name: "Pia Lorenz" });
  const visitor = await desk.enter(person);
  await visitor.goTo("/tickets");
  await visitor.untilConnected();
  await makeSession(person);
  const page = new PersonPage(await desk.enter(desk.cast.admin));
  await page.open(person);
  const ends = page.section("Sessions").getByRole("button", { name: /^End the session/ });
  await expect(ends).toHaveCount(2);
  await ends.first().click();
  await expect(ends).toHaveCount(1);
  await ends.first().click();
  await expect(page.section("Sessions")).toContainText("Signed in nowhere.");
  await expect(visitor.page.getByRole("dialog", { name: "You have been signed out" })).toBeVisible();
});

test("by keyboard: a person is found, opened, renamed, and the way back leads to the same list", async ({
  desk,
}) => {
  await makePerson(desk.cast.organisation, { name: "Quirin Sand" });
  const list = new PeoplePage(await desk.enter(desk.cast.admin));
  await list.open();
  const { page } = list.visitor;
  await list.search.focus();
  await page.keyboard.type("Quirin");
  await expect(list.row("Alma Reyes")).toHaveCount(0);
  await list.row("Quirin Sand").getByRole("link").focus();
  await page.keyboard.press("Enter");
  const person = new PersonPage(list.visitor);
  await expect(person.heading("Quirin Sand")).toBeVisible();
  await person.name.focus();
  await page.keyboard.press("End");
  await page.keyboard.type("er");
  await page.keyboard.press("Enter");
  await expect(person.heading("Quirin Sander")).toBeVisible();
  await page.goBack();
  await expect(list.search).toHaveValue("Quirin");
  await expect(list.row("Quirin Sander")).toBeVisible();
});

test("nobody but admins finds the pages", async ({ desk }) => {
  const agent = await desk.enter(desk.cast.agent);
  for (const path of [
    "people",
    `people/${desk.cast.requester.id}`,
    "teams",
    "categories",
    "settings",
    "audit",
    "tokens",
  ]) {
    await agent.goTo(`/admin/${path}`);
    await expect(agent.page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(agent.page.getByRole("navigation", { name: "Administration" })).toHaveCount(0);
  }
});

test("which tickets a person sees, and why: by rule, live when their rights change", async ({ desk }) => {
  const person = await makePerson(desk.cast.organisation, { name: "Ivo Brand" });
  const own = await desk.fileTicket(person, "The scanner whistles");
  const watched = await desk.fileTicket(desk.cast.requester, "The door squeaks");
  const admin = await desk.api(desk.cast.admin);
  expect((await admin.send("PUT", `/api/tickets/${watched.id}/watchers/${person.id}`)).status).toBeLessThan(
    300,
  );
  const visitor = await desk.enter(desk.cast.admin, { viewport: { width: 360, height: 740 } });
  const { page } = visitor;
  await visitor.goTo(`/admin/people/${person.id}`);
  await visitor.untilConnected();
  const section = page.getByRole("region", { name: "What they see" });
  const tickets = section.getByRole("list", { name: "Tickets that they see" });
  await expect(tickets.getByRole("link", { name: `#${own.number} ${own.title}` })).toBeVisible();
  await expect(tickets.getByText("Requester of this ticket.")).toBeVisible();
  await section.getByRole("button", { name: "As watcher · 1" }).press("Enter");
  await expect(tickets.getByRole("link")).toHaveCount(1);
  await expect(tickets.getByText(/^Watcher since /)).toBeVisible();
  await expectAccessible(visitor);
  await section.getByRole("button", { name: "As watcher · 1" }).press("Enter");
  await expect(tickets.getByRole("link")).toHaveCount(2);

  expect((await admin.send("PATCH", `/api/admin/users/${person.id}`, { role: "viewer" })).status).toBe(200);
  await expect(section.getByRole("button", { name: /^As viewer · / })).toBeVisible();
  await expect(tickets.getByText("Notes too").first()).toBeVisible();
});
