import { expect, test } from "../support/journey";
import { ListPage } from "../pages/list";

test("several tickets change by one request, and undo leaves what a colleague changed since", async ({
  desk,
}) => {
  const [first, second] = [await desk.fileTicket(), await desk.fileTicket()];
  const list = new ListPage(await desk.enter(desk.cast.agent));
  await list.open("?sort=-number");
  const { page } = list.visitor;
  for (const { title } of [first, second]) {
    await list.row(title).getByRole("checkbox").check();
  }
  const bar = page.getByRole("toolbar", { name: "Change the selected tickets" });
  await expect(bar.getByText("2 selected")).toBeVisible();
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() !== "GET" && request.url().includes("/api/tickets/")) {
      sent.push(new URL(request.url()).pathname);
    }
  });
  await bar.getByRole("button", { name: "Status" }).click();
  await page.getByRole("menuitem", { name: "Waiting" }).click();
  await expect(page.getByText("2 tickets set to Waiting")).toBeVisible();
  // A message that has the focus stays.
  await page.getByRole("button", { name: "Undo" }).focus();
  await expect(bar).toBeHidden();
  for (const { title } of [first, second]) {
    await expect(list.row(title)).toContainText("Waiting");
  }

  const admin = new ListPage(await desk.enter(desk.cast.admin));
  await admin.open("?sort=-number");
  await admin.row(second.title).getByRole("checkbox").check();
  const adminBar = admin.visitor.page.getByRole("toolbar", { name: "Change the selected tickets" });
  await adminBar.getByRole("button", { name: "Status" }).click();
  await admin.visitor.page.getByRole("menuitem", { name: "Resolved" }).click();
  await expect(list.row(second.title)).toContainText("Resolved");

  await page.getByRole("button", { name: "Undo" }).click();
  await expect(list.row(first.title)).toContainText("Open");
  await expect(list.row(second.title)).toContainText("Resolved");
  // An error is read out at once; to a screen reader its buttons are there once F6 has gone to it.
  await page.keyboard.press("F6");
  await page.getByRole("button", { name: "Every row" }).click();
  const dialog = page.getByRole("dialog", { name: "What came of each ticket" });
  await expect(dialog.getByRole("listitem")).toHaveCount(2);
  await expect(dialog.getByRole("listitem").filter({ hasText: first.title })).toContainText("Changed");
  await expect(dialog.getByRole("listitem").filter({ hasText: second.title })).toContainText("changed");
  expect(sent).toEqual(["/api/tickets/bulk", "/api/tickets/bulk"]);
});
