import { TicketPage } from "../pages/ticket";
import { expectAccessible, findInBothSchemes } from "../support/accessible";
import { expect, test } from "../support/journey";

test("an agent looks at a ticket as its requester, live and without a note, and Escape leads back", async ({
  desk,
}) => {
  const { agent, requester } = desk.cast;
  const ticket = await desk.fileTicket();
  const staff = new TicketPage(await desk.enter(agent));
  const asker = new TicketPage(await desk.enter(requester));
  await staff.open(ticket);
  await asker.open(ticket);
  await staff.addNote("Nobody outside reads this");
  await expect(staff.message("Nobody outside reads this")).toBeVisible();
  const { page } = staff.visitor;
  const view = page.getByRole("region", { name: "View as requester" });

  await test.step("by its key", async () => {
    await page.getByRole("heading", { level: 1 }).first().focus();
    await page.keyboard.press("Escape");
    await page.keyboard.press("v");
    await expect(view).toContainText(requester.name);
    await expect(staff.timeline).toBeVisible();
    await expect(page.getByText("Nobody outside reads this")).toHaveCount(0);
    await expect(staff.reply).toHaveCount(0);
    expect(await findInBothSchemes(page)).toEqual([]);
  });

  await test.step("live: an answer of the requester shows, a note does not", async () => {
    await asker.send("It got worse");
    await expect(staff.message("It got worse")).toBeVisible();
    const note = { body: "Another one for us", internal: true };
    await (await desk.api(agent)).send("POST", `/api/tickets/${ticket.id}/comments`, note);
    await (
      await desk.api(agent)
    ).send("POST", `/api/tickets/${ticket.id}/comments`, { body: "We are coming" });
    await expect(staff.message("We are coming")).toBeVisible();
    await expect(page.getByText("Another one for us")).toHaveCount(0);
  });

  await test.step("a reload shows the same, and one key leaves it", async () => {
    await staff.visitor.reload();
    await expect(view).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(view).toHaveCount(0);
    await expect(staff.message("Another one for us")).toBeVisible();
  });
});

test("the requester's view fits a phone in German", async ({ desk }) => {
  const ticket = await desk.fileTicket();
  const visitor = await desk.enter(desk.cast.agent, {
    viewport: { width: 360, height: 740 },
    locale: "de-DE",
  });
  await visitor.goTo(`/tickets/${ticket.number}`);
  await visitor.untilConnected();
  await visitor.page.getByRole("button", { name: "Mehr mit diesem Ticket tun" }).click();
  await visitor.page.getByRole("menuitem", { name: "Als anfragende Person ansehen" }).click();
  const view = visitor.page.getByRole("region", { name: "Ansicht der anfragenden Person" });
  await expect(view).toBeVisible();
  await expectAccessible(visitor);
  await view.getByRole("button").click();
  await expect(view).toHaveCount(0);
});
