import { expect, test } from "../support/journey";
import { expectAccessible } from "../support/accessible";
import { TicketPage } from "../pages/ticket";

test("two tickets are linked by keyboard, live on both sides, and the link is removed and put back", async ({
  desk,
}) => {
  const child = await desk.fileTicket();
  const parent = await desk.fileTicket(undefined, "The whole floor is without network");
  const alma = new TicketPage(await desk.enter(desk.cast.agent));
  const ada = new TicketPage(await desk.enter(desk.cast.admin));
  await alma.open(child);
  await ada.open(parent);
  const links = (one: TicketPage) => one.visitor.page.getByRole("region", { name: "Linked tickets" });
  const { page } = alma.visitor;

  await test.step("the other ticket is found by its number", async () => {
    await links(alma).getByRole("button", { name: "Link a ticket…" }).press("Enter");
    await expect(page.getByRole("combobox", { name: "The other ticket" })).toBeFocused();
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Shift+Tab");
    await expect(page.getByRole("combobox", { name: /^How it is linked/ })).toBeFocused();
    await page.keyboard.press("Enter");
    await page.getByRole("option", { name: "Part of" }).press("Enter");
    await expectAccessible(alma.visitor);
    await page.getByRole("combobox", { name: "The other ticket" }).fill(String(parent.number));
    await expect(page.getByRole("option", { name: new RegExp(`^#${parent.number} `) })).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(links(alma).getByRole("heading", { name: "Part of" })).toBeVisible();
    await expect(links(alma).getByRole("button", { name: "Link a ticket…" })).toBeFocused();
  });

  await test.step("both pages show it, and each the other ticket as it is now", async () => {
    const there = links(ada)
      .getByRole("listitem")
      .filter({ hasText: `#${child.number} ${child.title}` });
    await expect(links(ada).getByRole("heading", { name: "Contains" })).toBeVisible();
    await expect(there).toContainText("Open");
    await expect(ada.conversation).toContainText("linked another ticket");
    await alma.choose("Status", "Waiting");
    await expect(there).toContainText("Waiting");
    await there.getByRole("link").click();
    await expect(ada.visitor.page).toHaveURL(new RegExp(`/tickets/${child.number}$`));
    await expect(links(ada).getByRole("heading", { name: "Part of" })).toBeVisible();
  });

  await test.step("a removed link is put back", async () => {
    const here = links(alma).getByRole("link", { name: `#${parent.number} ${parent.title}` });
    await links(alma)
      .getByRole("button", { name: `Remove the link with #${parent.number}` })
      .click();
    await expect(here).toBeHidden();
    await expect(links(ada).getByRole("heading", { name: "Part of" })).toBeHidden();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(here).toBeVisible();
    await expect(links(ada).getByRole("heading", { name: "Part of" })).toBeVisible();
  });

  await test.step("its requester's page says nothing of it", async () => {
    const rosa = new TicketPage(await desk.enter(desk.cast.requester));
    await rosa.open(child);
    await expect(rosa.visitor.page.getByText("The whole floor")).toHaveCount(0);
    expect(JSON.stringify(await rosa.visitor.received())).not.toContain("The whole floor");
  });
});
