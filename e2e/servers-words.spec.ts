import { makePerson } from "@/testing/factories";
import { expect, test } from "./journey";
import { NoticesPage } from "./pages/notices";

test("whoever changes their language reads what the server says in it: refusals, and notices that others read in theirs", async ({
  desk,
}) => {
  const { admin, agent, organisation } = desk.cast;
  const heidi = await makePerson(organisation, { role: "admin", name: "Heidi Vogel" });
  const hers = await desk.enter(heidi);
  const { page } = hers;
  const others = new NoticesPage(await desk.enter(admin));
  await others.open();
  const tooLong = `/tickets?q=${"x".repeat(201)}`;
  await hers.goTo(tooLong);
  await expect(page.getByText("Search for at most 200 characters.")).toBeVisible();

  await page.getByRole("button", { name: /^Your account: Heidi Vogel/ }).click();
  hers.expectsAnotherPage();
  await page.getByRole("menuitemradio", { name: "Deutsch" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await expect(page.getByText("Suchen Sie nach höchstens 200 Zeichen.")).toBeVisible();

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
  const told = page.getByRole("listitem").filter({ hasText: "The lift has stopped" });
  await expect(told).toContainText(/Ticket #\d+ ist dringend\. „The lift has stopped“/);
  await expect(others.notice("The lift has stopped")).toContainText(
    /Ticket #\d+ is urgent\. “The lift has stopped”/,
  );
  await hers.reload();
  await expect(told).toContainText("ist dringend");
});
