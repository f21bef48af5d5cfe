import { hashPassword } from "@/server/sign-in/passwords";
import { makePerson } from "@/testing/factories";
import { expectAccessible } from "../support/accessible";
import { PASSWORD } from "../support/cast";
import { expect, test } from "../support/journey";
import { offerNothing, plugAuthenticatorIn } from "../support/virtual-authenticator";
import { AccountPage } from "../pages/account";
import { SignInPage } from "../pages/sign-in";

test("a passkey: added, signed in with, renamed and removed, all by the keyboard", async ({ desk }) => {
  const pia = await makePerson(desk.cast.organisation, {
    role: "agent",
    name: "Pia Sand",
    email: `pia-passkey-${process.pid}@example.org`,
    passwordHash: await hashPassword(PASSWORD),
  });
  const laptop = await desk.enterByName(pia);
  await plugAuthenticatorIn(laptop);
  await offerNothing(laptop);
  const tablet = await desk.enterByName(pia, { viewport: { width: 360, height: 740 }, colorScheme: "dark" });
  const { page } = laptop;
  const [account, onTablet] = [new AccountPage(laptop), new AccountPage(tablet)];
  await account.open();
  await onTablet.open();
  const passkeys = page.getByRole("list", { name: "Passkeys" }).getByRole("listitem");

  // Added: the first one comes with recovery codes, and the other device is notified.
  await page.getByRole("button", { name: "Add a passkey" }).press("Enter");
  const kept = page.getByRole("dialog", { name: "Your recovery codes" });
  await expect(kept.getByRole("listitem")).toHaveCount(10);
  await expectAccessible(laptop);
  await kept.getByRole("button", { name: "I have kept them" }).press("Enter");
  await expect(passkeys).toHaveCount(1);
  await expect(passkeys).toContainText("Chrome on Linux");
  await expect(tablet.page.getByText("A passkey was added to your account")).toBeVisible();
  await expect(tablet.page.getByRole("list", { name: "Passkeys" }).getByRole("listitem")).toHaveCount(1);
  await expectAccessible(tablet);
  await page.getByRole("button", { name: "Add a passkey" }).press("Enter");
  await expect(page.getByText("There is a passkey of yours on this device already.")).toBeVisible();
  await expectAccessible(laptop);

  // Out; the password alone is not enough, the passkey alone is.
  await page.getByRole("button", { name: /^Your account:/ }).press("Enter");
  await page.getByRole("menuitem", { name: "Sign out" }).press("Enter");
  laptop.expectsAnotherPage();
  const signIn = new SignInPage(laptop);
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await signIn.signIn(pia.email, PASSWORD);
  await expect(page.getByText(`One more step for ${pia.email}`)).toBeVisible();
  await expectAccessible(laptop);
  laptop.expectsAnotherPage();
  await page.getByRole("button", { name: "Sign in with a passkey" }).press("Enter");
  await laptop.untilConnected();
  await account.openByMenu();
  await expect(passkeys).toContainText("Last used");

  // Renamed, and removed on the tablet: the laptop's list follows.
  await page.getByRole("button", { name: "Rename Chrome on Linux" }).press("Enter");
  const rename = page.getByRole("dialog", { name: "Rename this passkey" });
  await expect(rename.getByRole("textbox", { name: "Name" })).toBeFocused();
  await expectAccessible(laptop);
  await page.keyboard.press("Control+A");
  await page.keyboard.type("Laptop at work");
  await page.keyboard.press("Enter");
  await expect(passkeys).toContainText("Laptop at work");
  await tablet.page.getByRole("button", { name: "Remove Laptop at work" }).press("Enter");
  const question = tablet.page.getByRole("alertdialog", { name: "Remove Laptop at work?" });
  await expect(question).toBeVisible();
  await expectAccessible(tablet);
  await question.getByRole("button", { name: "Remove" }).press("Enter");
  await expect(passkeys).toHaveCount(0);
  await expect(page.getByText("A passkey was removed from your account")).toBeVisible();

  // What the device still has opens nothing, and says so.
  await page.getByRole("button", { name: /^Your account:/ }).press("Enter");
  await page.getByRole("menuitem", { name: "Sign out" }).press("Enter");
  laptop.expectsAnotherPage();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await page.getByRole("button", { name: "Sign in with a passkey" }).press("Enter");
  await expect(page.getByText("This passkey does not sign you in here.")).toBeVisible();
  await expectAccessible(laptop);
  laptop.expectsAnotherPage();
  await signIn.signIn(pia.email, PASSWORD);
  await laptop.untilConnected();
});

test("a passkey that the browser offers beside the e-mail address signs in without a button", async ({
  desk,
}) => {
  const page = await desk.enterByName(
    await makePerson(desk.cast.organisation, { role: "agent", name: "Ola Brink" }),
  );
  await plugAuthenticatorIn(page);
  await new AccountPage(page).open();
  await page.page.getByRole("button", { name: "Add a passkey" }).press("Enter");
  await page.page.getByRole("button", { name: "I have kept them" }).press("Enter");
  await page.page.getByRole("button", { name: /^Your account:/ }).press("Enter");
  await page.page.getByRole("menuitem", { name: "Sign out" }).press("Enter");
  // Out, and in again by what the authenticator took.
  page.expectsAnotherPage();
  await page.page.waitForURL(/\/sign-in/);
  page.expectsAnotherPage();
  await page.page.waitForURL(/\/tickets/);
  await page.untilConnected();
});
