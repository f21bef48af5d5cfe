import { makePerson } from "@/testing/factories";
import { letRest } from "@/testing/desk/resting";
import { expectAccessible } from "../support/accessible";
import { expect, test } from "../support/journey";
import { ListPage } from "../pages/list";

/** Longer ago than any other journey closes tickets. */
const LONG = 400;

test("an admin sees what archiving would do and saves it; open lists lose the ticket, the archive has it, an answer brings it back", async ({
  desk,
}) => {
  const { admin, agent, requester, organisation } = desk.cast;
  await desk.changeSettings({ archiveDays: null });
  const ticket = await desk.fileTicket(requester, "The old fax");
  await (await desk.api(agent)).send("PATCH", `/api/tickets/${ticket.id}`, { status: "closed" });
  await letRest([ticket.id], LONG);
  const staff = new ListPage(await desk.enter(agent));
  const mine = new ListPage(await desk.enter(requester));
  await staff.open("?status=closed&sort=updated");
  await mine.open();
  await expect(staff.row(ticket.title)).toBeVisible();
  await expect(mine.link(ticket.title)).toBeVisible();

  const other = await desk.enter(await makePerson(organisation, { role: "admin", name: "Nora Holm" }));
  const visitor = await desk.enter(admin);
  for (const one of [other, visitor]) {
    await one.goTo("/admin/settings");
    await one.untilConnected();
  }
  const section = (one: typeof visitor) =>
    one.page.getByRole("region", { name: "Archiving and anonymising" });
  const days = (one: typeof visitor) =>
    section(one).getByRole("textbox", { name: "Days until a closed ticket is archived" });
  await days(visitor).fill(String(LONG - 10));
  await expect(section(visitor)).toContainText(`The oldest, #${ticket.number}, was closed on`);
  await expectAccessible(visitor);
  await section(visitor).getByRole("button", { name: "Save" }).press("Enter");
  await expect(days(other)).toHaveValue(String(LONG - 10));

  await expect(staff.row(ticket.title)).toHaveCount(0, { timeout: 20_000 });
  await expect(mine.link(ticket.title)).toHaveCount(0, { timeout: 20_000 });
  await mine.visitor.page.getByRole("button", { name: "Archived" }).press("Enter");
  await expect(mine.link(ticket.title)).toBeVisible();
  await expectAccessible(mine.visitor);
  await staff.visitor.page.getByRole("button", { name: "Archived" }).press("Enter");
  await expect(staff.row(ticket.title)).toBeVisible();
  await expectAccessible(staff.visitor);

  await desk.comment(agent, ticket, "We found the manual.");
  await expect(mine.link(ticket.title)).toHaveCount(0, { timeout: 20_000 });
  await mine.visitor.page.getByRole("button", { name: "Archived" }).press("Enter");
  await mine.waitFor(ticket.title);
});

test("on a phone, in German and in the dark: anonymising wants the organisation's name, and takes an old ticket's people and texts", async ({
  desk,
}) => {
  const { admin, agent, requester, organisation } = desk.cast;
  await desk.changeSettings({ anonymiseDays: null });
  const ticket = await desk.fileTicket(requester, "My own secret");
  await desk.comment(agent, ticket, "Dear Rosa, we know your secret.");
  await (await desk.api(agent)).send("PATCH", `/api/tickets/${ticket.id}`, { status: "closed" });
  await letRest([ticket.id], LONG);
  const open = await desk.enter(agent);
  await open.goTo(`/tickets/${ticket.number}`);
  await open.untilConnected();
  await expect(open.page.getByText("we know your secret")).toBeVisible();
  const mine = new ListPage(await desk.enter(requester));
  await mine.open();
  await expect(mine.link(ticket.title)).toBeVisible();

  const visitor = await desk.enter(admin, {
    viewport: { width: 360, height: 740 },
    locale: "de-DE",
    colorScheme: "dark",
  });
  await visitor.goTo("/admin/settings");
  await visitor.untilConnected();
  const section = visitor.page.getByRole("region", { name: "Archivieren und anonymisieren" });
  await section
    .getByRole("textbox", { name: "Tage, bis ein geschlossenes Ticket anonymisiert wird" })
    .fill(String(LONG - 10));
  await expect(section).toContainText("endgültig anonymisiert");
  const save = section.getByRole("button", { name: "Speichern" });
  await expect(save).toBeDisabled();
  await section.getByRole("textbox", { name: /eintippen/ }).fill(organisation.name);
  await expectAccessible(visitor);
  await save.click();

  await expect(open.page.getByText("we know your secret")).toHaveCount(0, { timeout: 20_000 });
  await expect(mine.link(ticket.title)).toHaveCount(0, { timeout: 20_000 });
  await expect(open.page.getByText("[…]").first()).toBeVisible();
  await expectAccessible(open);
});
