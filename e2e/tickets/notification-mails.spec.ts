import { makePerson } from "@/testing/factories";
import { TicketPage } from "../pages/ticket";
import { expectAccessible, findInBothSchemes } from "../support/accessible";
import { expect, test } from "../support/journey";

const SMALL = { viewport: { width: 360, height: 740 } };

test("a choice by keyboard on a phone shows in the other window at once, and can be undone", async ({
  desk,
}) => {
  const person = await makePerson(desk.cast.organisation, { role: "agent", name: "Nell Marsh" });
  const phone = await desk.enter(person, { ...SMALL, colorScheme: "dark" });
  const office = await desk.openWindow(phone);
  for (const visitor of [phone, office]) {
    await visitor.goTo("/account");
    await visitor.untilConnected();
  }
  const mailOf = (page: typeof phone.page) => page.getByRole("combobox", { name: "By mail: A new ticket" });
  const bellOf = (page: typeof phone.page) => page.getByRole("switch", { name: "In the bell: A new ticket" });
  await expect(mailOf(phone.page)).toHaveText("Never");
  await mailOf(phone.page).focus();
  await phone.page.keyboard.press("Enter");
  await expect(phone.page.getByRole("option", { name: "Never" })).toBeFocused();
  await phone.page.keyboard.press("ArrowUp");
  await expect(phone.page.getByRole("option", { name: "Every morning" })).toBeFocused();
  await phone.page.keyboard.press("Enter");
  await expect(mailOf(phone.page)).toHaveText("Every morning");
  await expect(mailOf(office.page)).toHaveText("Every morning");
  await phone.page.getByRole("button", { name: "Undo" }).click();
  await expect(mailOf(office.page)).toHaveText("Never");

  await bellOf(office.page).focus();
  await office.page.keyboard.press("Space");
  await expect(bellOf(phone.page)).not.toBeChecked();
  await expectAccessible(phone);
  expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  await phone.goTo("/account");
  await expect(bellOf(phone.page)).not.toBeChecked();
  await expect(phone.page.getByText("Always").first()).toBeVisible();
});

test("an answer arrives by mail with its words; its link leads to the ticket, and another ends such mails", async ({
  desk,
}) => {
  const email = `rowan-${process.pid}@example.org`;
  const person = await makePerson(desk.cast.organisation, { name: "Rowan Ash", email });
  const mine = await desk.enter(person);
  await mine.goTo("/account");
  await mine.untilConnected();
  const replies = mine.page.getByRole("combobox", { name: "By mail: Somebody replies" });
  await expect(replies).toHaveText("At once");
  await expect(mine.page.getByRole("row")).toHaveCount(5);

  const ticket = await desk.fileTicket(person);
  await desk.comment(desk.cast.agent, ticket, "Only staff may know: it is the fan.", true);
  await desk.comment(desk.cast.agent, ticket, "We bring another projector.");
  const subject = new RegExp(`^\\[#${ticket.number}\\]`);
  const path = await desk.linkIn(email, subject, /^Open the ticket:\r?\n(\S+)/m);
  const mails = desk.mailsTo(email, subject);
  expect(mails.map(({ text }) => text).join()).toContain("We bring another projector.");
  expect(mails.map(({ raw }) => raw).join()).not.toContain("it is the fan");

  const phone = await desk.enter(person, SMALL);
  await phone.goTo(path);
  await expect(new TicketPage(phone).message("We bring another projector.")).toBeVisible();

  // Elsewhere, without being signed in.
  const stop = await desk.linkIn(email, subject, /^No more of these mails: (\S+)$/m);
  const visitor = await desk.enter(null, { ...SMALL, locale: "de-DE" });
  await visitor.goTo(stop);
  const { page } = visitor;
  await expect(page.getByRole("heading", { name: "Keine Mails mehr zu Tickets?" })).toBeVisible();
  await expectAccessible(visitor);
  expect(await findInBothSchemes(visitor.page)).toEqual([]);
  await page.getByRole("button", { name: "Diese Mails beenden" }).click();
  await expect(page.getByRole("status")).toHaveText(/Ab jetzt bekommen Sie keine/);
  expect(page.url()).not.toContain("token");
  await expect(replies).toHaveText("Never");
});
