import { makePerson } from "@/testing/factories";
import { makeMail } from "@/testing/mail";
import { expectAccessible, findInBothSchemes } from "../support/accessible";
import { expect, test } from "../support/journey";

test.use({ setsMailServer: true });

test("an admin sets the mail server, tries it step by step, and what waited goes; another admin sees it by themselves", async ({
  desk,
}) => {
  const { organisation, admin } = desk.cast;
  const other = await makePerson(organisation, { role: "admin", name: "Nora Holm" });
  const email = `ivo-${process.pid}@example.org`;
  await (await desk.api(admin)).send("POST", "/api/admin/users", { name: "Ivo Winter", email, role: "user" });
  const mine = await desk.enter(admin);
  const theirs = await desk.enter(other);
  await mine.goTo("/admin/mail");
  const waiting = mine.page.getByRole("listitem").filter({ hasText: email });
  await expect(waiting.getByText("Not sent here")).toBeVisible();
  await waiting.getByRole("button", { name: /^Read the mail/ }).click();
  const dialog = mine.page.getByRole("dialog");
  await expect(dialog.getByRole("region", { name: "What the mail says" })).toContainText("Hello Ivo Winter,");
  await expectAccessible(mine);
  await dialog.getByRole("button", { name: "Close", exact: true }).last().click();

  await mine.page.getByRole("link", { name: "Enter a mail server" }).click();
  await theirs.goTo("/admin/mail/server");
  await expect(theirs.page.getByText("No mail server")).toBeVisible();
  const field = (name: string) => mine.page.getByRole("textbox", { name });
  await field("Host").fill("127.0.0.1");
  await field("Port").fill("1");
  await field("Sender's address").fill("desk@example.org");
  await mine.page.getByRole("combobox", { name: "Encryption" }).click();
  await mine.page.getByRole("option", { name: "STARTTLS where offered" }).click();
  await mine.page.getByRole("button", { name: "Test", exact: true }).click();
  const steps = mine.page.getByRole("list", { name: "What each step came to" }).getByRole("listitem");
  await expect(steps.nth(1)).toContainText("Nothing answers at 127.0.0.1, port 1");
  await field("Port").fill(String(desk.mail.port));
  await mine.page.getByRole("button", { name: "Test", exact: true }).click();
  await expect(steps.nth(4)).toContainText("The mail server took the test mail");
  await mine.page.getByRole("button", { name: "Save" }).click();
  await expect(mine.page.getByText("Set on this page")).toBeVisible();

  // The other admin sees it, and of two who change the same field, one is asked.
  await expect(theirs.page.getByText("Set on this page")).toBeVisible();
  await expect(theirs.page.getByRole("textbox", { name: "Host" })).toHaveValue("127.0.0.1");
  await theirs.page.getByRole("textbox", { name: "Sender's name" }).fill("Theirs");
  await field("Sender's name").fill("Mine");
  await mine.page.getByRole("button", { name: "Save" }).click();
  await expect(theirs.page.getByText("Somebody else has set this to Mine meanwhile.")).toBeVisible();
  await expectAccessible(theirs);
  await theirs.page.getByRole("button", { name: "Discard" }).click();
  expect(await findInBothSchemes(mine.page)).toEqual([]);

  await mine.goTo("/admin/mail");
  await expect(waiting.getByText("Sent", { exact: true })).toBeVisible({ timeout: 30_000 });
  expect(desk.mail.received.map(({ to }) => to)).toContain(email);
});

test("on a phone, in German and in the dark: the fields fit, a wrong one says so, and a held mail is let go", async ({
  desk,
}) => {
  const id = await makeMail(desk.cast.organisation);
  const visitor = await desk.enter(desk.cast.admin, {
    viewport: { width: 360, height: 740 },
    locale: "de-DE",
    colorScheme: "dark",
  });
  const { page } = visitor;
  await visitor.goTo("/admin/mail/server");
  await expect(page.getByRole("heading", { level: 1, name: "Mailserver" })).toBeVisible();
  await page.getByRole("textbox", { name: "Host" }).fill("smtp://mail.example.org");
  await page.getByRole("button", { name: "Speichern" }).click();
  await expect(page.getByText("ohne smtp:// und ohne Port.")).toBeVisible();
  await expectAccessible(visitor);
  await page.getByRole("button", { name: "Verwerfen" }).click();

  await visitor.goTo("/admin/mail?");
  const row = page.getByRole("listitem").filter({ hasText: "Somebody" }).first();
  await row.getByRole("button", { name: /abbrechen$/ }).click();
  await expect(row.getByText("Abgebrochen")).toBeVisible();
  await page.getByRole("button", { name: "Rückgängig" }).click();
  await expect(row.getByText("Abgebrochen")).toBeHidden();
  await expectAccessible(visitor);
  expect(id).not.toBe("");
});
