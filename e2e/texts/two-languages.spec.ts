import { makePerson } from "@/testing/factories";
import { expect, test } from "../support/journey";
import { TicketPage } from "../pages/ticket";

test("one ticket in two languages, among people whose names and words run from right to left", async ({
  desk,
}) => {
  const noa = await makePerson(desk.cast.organisation, { name: "נועה לוי" });
  const darius = await makePerson(desk.cast.organisation, { role: "agent", name: "داريوش مرادي" });
  const ticket = await desk.fileTicket(noa, "الطابعة 2 لا تعمل");
  const agent = new TicketPage(await desk.enter(darius));
  await agent.open(ticket);
  const requester = await desk.enter(noa, { locale: "de-DE", viewport: { width: 360, height: 740 } });
  const { page } = requester;
  await requester.goTo(`/tickets/${ticket.number}`);

  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await expect(agent.visitor.page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.getByText(`Anfrage #${ticket.number}`)).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toHaveCSS("direction", "rtl");

  // In one sentence with German words, the Arabic name is isolated from what follows it.
  const steps = page.getByRole("list", { name: "Wie weit das ist" });
  await expect(steps.locator("[aria-current=step]")).toContainText("Vom Support gesehen");
  await expect(steps.getByText("Noch niemand zuständig")).toBeHidden();
  await page.getByRole("button", { name: "Alle Schritte" }).click();
  await expect(steps.getByText("Noch niemand zuständig")).toBeVisible();
  await agent.assignToMe();
  await expect(steps).toContainText("\u2068داريوش مرادي\u2069 kümmert sich darum");
  const conversation = page.getByRole("list", { name: "Verlauf" });
  await expect(conversation.getByText("kümmert sich darum")).toBeVisible();
  await expect(agent.message("took this on")).toBeVisible();

  await page.getByRole("textbox", { name: "Ihre Antwort" }).fill("شكرا جزيلا (2)");
  await page.getByRole("button", { name: "Senden", exact: true }).click();
  const reply = agent.message("شكرا جزيلا");
  await expect(reply).toContainText("Requester");
  await expect(reply.getByText("شكرا جزيلا (2)")).toHaveCSS("direction", "rtl");
  await agent.send("On our way.");
  await expect(conversation.locator(":scope > li").filter({ hasText: "On our way." })).toContainText(
    "Support",
  );
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});
