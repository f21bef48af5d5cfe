import { TicketPage } from "../pages/ticket";
import { expectAccessible, findInBothSchemes } from "../support/accessible";
import { expect, test } from "../support/journey";

const PHONE = { viewport: { width: 360, height: 740 } };

test("an agent merges two requesters' tickets by keyboard: answers reach both, neither sees the other's words, and it is undone", async ({
  desk,
}) => {
  const { agent, admin, requester, unrelated } = desk.cast;
  const rosas = await desk.fileTicket(requester, "The scanner blinks");
  const others = await desk.fileTicket(unrelated, "The scanner is red");
  await desk.comment(requester, rosas, "It blinked at Rosa.");
  await desk.comment(agent, rosas, "Rosa's is the old model.", true);
  await desk.comment(unrelated, others, "It is red at the other's.");
  const working = new TicketPage(await desk.enter(agent));
  const watching = new TicketPage(await desk.enter(admin));
  const rosa = new TicketPage(await desk.enter(requester));
  const other = new TicketPage(await desk.enter(unrelated, PHONE));
  const { page } = working.visitor;
  await working.open(rosas);
  await watching.open(rosas);
  await rosa.open(rosas);
  await other.open(others);

  await test.step("merges, after reading who will see what", async () => {
    await page.keyboard.press("g");
    const dialog = page.getByRole("dialog", { name: `Merge #${rosas.number} into another ticket` });
    await expect(dialog.getByRole("searchbox")).toBeFocused();
    await page.keyboard.type(`#${others.number}`);
    await dialog.getByRole("radio", { name: new RegExp(others.title) }).press("Space");
    await expect(dialog).toContainText(
      `${requester.name} and ${unrelated.name} each keep seeing their own messages alone.`,
    );
    expect(await findInBothSchemes(page)).toEqual([]);
    await dialog.getByRole("button", { name: `Merge into #${others.number}` }).press("Enter");
    await expect(page).toHaveURL(new RegExp(`/tickets/${others.number}$`));
    const merged = page.getByRole("list", { name: "Tickets that were merged into this one" });
    await expect(merged).toContainText(`#${rosas.number} “${rosas.title}” by ${requester.name}`);
    await expect(working.conversation).toContainText("It blinked at Rosa.");
    await expect(working.conversation).toContainText("Rosa's is the old model.");
    await expect(working.conversation).toContainText("It is red at the other's.");
  });

  await test.step("who of staff had the merged one open is led along, and so is its number", async () => {
    await expect(watching.visitor.page).toHaveURL(new RegExp(`/tickets/${others.number}$`));
    await watching.visitor.goTo(`/tickets/${rosas.number}`);
    await expect(watching.visitor.page).toHaveURL(new RegExp(`/tickets/${others.number}$`));
    await expect(watching.conversation).toContainText("It blinked at Rosa.");
    await watching.visitor.untilConnected();
  });

  await test.step("an answer reaches both live, and each goes on alone", async () => {
    await expect(
      rosa.visitor.page.getByText("Support handles this together with a similar request."),
    ).toBeVisible();
    await working.send("We replace the lamp tonight.");
    await expect(rosa.conversation).toContainText("We replace the lamp tonight.");
    await expect(other.conversation).toContainText("We replace the lamp tonight.");
    await rosa.send("Thanks from Rosa.");
    await expect(working.conversation).toContainText("Thanks from Rosa.");
    await expect(watching.conversation).toContainText("Thanks from Rosa.");
    await other.send("Thanks from the other.");
    await expect(working.conversation).toContainText("Thanks from the other.");
    await working.addNote("Both are happy.");
    await page.getByRole("tab", { name: "Reply" }).click();
    await working.send("Good night to both.");
    for (const [one, foreign] of [
      [rosa, /red at the other|from the other|Both are happy|old model/],
      [other, /blinked at Rosa|from Rosa|Both are happy|old model|scanner blinks/],
    ] as const) {
      await expect(one.conversation).toContainText("Good night to both.");
      await expect(one.visitor.page.locator("body")).not.toContainText(foreign);
      expect(JSON.stringify(await one.visitor.received())).not.toMatch(foreign);
    }
    await expectAccessible(working.visitor);
    await expectAccessible(rosa.visitor);
  });

  await test.step("undone, each is a ticket of its own; what was said stays where it was said", async () => {
    await page.getByRole("button", { name: `Undo the merge of #${rosas.number}` }).click();
    await expect(page.getByRole("list", { name: "Tickets that were merged into this one" })).toBeHidden();
    await expect(working.conversation).not.toContainText("It blinked at Rosa.");
    await expect(working.conversation).toContainText("We replace the lamp tonight.");
    await expect(rosa.conversation).not.toContainText("We replace the lamp tonight.");
    await expect(rosa.conversation).toContainText("Thanks from Rosa.");
    await expect(rosa.visitor.page.getByText("Support handles this together")).toBeHidden();
    await working.open(rosas);
    await expect(page).toHaveURL(new RegExp(`/tickets/${rosas.number}$`));
    await expect(working.conversation).toContainText("Rosa's is the old model.");
  });
});
