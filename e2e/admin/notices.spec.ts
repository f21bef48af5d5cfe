import { findInBothSchemes } from "../support/accessible";
import { expect, test } from "../support/journey";
import { makePerson } from "@/testing/factories";
import { NoticesPage } from "../pages/notices";

test("an urgent ticket appears to every admin by itself, and each acknowledges for themselves", async ({
  desk,
}) => {
  const { admin, agent, organisation } = desk.cast;
  const colleague = await makePerson(organisation, { role: "admin", name: "Bea Winter" });
  const mine = new NoticesPage(await desk.enter(admin));
  const theirs = new NoticesPage(await desk.enter(colleague));
  const elsewhere = new NoticesPage(await desk.openWindow(mine.visitor));
  for (const page of [mine, theirs, elsewhere]) {
    await page.open();
  }
  const before = [await mine.count(), await theirs.count()];

  const filed = await (
    await desk.api(agent)
  ).send("POST", "/api/tickets", {
    title: "The server room is warm",
    description: "It smells of hot dust.",
    priority: "urgent",
  });
  expect(filed.status).toBe(201);
  for (const page of [mine, theirs, elsewhere]) {
    await expect(page.notice("The server room is warm")).toContainText("Warning");
  }
  await expect.poll(() => mine.count()).toBe((before[0] ?? 0) + 1);

  await mine.notice("The server room is warm").getByRole("button", { name: "Acknowledge" }).click();
  await expect(mine.notice("The server room is warm")).toContainText("Acknowledged");
  await expect(elsewhere.notice("The server room is warm")).toBeHidden();
  await expect.poll(() => mine.count()).toBe(before[0]);
  await expect(
    theirs.notice("The server room is warm").getByRole("button", { name: "Acknowledge" }),
  ).toBeVisible();
  expect(await theirs.count()).toBe((before[1] ?? 0) + 1);

  await mine.visitor.page.getByRole("button", { name: "Undo" }).click();
  await expect(elsewhere.notice("The server room is warm")).toBeVisible();
  await expect.poll(() => mine.count()).toBe((before[0] ?? 0) + 1);

  await mine.notice("The server room is warm").getByRole("link").focus();
  await mine.visitor.page.keyboard.press("e");
  await expect(mine.notice("The server room is warm")).toContainText("Acknowledged");
  await theirs.visitor.page.getByRole("button", { name: "Acknowledge all" }).click();
  await expect.poll(() => theirs.count()).toBe(0);
  await theirs.visitor.page.getByRole("button", { name: "Undo" }).click();
  await expect(theirs.notice("The server room is warm")).toBeVisible();

  await theirs.notice("The server room is warm").getByRole("link").click();
  await expect(theirs.visitor.page.getByRole("heading", { name: "The server room is warm" })).toBeVisible();
});

test("a person who is no admin sees neither the link nor the page", async ({ desk }) => {
  const visitor = await desk.enter(desk.cast.agent);
  await visitor.goTo("/admin/notices");
  await expect(visitor.page.getByRole("heading", { name: "Nothing here for you" })).toBeVisible();
  await visitor.untilConnected();
  await expect(visitor.page.getByRole("link", { name: /^(Admin|Connections)/ })).toHaveCount(0);
});

test("notices fit a phone, in the dark, and axe finds nothing", async ({ desk }) => {
  const { admin, agent } = desk.cast;
  const client = await desk.api(agent);
  const filed = await client.send("POST", "/api/tickets", {
    title: "Averylongwordwithoutanyplacetobreakitintotwolines andmore",
    description: "It smells of hot dust.",
    priority: "urgent",
  });
  expect(filed.status).toBe(201);
  const page = new NoticesPage(await desk.enter(admin, { viewport: { width: 360, height: 740 } }));
  await page.open();
  // Other journeys file tickets of such words too.
  await expect(page.notice("Averylongword").first()).toBeVisible();
  expect(await page.visitor.page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  expect(await findInBothSchemes(page.visitor.page)).toEqual([]);
});
