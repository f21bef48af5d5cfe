import { makePerson } from "@/testing/factories";
import { hashPassword } from "@/server/sign-in/passwords";
import { PASSWORD } from "../support/cast";
import { expect, test } from "../support/journey";
import { NoticesPage } from "../pages/notices";

test("a person who changes their language reads what the server says in it: refusals, and notices that others read in theirs", async ({
  desk,
}) => {
  const { admin, agent, organisation } = desk.cast;
  const heidi = await makePerson(organisation, {
    role: "admin",
    name: "Heidi Vogel",
    passwordHash: await hashPassword(PASSWORD),
  });
  const hers = await desk.enter(heidi);
  const { page } = hers;
  const others = new NoticesPage(await desk.enter(admin));
  await others.open();
  await hers.goTo("/account");
  await hers.untilConnected();
  await page.getByLabel("Current password", { exact: true }).fill("not the one at all");
  await page.getByLabel("New password", { exact: true }).fill("nine grey geese by the sea");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Your current password is another one.")).toBeVisible();

  await page.getByRole("button", { name: /^Your account: Heidi Vogel/ }).click();
  hers.expectsAnotherPage();
  await page.getByRole("menuitemradio", { name: "Deutsch" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await hers.untilConnected();
  await page.getByLabel("Bisheriges Passwort", { exact: true }).fill("not the one at all");
  await page.getByLabel("Neues Passwort", { exact: true }).fill("nine grey geese by the sea");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Ihr bisheriges Passwort ist ein anderes.")).toBeVisible();

  await hers.goTo("/admin/notices");
  await hers.untilConnected();
  const filed = await (
    await desk.api(agent)
  ).send("POST", "/api/tickets", {
    title: "The lift has stopped",
    description: "Somebody is inside of it.",
    priority: "urgent",
  });
  expect(filed.status).toBe(201);
  const notice = page.getByRole("listitem").filter({ hasText: "The lift has stopped" });
  await expect(notice).toContainText(/Ticket #\d+ ist dringend\. „The lift has stopped“/);
  await expect(others.notice("The lift has stopped")).toContainText(
    /Ticket #\d+ is urgent\. “The lift has stopped”/,
  );
  await hers.reload();
  await expect(notice).toContainText("ist dringend");
});
