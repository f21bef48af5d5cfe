import { makePerson } from "@/testing/factories";
import { expectAccessible } from "../support/accessible";
import { expect, test } from "../support/journey";
import { ListPage } from "../pages/list";

test("one admin renames, merges and deletes tags by the keyboard; the other's page, open tickets and lists follow, and it is undone", async ({
  desk,
}) => {
  const { admin, agent, organisation } = desk.cast;
  const api = await desk.api(agent);
  const ticket = await desk.fileTicket(agent, "The tunnel");
  await api.send("PATCH", `/api/tickets/${ticket.id}`, { tags: ["tag-vpn", "tag-wan"] });
  const other = await desk.fileTicket(agent, "The other tunnel");
  await api.send("PATCH", `/api/tickets/${other.id}`, { tags: ["tag-vpn"] });
  const theirs = await desk.enter(await makePerson(organisation, { role: "admin", name: "Nora Holm" }));
  const mine = await desk.enter(admin);
  const open = await desk.enter(agent);
  const list = new ListPage(await desk.enter(agent));
  await list.open("?sort=-updated");
  const first = list.visitor.page.getByRole("row").nth(1);
  const firstText = await first.innerText();
  await open.goTo(`/tickets/${ticket.number}`);
  for (const visitor of [mine, theirs]) {
    await visitor.goTo("/admin/tags");
    await visitor.untilConnected();
  }
  const row = (visitor: typeof mine, name: string) =>
    visitor.page.getByRole("list", { name: "Tags" }).getByRole("listitem").filter({ hasText: name });
  const act = async (name: string, action: string): Promise<void> => {
    await mine.page.getByRole("button", { name: `Actions for ${name}` }).press("Enter");
    await mine.page.getByRole("menuitem", { name: action }).press("Enter");
  };
  const dialog = mine.page.getByRole("dialog");
  await expect(row(theirs, "tag-vpn")).toContainText("2 tickets");

  await act("tag-vpn", "Rename");
  await expect(dialog).toContainText("2 tickets change.");
  await dialog.getByRole("textbox", { name: "New name" }).fill("tag-wan");
  await expect(dialog).toContainText("Saving merges the two");
  await dialog.getByRole("textbox", { name: "New name" }).fill("tag-remote");
  await expectAccessible(mine);
  await dialog.getByRole("button", { name: "Rename" }).press("Enter");
  await expect(row(theirs, "tag-remote")).toContainText("2 tickets");
  await expect(row(theirs, "tag-vpn")).toHaveCount(0);
  await expect(open.page.getByText("tag-remote").first()).toBeVisible();

  await act("tag-remote", "Merge into another tag");
  await dialog.getByRole("textbox", { name: "Tag that stays" }).fill("tag-nowhere");
  await dialog.getByRole("button", { name: "Merge" }).press("Enter");
  await expect(dialog).toContainText("There is no such tag.");
  await dialog.getByRole("textbox", { name: "Tag that stays" }).fill("tag-wan");
  await dialog.getByRole("button", { name: "Merge" }).press("Enter");
  await expect(row(theirs, "tag-wan")).toContainText("2 tickets");
  await expect(open.page.getByText("tag-remote", { exact: true })).toHaveCount(0);
  await expectAccessible(mine);

  await mine.page.getByRole("button", { name: "Undo: tag-remote" }).press("Enter");
  await expect(row(theirs, "tag-remote")).toContainText("2 tickets");
  await expect(row(theirs, "tag-wan")).toContainText("1 ticket");
  await expect(open.page.getByText("tag-remote").first()).toBeVisible();
  // Nothing moved in lists by it.
  expect(await first.innerText()).toBe(firstText);

  await act("tag-remote", "Delete");
  await dialog.getByRole("button", { name: "Delete the tag" }).press("Enter");
  await expect(row(theirs, "tag-remote")).toHaveCount(0);
  await expect(open.page.getByText("tag-remote", { exact: true })).toHaveCount(0);
});

test("on a phone, in German and in the dark: a tag is found, and what there is not is said", async ({
  desk,
}) => {
  const api = await desk.api(desk.cast.agent);
  const ticket = await desk.fileTicket(desk.cast.agent, "Ein Drucker");
  await api.send("PATCH", `/api/tickets/${ticket.id}`, { tags: [`${"lang".repeat(9)}`] });
  const visitor = await desk.enter(desk.cast.admin, {
    viewport: { width: 360, height: 740 },
    locale: "de-DE",
    colorScheme: "dark",
  });
  await visitor.goTo("/admin/tags");
  await visitor.untilConnected();
  const tags = visitor.page.getByRole("list", { name: "Tags" });
  await visitor.page.getByRole("searchbox", { name: "Tag suchen" }).fill("langlang");
  await expect(tags.getByRole("listitem")).toHaveCount(1);
  await expect(tags).toContainText("1 Ticket");
  await expectAccessible(visitor);
  await visitor.page.getByRole("searchbox", { name: "Tag suchen" }).fill("nirgends");
  await expect(visitor.page.getByText("Kein solcher Tag")).toBeVisible();
  await expectAccessible(visitor);
});
