import { hashPassword } from "@/server/sign-in/passwords";
import { makePerson } from "@/testing/factories";
import { codeNow } from "@/testing/second-factors/totp";
import { expectAccessible } from "../support/accessible";
import { PASSWORD } from "../support/cast";
import { expect, test } from "../support/journey";
import { AccountPage } from "../pages/account";
import { SignInPage } from "../pages/sign-in";

test("two-step sign-in: turned on, asked for, a recovery code once, and another session ended live", async ({
  desk,
}) => {
  const cara = await makePerson(desk.cast.organisation, {
    role: "agent",
    name: "Cara Lind",
    email: `cara-two-steps-${process.pid}@example.org`,
    passwordHash: await hashPassword(PASSWORD),
  });
  const laptop = await desk.enter(cara);
  const { page } = laptop;
  const account = new AccountPage(laptop);
  await account.open();

  // On, by the keyboard where there is one way to go.
  await page.getByRole("button", { name: "Turn on" }).click();
  const enrol = page.getByRole("dialog", { name: "Turn on two-step sign-in" });
  await expect(enrol.getByRole("img", { name: /^QR code/ })).toBeVisible();
  await expectAccessible(laptop);
  const secret = (await enrol.locator("code").innerText()).replaceAll(" ", "");
  const code = enrol.getByRole("textbox", { name: "Code of your authenticator app" });
  await expect(code).toBeFocused();
  await code.fill(codeNow(secret, 20));
  await page.keyboard.press("Enter");
  await expect(enrol.getByRole("alert")).toContainText("This is not the code");
  await expect(code).toBeFocused();
  const first = codeNow(secret);
  await code.fill(first);
  await page.keyboard.press("Enter");
  const kept = page.getByRole("dialog", { name: "Your recovery codes" });
  const shown = kept.getByRole("list", { name: "Your recovery codes" }).getByRole("listitem");
  await expect(shown).toHaveCount(10);
  await expectAccessible(laptop);
  const codes = await shown.allInnerTexts();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    kept.getByRole("button", { name: "Download" }).click(),
  ]);
  expect(file.suggestedFilename()).toBe("helpejo-recovery-codes.txt");
  await kept.getByRole("button", { name: "I have kept them" }).click();
  await expect(page.getByText("10 recovery codes left")).toBeVisible();

  // Out, and in by both.
  await page.getByRole("button", { name: /^Your account:/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  laptop.expectsAnotherPage();
  const signIn = new SignInPage(laptop);
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await signIn.signIn(cara.email, PASSWORD);
  const field = page.getByRole("textbox", { name: "Code of your authenticator app" });
  await expect(field).toBeFocused();
  await expect(field).toHaveAttribute("autocomplete", "one-time-code");
  await expectAccessible(laptop);
  await page.getByRole("button", { name: "Back" }).click();
  await expect(signIn.email).toHaveValue(cara.email);
  await expect(signIn.password).toHaveValue(PASSWORD);
  await page.keyboard.press("Tab");
  await signIn.submit.click();
  await field.fill(first);
  await page.keyboard.press("Enter");
  // It turned the factor on, so it does not open anything.
  await expect(page.getByText("This code is wrong, too old, or was used already.")).toBeVisible();
  await field.fill(codeNow(secret, 1));
  laptop.expectsAnotherPage();
  await page.keyboard.press("Enter");
  await laptop.untilConnected();

  // A phone of 360 pixels, in German, by a recovery code: the laptop shows a notice.
  await account.openByMenu();
  const phone = await desk.enter(null, {
    viewport: { width: 360, height: 740 },
    locale: "de-DE",
    colorScheme: "dark",
  });
  await phone.goTo("/sign-in");
  const by = async (recovery: string) => {
    await phone.page.getByRole("textbox", { name: "Wiederherstellungscode" }).fill(recovery);
    await phone.page.getByRole("button", { name: "Anmelden", exact: true }).click();
  };
  await phone.page.getByRole("textbox", { name: "E-Mail-Adresse" }).fill(cara.email);
  await phone.page.getByLabel("Passwort", { exact: true }).fill(PASSWORD);
  await phone.page.getByRole("button", { name: "Anmelden", exact: true }).click();
  await phone.page.getByRole("button", { name: /Wiederherstellungscode nehmen$/ }).click();
  await expectAccessible(phone);
  await by("AAAA-AAAA-AAAA-AAAA");
  await expect(phone.page.getByText("Dieser Code ist falsch")).toBeVisible();
  phone.expectsAnotherPage();
  await by(codes[0] ?? "");
  await phone.untilConnected();
  await expect(page.getByText("A recovery code was used to sign in to your account")).toBeVisible();
  await expect(page.getByText("9 recovery codes left")).toBeVisible();

  // Not hers? Ended, and the code opens nothing more.
  // No event adds a new sign-in to the list; the end of a session has one.
  await account.open();
  await page.getByRole("button", { name: "End all others" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "End them" }).click();
  await expect(account.sessions).toHaveCount(1);
  await expect(phone.page.getByRole("dialog", { name: "Sie wurden abgemeldet" })).toBeVisible();
  const { status, body } = await (
    await desk.api(cara)
  ).send("POST", "/api/token", { email: cara.email, password: PASSWORD, totp: codes[0] });
  expect([status, body]).toMatchObject([401, { code: "totp_invalid" }]);
});

test("where the organisation asks for it, the only page there is turns it on and leads on", async ({
  desk,
}) => {
  const vera = await makePerson(desk.cast.organisation, { role: "viewer", name: "Vera Holm" });
  await desk.changeSettings({ secondFactorRoles: ["viewer"], secondFactorGraceDays: 0 });
  const visitor = await desk.enter(vera, { viewport: { width: 360, height: 740 } });
  const { page } = visitor;
  await visitor.goTo("/tickets");
  await expect(page).toHaveURL(/\/account$/);
  await expect(page.getByRole("heading", { name: "Turn on two-step sign-in" })).toBeVisible();
  await expectAccessible(visitor);
  await page.getByRole("button", { name: "Begin" }).click();
  const enrol = page.getByRole("dialog", { name: "Turn on two-step sign-in" });
  const secret = (await enrol.locator("code").innerText()).replaceAll(" ", "");
  await expectAccessible(visitor);
  await page.keyboard.type(codeNow(secret));
  await page.keyboard.press("Enter");
  const kept = page.getByRole("dialog", { name: "Your recovery codes" });
  await expectAccessible(visitor);
  visitor.expectsAnotherPage();
  await kept.getByRole("button", { name: "I have kept them" }).click();
  await visitor.untilConnected();
  await expect(page).toHaveURL(/\/tickets/);
  await new AccountPage(visitor).open();
  await expect(page.getByText("10 recovery codes left")).toBeVisible();
  await expect(page.getByRole("button", { name: "Turn off" })).toHaveCount(0);
});
