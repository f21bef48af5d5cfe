import { pool } from "@/server/database/database";
import { makePerson } from "@/testing/factories";
import { expect, test } from "../support/journey";

const NAME = "Answer requests about accounts by mail";

test("a job that fails is named on the overview and shown to every admin; it is tried again by keyboard, and all is well", async ({
  desk,
}) => {
  const other = await makePerson(desk.cast.organisation, { role: "admin", name: "Nora Holm" });
  const [visitor, watching] = [
    await desk.enter(desk.cast.admin),
    await desk.enter(other, { viewport: { width: 360, height: 740 }, colorScheme: "dark" }),
  ];
  const { page } = visitor;
  for (const one of [visitor, watching]) {
    await one.goTo("/admin/jobs");
    await one.untilConnected();
  }
  const row = (at: typeof page) =>
    at.getByRole("list", { name: "Background jobs" }).getByRole("listitem").filter({ hasText: NAME });
  await expect(row(page)).toContainText("All well");
  await pool().query("ALTER TABLE account_requests RENAME TO account_requests_away");
  try {
    await page.getByRole("button", { name: `Run now: ${NAME}` }).focus();
    await page.keyboard.press("Enter");
    for (const one of [page, watching.page]) {
      await expect(row(one)).toContainText("Failed");
      await expect(row(one).getByRole("button", { name: `Try again: ${NAME}` })).toBeVisible();
    }
    // Of an installation that several organisations share, as this one, the reason stays in the log.
    await expect(row(page)).toContainText("The server's log says why");
    await expect(row(page)).not.toContainText("account_requests");
    await visitor.goTo("/admin");
    await page.getByRole("link", { name: "1 background job failed" }).click();
    await expect(row(page)).toContainText("Failed");
  } finally {
    await pool().query("ALTER TABLE account_requests_away RENAME TO account_requests");
  }
  await page.getByRole("button", { name: `Try again: ${NAME}` }).focus();
  await page.keyboard.press("Enter");
  for (const one of [page, watching.page]) {
    await expect(row(one)).toContainText("All well");
  }
  await visitor.goTo("/admin/audit");
  await expect(page.getByText("Background job started").first()).toBeVisible();
});
