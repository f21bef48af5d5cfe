import { createdUserSchema } from "@/features/users/schema";
import { hashPassword } from "@/server/sign-in/passwords";
import { makePerson } from "@/testing/factories";
import { NewTicketPage } from "../pages/new-ticket";
import { SignInPage } from "../pages/sign-in";
import { expectAccessible } from "../support/accessible";
import { PASSWORD } from "../support/cast";
import { expect, test } from "../support/journey";

const NEW_PASSWORD = "quite another long sentence";

test("an invitation by mail leads to a password, and to the first ticket; the admin sees that it was sent", async ({
  desk,
}) => {
  const email = `ivy-${process.pid}@example.org`;
  const admin = await desk.api(desk.cast.admin);
  const made = await admin.send("POST", "/api/admin/users", { name: "Ivy Moss", email, role: "user" });
  expect(createdUserSchema.parse(made.body).invited).toBe(true);

  // On a phone, from the link in the mail.
  const link = await desk.linkMailedTo(email, /^Welcome to/);
  const phone = await desk.enter(null, { viewport: { width: 360, height: 740 } });
  const { page } = phone;
  await phone.goTo(link);
  await expect(page.getByRole("heading", { name: /^Welcome to/ })).toBeVisible();
  expect(page.url()).not.toContain("token");
  await expectAccessible(phone);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  phone.expectsAnotherPage();
  await page.getByRole("button", { name: "Join" }).click();
  await phone.untilConnected();
  const form = new NewTicketPage(phone);
  await form.open();
  await form.title.fill("My first request");
  await form.description.fill("The screen on my desk stays dark.");
  await form.submit.click();
  await expect(page).toHaveURL(/\/tickets\/\d+$/);

  const office = await desk.enter(desk.cast.admin);
  await office.goTo("/admin/mail");
  const row = office.page.getByRole("listitem").filter({ hasText: email });
  await expect(row.getByText("Sent", { exact: true })).toBeVisible();
  await expectAccessible(office);
  await office.page.getByRole("button", { name: "Send me a test mail" }).click();
  await expect(office.page.getByText("The test mail was sent")).toBeVisible();
});

test("a forgotten password is replaced by a mailed link, and the open window elsewhere is signed out", async ({
  desk,
}) => {
  const person = await makePerson(desk.cast.organisation, {
    name: "Finn Oak",
    email: `finn-${process.pid}@example.org`,
    passwordHash: await hashPassword(PASSWORD),
  });
  const open = await desk.enter(person);
  await open.goTo("/tickets");
  await open.untilConnected();

  const visitor = await desk.enter(null, {
    viewport: { width: 360, height: 740 },
    locale: "de-DE",
    colorScheme: "dark",
  });
  const { page } = visitor;
  await visitor.goTo("/sign-in");
  await page.getByRole("link", { name: "Passwort vergessen?" }).click();
  await expect(page.getByRole("heading", { name: "Passwort vergessen?" })).toBeVisible();
  await page.getByRole("textbox", { name: "E-Mail-Adresse" }).fill(person.email);
  await page.keyboard.press("Enter");
  await expect(page.getByText("Das ist notiert")).toBeVisible();
  await expectAccessible(visitor);

  // In the tab that asked: its address changes by the fragment alone, so no document is loaded.
  await page.goto(`${desk.server.url}${await desk.linkMailedTo(person.email, /^Ein neues Passwort/)}`);
  await expect(page.getByRole("heading", { name: "Neues Passwort wählen" })).toBeVisible();
  expect(page.url()).not.toContain("token");
  await expectAccessible(visitor);
  await page.getByLabel("Neues Passwort", { exact: true }).fill(NEW_PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Ihr Passwort ist neu" })).toBeVisible();
  await expect(open.page.getByRole("dialog", { name: "You have been signed out" })).toBeVisible();

  const again = await desk.enter(null);
  const signIn = new SignInPage(again);
  await signIn.open();
  await signIn.signIn(person.email, PASSWORD);
  await expect(again.page.getByRole("alert").filter({ hasText: /fit together/ })).toBeVisible();
  again.expectsAnotherPage();
  await signIn.signIn(person.email, NEW_PASSWORD);
  await again.untilConnected();
});
