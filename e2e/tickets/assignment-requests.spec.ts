import { makePerson, makeTeam, type MadePerson } from "@/testing/factories";
import { Notifications } from "../pages/notifications";
import { TicketPage } from "../pages/ticket";
import { expectAccessible, findInBothSchemes } from "../support/accessible";
import type { Desk } from "../support/desk";
import { expect, test } from "../support/journey";

/** Somebody who may assign the tickets of a team, somebody who may not, and a ticket of that team. */
async function makeTeams(desk: Desk) {
  const { organisation, admin } = desk.cast;
  const team = await makeTeam(organisation, { name: `Front desk ${Date.now()}` });
  const bo: MadePerson = await makePerson(organisation, { role: "agent", name: "Bo Winter", teams: [team] });
  const bea = await makePerson(organisation, { role: "agent", name: "Bea Sommer" });
  const ticket = await desk.fileTicket();
  const moved = await (await desk.api(admin)).send("PATCH", `/api/tickets/${ticket.id}`, { teamId: team.id });
  expect(moved.status).toBe(200);
  return { team, bo, bea, ticket };
}

test("an agent asks for another team's ticket by keyboard; the team declines with a reason, and then approves", async ({
  desk,
}) => {
  const { team, bo, bea, ticket } = await makeTeams(desk);
  const asker = new TicketPage(await desk.enter(bea));
  const requester = new TicketPage(await desk.enter(desk.cast.requester));
  const member = await desk.enter(bo);
  const bell = new Notifications(member);
  await asker.open(ticket);
  await requester.open(ticket);
  await member.goTo("/tickets");
  await member.untilConnected();
  const { page } = asker.visitor;
  const mine = page.getByRole("region", { name: "Assignment requests" });

  await test.step("asks, by keyboard", async () => {
    await page.keyboard.press("a");
    const form = page.getByRole("dialog", { name: "Assignee" });
    await expect(form).toContainText(`Tickets of ${team.name} are assigned by that team.`);
    await expectAccessible(asker.visitor);
    const who = form.getByRole("combobox", { name: "Assign to" });
    await expect(who).toHaveValue("Bea Sommer");
    const note = form.getByRole("textbox", { name: "Note" });
    await note.focus();
    await page.keyboard.type("I know this projector.");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect(form).toBeHidden();
    await expect(mine).toContainText("You asked for this ticket");
    await expect(mine).toContainText("Waiting");
    await expect(asker.message("asked for this ticket: “I know this projector.”")).toBeVisible();
  });

  await test.step("the team sees it at once, in the bell, and declines with a reason", async () => {
    await expect(bell.bell).toHaveAccessibleName(/1 request to decide/);
    await bell.open();
    const item = bell.item("Bea Sommer asks for this ticket");
    await expect(item).toContainText("I know this projector.");
    expect(await findInBothSchemes(member.page)).toEqual([]);
    await item.getByRole("button", { name: "Decline Bea Sommer's request" }).press("Enter");
    await expect(item.getByRole("textbox", { name: "Reason" })).toBeFocused();
    await member.page.keyboard.type("Bo is on it.");
    await member.page.keyboard.press("Tab");
    await member.page.keyboard.press("Enter");
    await expect(item).toBeHidden();
    // The pressed button is gone: the keyboard goes on where it was.
    await expect(bell.panel).toBeFocused();
    await expect(bell.bell).not.toHaveAccessibleName(/request to decide/);
  });

  await test.step("who asked sees who declined it, and why", async () => {
    // Names are set apart by invisible characters.
    await expect(page.getByText(`declined your request for #${ticket.number}`)).toBeVisible();
    await expect(mine).toContainText("Declined by Bo Winter");
    await expect(mine).toContainText("Bo is on it.");
    await expect(asker.message("declined the request of")).toContainText("Bo is on it.");
    expect(await findInBothSchemes(page)).toEqual([]);
  });

  await test.step("asks again, and it is approved on the ticket's page: both see the assignee", async () => {
    const decider = new TicketPage(member);
    await decider.open(ticket);
    const theirs = member.page.getByRole("region", { name: "Assignment requests" });
    await expect(theirs).toBeHidden();
    await asker.properties.getByRole("button", { name: /^Assignee:/ }).click();
    await page.getByRole("button", { name: "Ask for it" }).click();
    await expect(theirs).toContainText("Bea Sommer asks for this ticket");
    await theirs.getByRole("button", { name: "Approve Bea Sommer's request" }).click();
    await expect(decider.properties.getByRole("button", { name: "Assignee: Bea Sommer" })).toBeVisible();
    await expect(asker.properties.getByRole("button", { name: "Assignee: Bea Sommer" })).toBeVisible();
    await expect(theirs).toBeHidden();
    await expect(mine).toBeHidden();
    await expect(asker.message("approved the request of")).toBeVisible();
  });

  await expect(requester.timeline).toContainText("Bea Sommer is on it");
  const received = JSON.stringify(await requester.visitor.received());
  expect(received).toContain("Bea Sommer");
  expect(received).not.toMatch(/assignment:|assignment-requests|I know this projector|Bo is on it/);
});

test("on a phone, in the dark and in German, a request is approved in the list, and another is taken back", async ({
  desk,
}) => {
  const { bo, bea, ticket } = await makeTeams(desk);
  const api = await desk.api(bea);
  const ask = () =>
    api.send("POST", `/api/tickets/${ticket.id}/assignment-requests`, {
      assigneeId: bea.id,
      note: "Averylongwordwithoutanyplacetobreakit".repeat(4),
    });
  expect((await ask()).status).toBe(201);
  const phone = { viewport: { width: 360, height: 740 }, colorScheme: "dark", locale: "de-DE" } as const;

  const asker = await desk.enter(bea, phone);
  await asker.goTo("/assignment-requests?show=asked");
  await asker.untilConnected();
  await expectAccessible(asker);
  await asker.page.getByRole("button", { name: "Zurückziehen" }).press("Enter");
  await expect(asker.page.getByRole("main").getByText("Zurückgezogen")).toBeVisible();
  expect((await ask()).status).toBe(201);

  const member = await desk.enter(bo, phone);
  await member.goTo("/assignment-requests");
  await member.untilConnected();
  await expect(member.page.getByRole("heading", { level: 1, name: "Anfragen um Zuweisung" })).toBeVisible();
  await expectAccessible(member);
  await member.page.getByRole("button", { name: "Der Anfrage von Bea Sommer zustimmen" }).press("Enter");
  await expect(member.page.getByText("Nichts zu entscheiden")).toBeVisible();
  await expect(member.page.getByRole("main")).toBeFocused();
  await expect(asker.page.getByRole("main").getByText("Bo Winter hat zugestimmt")).toBeVisible();
});
