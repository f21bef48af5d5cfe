import { makePerson } from "@/testing/factories";
import { startReceiver } from "@/testing/webhooks/receiver";
import { deliveryRows, webhookRow } from "../pages/webhooks";
import { expectAccessible } from "../support/accessible";
import { expect, test } from "../support/journey";

test("an admin makes a webhook by keyboard and keeps its secret; another admin sees it come, and what it is sent; a test and a ticket arrive signed, one is sent again, and it is disabled and deleted for both", async ({
  desk,
}) => {
  const receiver = await startReceiver();
  await desk.changeSettings({ webhookAllowedHosts: [`127.0.0.1:${receiver.port}`] });
  const second = await makePerson(desk.cast.organisation, { role: "admin", name: "Nora Holm" });
  const mine = await desk.enter(desk.cast.admin);
  const theirs = await desk.enter(second, {
    viewport: { width: 360, height: 740 },
    locale: "de-DE",
    colorScheme: "dark",
  });
  for (const visitor of [mine, theirs]) {
    await visitor.goTo("/admin/webhooks");
    await visitor.untilConnected();
  }
  const { page } = mine;
  await page.getByRole("button", { name: "New webhook" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "New webhook" });
  await dialog.getByRole("textbox", { name: "Address" }).fill("http://169.254.169.254/latest");
  await page.keyboard.press("Enter");
  await expect(dialog.getByText("This leads into a private network")).toBeVisible();
  await dialog.getByRole("textbox", { name: "Address" }).fill(receiver.url);
  await dialog.getByRole("textbox", { name: "What it is for" }).fill("The board");
  await dialog.getByRole("radio", { name: /Public side/ }).focus();
  await page.keyboard.press("ArrowDown");
  await dialog.getByRole("checkbox", { name: /All events/ }).focus();
  await page.keyboard.press("Space");
  await dialog.getByRole("button", { name: "Make webhook" }).click();
  await expect(dialog.getByRole("alert")).toHaveText("Please choose at least one event.");
  await dialog.getByRole("checkbox", { name: "ticket:created" }).focus();
  await page.keyboard.press("Space");
  await expectAccessible(mine);
  await dialog.getByRole("button", { name: "Make webhook" }).click();
  const shown = page.getByRole("dialog", { name: "The secret of this webhook" });
  receiver.secrets.push((await shown.getByLabel("Secret", { exact: true }).textContent()) ?? "");
  expect(receiver.secrets[0]).toMatch(/^whsec_/);
  await expectAccessible(mine);
  await shown.getByRole("button", { name: "I have kept it" }).click();

  await expect(webhookRow(theirs.page, receiver.url)).toContainText("Seite der Mitarbeitenden");
  await expectAccessible(theirs);
  await expect(webhookRow(page, receiver.url)).toContainText("Working");

  await page.getByRole("button", { name: `More for ${receiver.url}` }).click();
  await page.getByRole("menuitem", { name: "Send a test" }).click();
  await expect.poll(() => receiver.received.map(({ type }) => type)).toEqual(["webhook.test"]);

  await theirs.page.getByRole("link", { name: `Zustellungen an ${receiver.url}` }).click();
  await expect(deliveryRows(theirs.page, "webhook.test")).toContainText("Angekommen");
  await desk.fileTicket(desk.cast.requester, "The lamp is out");
  await expect(deliveryRows(theirs.page, "ticket:created")).toContainText("Angekommen");
  expect(receiver.received.map(({ signedBy }) => signedBy)).toEqual([[0], [0]]);
  await deliveryRows(theirs.page, "ticket:created")
    .getByRole("button", { name: "Inhalt und Antwort von ticket:created" })
    .click();
  const opened = theirs.page.getByRole("dialog", { name: "ticket:created" });
  await expect(opened.getByRole("region", { name: "Inhalt" })).toContainText("The lamp is out");
  await expectAccessible(theirs);
  await theirs.page.keyboard.press("Escape");
  await deliveryRows(theirs.page, "ticket:created")
    .getByRole("button", { name: "ticket:created noch einmal senden" })
    .click();
  await expect.poll(() => receiver.received.length).toBe(3);
  expect(receiver.received[2]?.id).toBe(receiver.received[1]?.id);
  await expectAccessible(theirs);

  receiver.answer = () => 500;
  await desk.fileTicket(desk.cast.requester, "Another lamp is out");
  await expect(webhookRow(page, receiver.url)).toContainText("Failing");
  await page.getByRole("button", { name: `More for ${receiver.url}` }).click();
  await page.getByRole("menuitem", { name: "Disable" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Disable" }).click();
  await expect(webhookRow(page, receiver.url)).toContainText("Disabled");
  await expect(deliveryRows(theirs.page, "ticket:created").filter({ hasText: "Abgebrochen" })).toHaveCount(1);

  await theirs.page.getByRole("link", { name: "Alle Webhooks" }).click();
  await theirs.page.getByRole("button", { name: `Mehr zu ${receiver.url}` }).click();
  await theirs.page.getByRole("menuitem", { name: "Löschen" }).click();
  await theirs.page.getByRole("alertdialog").getByRole("button", { name: "Löschen" }).click();
  await expect(webhookRow(theirs.page, receiver.url)).toHaveCount(0);
  await expect(webhookRow(page, receiver.url)).toHaveCount(0);
  await receiver.stop();
});
