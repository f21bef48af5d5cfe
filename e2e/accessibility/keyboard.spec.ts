import { PASSWORD } from "../support/cast";
import { expect, test } from "../support/journey";
import { ListPage } from "../pages/list";
import { SignInPage } from "../pages/sign-in";
import { TicketPage } from "../pages/ticket";

test("an agent signs in, finds a ticket, answers, notes and sets the status without a mouse", async ({
  desk,
}) => {
  await desk.fileTicket(desk.cast.requester, "The one further down");
  const ticket = await desk.fileTicket(desk.cast.requester, "The newest one");
  const visitor = await desk.enter(null);
  const { keyboard } = visitor.page;
  const signIn = new SignInPage(visitor);
  await signIn.open();
  await expect(signIn.email).toBeFocused();
  await keyboard.type(desk.cast.agent.email);
  await keyboard.press("Tab");
  await expect(signIn.password).toBeFocused();
  await keyboard.type(PASSWORD);
  visitor.expectsAnotherPage();
  await keyboard.press("Enter");
  await visitor.untilConnected();

  const list = new ListPage(visitor);
  await expect(list.link("The newest one").first()).toBeVisible();
  await keyboard.press("j");
  await expect(list.link(ticket.title)).toBeFocused();
  await keyboard.press("j");
  await expect(list.link(ticket.title)).not.toBeFocused();
  await keyboard.press("k");
  await expect(list.link(ticket.title)).toBeFocused();
  await keyboard.press("Enter");

  const page = new TicketPage(visitor);
  await expect(page.conversation).toBeVisible();
  await keyboard.press("r");
  await expect(page.reply).toBeFocused();
  await keyboard.type("Written with ten fingers.");
  await keyboard.press("Control+Enter");
  await expect(page.message("Written with ten fingers.")).toHaveCount(1);
  await keyboard.press("Escape");
  await keyboard.press("c");
  await expect(page.note).toBeFocused();
  await keyboard.type("Noted with ten fingers.");
  await keyboard.press("Control+Enter");
  await expect(page.message("Noted with ten fingers.")).toContainText("Internal note");
  await keyboard.press("Escape");
  await keyboard.press("s");
  await expect(visitor.page.getByRole("option", { name: "Waiting" })).toBeVisible();
  await keyboard.type("wai");
  await keyboard.press("Enter");
  await expect(page.property("Status")).toContainText("Waiting");
});
