import { makePerson } from "@/testing/factories";
import { PASSWORD } from "../support/cast";
import { expectAccessible } from "../support/accessible";
import type { Desk } from "../support/desk";
import { expect, test } from "../support/journey";
import { AccountPage } from "../pages/account";
import { SignInPage } from "../pages/sign-in";
import { hashPassword } from "@/server/sign-in/passwords";
import type { MadePerson } from "@/testing/factories";

let count = 0;

/** A staff member with a password, who takes part in no other journey. */
async function makeColleague(desk: Desk): Promise<MadePerson> {
  return await makePerson(desk.cast.organisation, {
    role: "agent",
    name: "Cara Lind",
    email: `cara${(count += 1)}-${process.pid}@example.org`,
    passwordHash: await hashPassword(PASSWORD),
  });
}

test("who ends a session of theirs sees it go from the list, in every window, and its browser says so", async ({
  desk,
}) => {
  const cara = await makeColleague(desk);
  const [phone, laptop] = [await desk.enter(cara), await desk.enter(null)];
  await phone.goTo("/tickets");
  await phone.untilConnected();
  const signIn = new SignInPage(laptop);
  await signIn.open();
  laptop.expectsAnotherPage();
  await signIn.signIn(cara.email, PASSWORD);
  const account = new AccountPage(laptop);
  await account.openByMenu();
  const second = new AccountPage(await desk.openWindow(laptop));
  await second.open();
  await expect(account.sessions).toHaveCount(2);
  await expect(second.sessions).toHaveCount(2);
  await expect(account.sessions.first()).toContainText("This browser");
  await expect(account.sessions.first()).toContainText("Chrome");
  await expect(account.sessions.first()).toContainText("127.0.0.1");
  await expectAccessible(laptop);

  await account.sessions
    .nth(1)
    .getByRole("button", { name: /^End the session in/ })
    .click();
  await expect(account.sessions).toHaveCount(1);
  await expect(second.sessions).toHaveCount(1);
  await expect(phone.page.getByRole("dialog", { name: "You have been signed out" })).toBeVisible();
});

test("name, shortcuts and password are changed, by the keyboard too, and what ends with the password leaves the list", async ({
  desk,
}) => {
  const cara = await makeColleague(desk);
  const [elsewhere, here] = [await desk.enter(cara), await desk.enter(cara)];
  await elsewhere.goTo("/tickets");
  await elsewhere.untilConnected();
  const account = new AccountPage(here);
  await account.open();
  const { page } = here;
  await page.getByRole("textbox", { name: "Name" }).fill("Cara Berglund");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Your account: Cara Berglund" })).toBeVisible();
  const shortcuts = page.getByRole("switch", { name: /^Keyboard shortcuts/ });
  await shortcuts.focus();
  await page.keyboard.press("Space");
  await expect(shortcuts).not.toBeChecked();

  await expect(account.sessions).toHaveCount(2);
  await page.getByLabel("Current password", { exact: true }).fill("not the one at all");
  await page.getByLabel("New password", { exact: true }).fill("nine grey geese by the sea");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Your current password is another one.")).toBeVisible();
  await page.getByLabel("Current password", { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page.getByText("Your password is changed.")).toBeVisible();
  await expect(account.sessions).toHaveCount(1);
  await expect(elsewhere.page.getByRole("dialog", { name: "You have been signed out" })).toBeVisible();

  const again = await desk.enter(null);
  const signIn = new SignInPage(again);
  await signIn.open();
  await signIn.signIn(cara.email, "nine grey geese by the sea");
  again.expectsAnotherPage();
  await again.untilConnected();
});
