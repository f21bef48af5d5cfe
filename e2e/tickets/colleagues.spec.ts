import { expectAccessible } from "../support/accessible";
import { expect, test } from "../support/journey";
import { TicketPage } from "../pages/ticket";

test("a requester lets a colleague follow their request, and takes it back; both see it at once", async ({
  desk,
}) => {
  const { requester, unrelated } = desk.cast;
  const ticket = await desk.fileTicket(requester);
  const own = new TicketPage(await desk.enter(requester, { viewport: { width: 360, height: 740 } }));
  await own.open(ticket);
  const { page } = own.visitor;
  const colleague = await desk.enter(unrelated);
  await colleague.goTo("/tickets");
  await colleague.untilConnected();

  await page.getByRole("button", { name: "Let somebody else follow this" }).click();
  const field = page.getByRole("combobox", { name: "Colleague's name" });
  await field.fill("Ot");
  await expect(page.getByText("Nobody of that name")).toBeVisible();
  await field.fill("Otto");
  await page.getByRole("option", { name: unrelated.name }).click();
  await expect(colleague.page.getByText(ticket.title).first()).toBeVisible();
  await expectAccessible(own.visitor);

  await colleague.goTo(`/tickets/${ticket.number}`);
  await colleague.untilConnected();
  await expect(colleague.page.getByRole("heading", { level: 1, name: ticket.title })).toBeVisible();
  await page.getByRole("button", { name: `${unrelated.name} no longer follows this` }).click();
  await expect(colleague.page.getByRole("heading", { level: 1, name: ticket.title })).toBeHidden();
  const received = (await own.visitor.received()).map(({ text }) => text).join("\n");
  expect(received).not.toContain(unrelated.email);
});
