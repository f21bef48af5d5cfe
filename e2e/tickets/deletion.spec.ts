import { expectAccessible } from "../support/accessible";
import { expect, test } from "../support/journey";
import { TicketPage } from "../pages/ticket";

test("an admin deletes a ticket by the keyboard, takes it back, and finds it among the deleted; others see it go and come", async ({
  desk,
}) => {
  const { admin, agent, requester } = desk.cast;
  const ticket = await desk.fileTicket();
  const mine = new TicketPage(await desk.enter(admin));
  const theirs = new TicketPage(await desk.enter(requester));
  await theirs.open(ticket);
  await mine.open(ticket);
  const { page } = mine.visitor;

  const remove = async (): Promise<void> => {
    await page.getByRole("button", { name: "More to do with this ticket" }).focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("menuitem", { name: "Delete…" })).toBeVisible();
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alertdialog")).toContainText(`Delete ticket #${ticket.number}?`);
    // The keyboard starts on what changes nothing.
    await expect(page.getByRole("button", { name: "Cancel" })).toBeFocused();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
  };
  await remove();
  for (const visitor of [mine.visitor, theirs.visitor]) {
    await expect(visitor.page.getByRole("heading", { name: "This ticket was deleted" })).toBeVisible();
  }
  await expect(theirs.visitor.page.getByRole("button", { name: "Bring it back" })).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  for (const one of [mine, theirs]) {
    await expect(one.conversation).toContainText("louder and louder");
  }

  await remove();
  await expect(theirs.visitor.page.getByRole("heading", { name: "This ticket was deleted" })).toBeVisible();
  await mine.visitor.goTo("/admin/deleted");
  await mine.visitor.untilConnected();
  const row = page.getByRole("listitem").filter({ hasText: ticket.title });
  await expect(row).toContainText(
    /Asked by Rosa Klein\. Deleted by Ada Brandt (just now|1 minute ago), goes for good/,
  );
  await row.getByRole("button", { name: `Bring back ticket #${ticket.number}` }).press("Enter");
  await expect(row).toHaveCount(0);
  await expect(theirs.conversation).toContainText("louder and louder");

  // A person who is no admin is offered none of it.
  const other = new TicketPage(await desk.enter(agent));
  await other.open(ticket);
  await other.visitor.page.getByRole("button", { name: "More to do with this ticket" }).click();
  await expect(other.visitor.page.getByRole("menuitem", { name: "Close" })).toBeVisible();
  await expect(other.visitor.page.getByRole("menuitem", { name: "Delete…" })).toHaveCount(0);
});

test("closing and opening again stand in the same menu, and are there at once for everybody", async ({
  desk,
}) => {
  const ticket = await desk.fileTicket();
  const mine = new TicketPage(await desk.enter(desk.cast.agent));
  const theirs = new TicketPage(await desk.enter(desk.cast.requester));
  await theirs.open(ticket);
  await mine.open(ticket);
  const { page } = mine.visitor;
  const menu = page.getByRole("button", { name: "More to do with this ticket" });
  await menu.click();
  await page.getByRole("menuitem", { name: "Close" }).click();
  await expect(theirs.visitor.page.getByText("This is closed", { exact: true })).toBeVisible();
  await menu.click();
  await page.getByRole("menuitem", { name: "Open again" }).click();
  await expect(theirs.visitor.page.getByText("This is closed", { exact: true })).toHaveCount(0);
  // An answer opens it as well.
  await menu.click();
  await page.getByRole("menuitem", { name: "Close" }).click();
  await expect(theirs.visitor.page.getByText("This is closed", { exact: true })).toBeVisible();
  await theirs.send("It is stuck again.");
  await expect(theirs.visitor.page.getByText("This is closed", { exact: true })).toHaveCount(0);
  await expect(mine.property("Status")).toContainText("Open");
});

test("what is deleted fits a phone, in the dark, and axe finds nothing", async ({ desk }) => {
  const { admin } = desk.cast;
  const ticket = await desk.fileTicket(
    desk.cast.requester,
    "Averylongwordwithoutanyplacetobreakitintotwolines",
  );
  expect((await (await desk.api(admin)).send("DELETE", `/api/tickets/${ticket.id}`)).status).toBe(204);
  const open = await desk.fileTicket();
  for (const colorScheme of ["light", "dark"] as const) {
    const visitor = await desk.enter(admin, { colorScheme, viewport: { width: 360, height: 740 } });
    await visitor.goTo("/admin/deleted");
    await expect(visitor.page.getByText("Averylongword").first()).toBeVisible();
    await expectAccessible(visitor);
    await new TicketPage(visitor).open(open);
    await visitor.page.getByRole("button", { name: "More to do with this ticket" }).click();
    await expectAccessible(visitor);
    await visitor.page.getByRole("menuitem", { name: "Delete…" }).click();
    await expect(visitor.page.getByRole("alertdialog")).toBeVisible();
    await expectAccessible(visitor);
  }
});
