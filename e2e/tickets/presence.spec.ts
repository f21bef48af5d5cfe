import { expect, test } from "../support/journey";
import { TicketPage } from "../pages/ticket";

test("two agents see each other and the requester on a ticket; the requester sees that support is there, and no names", async ({
  desk,
}) => {
  const ticket = await desk.fileTicket();
  const alma = new TicketPage(await desk.enter(desk.cast.agent));
  const ada = new TicketPage(await desk.enter(desk.cast.admin));
  const rosa = new TicketPage(await desk.enter(desk.cast.requester));
  await alma.open(ticket);
  await expect(alma.others).toBeHidden();
  await ada.open(ticket);
  await expect(alma.other("Ada Brandt, here now")).toBeVisible();
  await expect(ada.other("Alma Reyes, here now")).toBeVisible();
  await rosa.open(ticket);
  await expect(ada.other("Rosa Klein, here now")).toBeVisible();
  await expect(rosa.timeline.getByText("Seen by support")).toBeVisible();

  await test.step("who writes a note is announced to staff alone, and stops by themselves", async () => {
    await ada.noteTab.click();
    await ada.note.pressSequentially("Among us");
    await expect(alma.visitor.page.getByText("Ada Brandt is writing a note…")).toBeVisible();
    await expect(alma.other("Ada Brandt, typing")).toBeVisible();
    await rosa.reply.pressSequentially("Is it");
    await expect(alma.other("Rosa Klein, typing")).toBeVisible();
    await expect(alma.visitor.page.getByText("Ada Brandt is writing a note…")).toBeHidden();
    await expect(rosa.visitor.page.getByText(/is writing/)).toBeHidden();
    await ada.note.fill("");
  });

  await test.step("who has read a message is announced to staff by name", async () => {
    await rosa.send("Is it the lamp?");
    await expect(alma.message("Is it the lamp?")).toContainText(/Seen by Ada Brandt/);
    await alma.send("It is the fan.");
    await expect(rosa.message("It is the fan.")).toBeVisible();
    await expect(alma.message("It is the fan.")).toContainText(/Seen by .*Rosa Klein/);
    await expect(rosa.conversation).not.toContainText("Seen by");
  });

  const received = (await rosa.visitor.received())
    .filter(({ by }) => by === "socket")
    .map(({ text }) => text);
  expect(
    received.filter((text) => /presence:changed|ticket:viewers|"ticket:read"|Ada Brandt/.test(text)),
  ).toEqual([]);
  expect(received.join()).toContain("It is the fan.");
});

test("who is away by choice, or because the page is hidden, is shown as away; who goes is gone", async ({
  desk,
}) => {
  const ticket = await desk.fileTicket();
  const alma = new TicketPage(await desk.enter(desk.cast.agent));
  const ada = new TicketPage(await desk.enter(desk.cast.admin));
  const rosa = new TicketPage(await desk.enter(desk.cast.requester));
  await rosa.open(ticket);
  await rosa.visitor.hide();
  await ada.open(ticket);
  await alma.open(ticket);
  await ada.visitor.page.getByRole("button", { name: "Your account: Ada Brandt" }).click();
  await ada.visitor.page.getByRole("menuitemradio", { name: "Away" }).click();
  await expect(alma.other("Ada Brandt, away")).toBeVisible();
  await alma.properties.getByRole("button", { name: /^Assignee:/ }).click();
  // Other journeys leave more people than a picker shows at once.
  const picker = alma.visitor.page.getByRole("combobox", { name: "Assign to" });
  await picker.fill("Ada Brandt");
  await expect(alma.visitor.page.getByRole("option", { name: /Ada Brandt/ })).toContainText("Away");
  await picker.fill("Alma Reyes");
  await expect(alma.visitor.page.getByRole("option", { name: /Alma Reyes/ })).toContainText("Online");
  await alma.visitor.page.keyboard.press("Escape");
  await alma.visitor.page.keyboard.press("Escape");
  await ada.visitor.page.getByRole("button", { name: "Your account: Ada Brandt, away" }).click();
  await ada.visitor.page.getByRole("menuitemradio", { name: "Online" }).click();
  await expect(alma.other("Ada Brandt, here now")).toBeVisible();
  await expect(alma.other("Rosa Klein, away")).toBeVisible({ timeout: 15_000 });
  await rosa.visitor.show();
  await expect(alma.other("Rosa Klein, here now")).toBeVisible();

  ada.visitor.expectsAnotherPage();
  await ada.visitor.page.goto("about:blank");
  await expect(alma.other(/Ada Brandt/)).toBeHidden();
  await expect(alma.other("Rosa Klein, here now")).toBeVisible();
});
