import { hashPassword } from "@/server/sign-in/passwords";
import { makePerson } from "@/testing/factories";
import { SignInPage } from "../pages/sign-in";
import { expectAccessible } from "../support/accessible";
import { PASSWORD } from "../support/cast";
import { expect, test } from "../support/journey";

test("another address is confirmed on a phone, made the primary one, signed in with, and the earlier one removed", async ({
  desk,
}) => {
  const first = `wren-${process.pid}@example.org`;
  const second = `wren-at-home-${process.pid}@example.org`;
  const person = await makePerson(desk.cast.organisation, {
    name: "Wren Hill",
    email: first,
    passwordHash: await hashPassword(PASSWORD),
  });
  const office = await desk.enter(person);
  await office.goTo("/account");
  await office.untilConnected();
  const window = await desk.openWindow(office);
  await window.goTo("/account");
  const rowIn = (visitor: typeof office, email: string) =>
    visitor.page
      .getByRole("list", { name: "E-mail addresses" })
      .getByRole("listitem")
      .filter({ hasText: email });
  await office.page.getByRole("textbox", { name: "Another address" }).fill(second);
  await office.page.keyboard.press("Enter");
  await expect(office.page.getByText(`We have sent a mail to ${second}`)).toBeVisible();
  await expect(rowIn(office, second).getByText("Not confirmed")).toBeVisible();
  await expect(rowIn(window, second).getByText("Not confirmed")).toBeVisible();
  await expectAccessible(office);

  const phone = await desk.enter(null, {
    viewport: { width: 360, height: 740 },
    locale: "de-DE",
    colorScheme: "dark",
  });
  await phone.goTo(await desk.linkMailedTo(second, /^Confirm your address/));
  await expect(phone.page.getByRole("heading", { name: "Adresse bestätigen" })).toBeVisible();
  await expectAccessible(phone);
  await phone.page.getByRole("button", { name: "Adresse bestätigen" }).click();
  await expect(phone.page.getByText(`${second} gehört jetzt zu dem Konto.`)).toBeVisible();
  expect(phone.page.url()).not.toContain("token");
  await expectAccessible(phone);

  await expect(rowIn(office, second).getByText("Not confirmed")).toBeHidden();
  await office.page.getByRole("button", { name: `Make ${second} the primary address` }).click();
  await office.page
    .getByRole("alertdialog")
    .getByRole("button", { name: "Make primary", exact: true })
    .click();
  await expect(rowIn(office, second).getByText("Primary", { exact: true })).toBeVisible();
  await expect(rowIn(window, second).getByText("Primary", { exact: true })).toBeVisible();

  const visitor = await desk.enter(null);
  const signIn = new SignInPage(visitor);
  await signIn.open();
  visitor.expectsAnotherPage();
  await signIn.signIn(second, PASSWORD);
  await visitor.untilConnected();
  await office.page.getByRole("button", { name: `Remove ${first}` }).click();
  await office.page.getByRole("alertdialog").getByRole("button", { name: "Remove", exact: true }).click();
  await expect(rowIn(office, first)).toHaveCount(0);
  await expect(rowIn(window, first)).toHaveCount(0);
});
