import { findInBothSchemes } from "../support/accessible";
import { expect, test } from "../support/journey";
import { ConnectionsPage } from "../pages/connections";
import { ListPage } from "../pages/list";

test("an admin sees a person's connection appear and ends it, and that person's page says that it is signed out", async ({
  desk,
}) => {
  const connections = new ConnectionsPage(await desk.enter(desk.cast.admin));
  await connections.open();
  await expect(connections.rows(desk.cast.admin.name)).toContainText("You, here");
  await expect(connections.rows(desk.cast.requester.name)).toHaveCount(0);

  const person = new ListPage(await desk.enter(desk.cast.requester));
  await person.open();
  const row = connections.rows(desk.cast.requester.name);
  await expect(row).toContainText("Chrome on Linux");
  await expect(row).toContainText("127.0.0.1");
  await expect(connections.total("Requesters")).toContainText("1");

  const dialog = await connections.end(row);
  await expect(dialog).toContainText("within two seconds");
  await dialog.getByRole("button", { name: "End session" }).click();
  await expect(person.visitor.page.getByRole("dialog", { name: "You have been signed out" })).toBeVisible();
  await connections.visitor.page.mouse.move(0, 0);
  await expect(row).toHaveCount(0);
  await expect(connections.rows(desk.cast.admin.name)).toHaveCount(1);
});

test("the admin's own session is marked, and asked about twice before it ends", async ({ desk }) => {
  const connections = new ConnectionsPage(await desk.enter(desk.cast.admin));
  await connections.open();
  const { page } = connections.visitor;
  const dialog = await connections.end(connections.rows(desk.cast.admin.name));
  await expect(dialog).toContainText("using right now");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();

  await (
    await connections.end(connections.rows(desk.cast.admin.name))
  )
    .getByRole("button", { name: "End my session" })
    .click();
  await expect(page.getByRole("alertdialog", { name: "Sign yourself out here?" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.getByRole("button", { name: "Yes, sign me out" }).click();
  await expect(page.getByRole("dialog", { name: "You have been signed out" })).toBeVisible();
});

test("rows keep their places under the pointer; new ones are offered, the rest can be searched", async ({
  desk,
}) => {
  const connections = new ConnectionsPage(await desk.enter(desk.cast.admin));
  await connections.open();
  const { page } = connections.visitor;
  await connections.rows(desk.cast.admin.name).hover();
  const person = new ListPage(await desk.enter(desk.cast.requester));
  await person.open();
  const offer = page.getByRole("button", { name: "1 new, show" });
  await expect(offer).toBeVisible();
  await expect(connections.rows(desk.cast.requester.name)).toHaveCount(0);
  // By keyboard: a pointer on its way to the offer has left the rows, which then take their places by themselves.
  await offer.press("Enter");
  await expect(connections.rows(desk.cast.requester.name)).toHaveCount(1);

  await page.getByRole("searchbox", { name: "Search people and addresses" }).fill("nobody is called that");
  await expect(page.getByRole("heading", { name: "Nobody fits" })).toBeVisible();
  await page.getByRole("button", { name: "Show everybody" }).click();
  await connections.total("Admins").click();
  await expect(connections.rows(desk.cast.requester.name)).toHaveCount(0);
  await expect(connections.rows(desk.cast.admin.name)).toHaveCount(1);
});

test("nobody but admins finds the page", async ({ desk }) => {
  const agent = await desk.enter(desk.cast.agent);
  await agent.goTo("/admin/connections");
  await expect(agent.page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(agent.page.getByRole("heading", { name: "Connections" })).toHaveCount(0);
});

test("on a phone of 360 pixels it fits, and axe finds nothing, light and dark", async ({ desk }) => {
  const options = { viewport: { width: 360, height: 740 } };
  const connections = new ConnectionsPage(await desk.enter(desk.cast.admin, options));
  await connections.open();
  const { page } = connections.visitor;
  await expect(connections.rows(desk.cast.admin.name)).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  const wide = await page.evaluate(() =>
    [...document.querySelectorAll("main, main *")]
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .filter((element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowX))
      .map((element) => element.className),
  );
  expect(wide).toEqual([]);
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 740 });
    expect(await findInBothSchemes(page)).toEqual([]);
  }
});
