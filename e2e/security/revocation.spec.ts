import { makePerson } from "@/testing/factories";
import { expect, test } from "../support/journey";
import { ListPage } from "../pages/list";
import { TicketPage } from "../pages/ticket";
import type { Visitor } from "../support/visitor";

test("a ticket taken away in the middle of reading leaves nothing behind, not in the title and not on going back", async ({
  desk,
}) => {
  const ticket = await desk.fileTicket(desk.cast.requester, "The safe stands open");
  await desk.comment(desk.cast.requester, ticket, "Its number is on the door.");
  const list = new ListPage(await desk.enter(desk.cast.agent));
  await list.open("?sort=-number");
  await list.link(ticket.title).click();
  const agent = new TicketPage(list.visitor);
  const { page } = agent.visitor;
  await expect(agent.message("Its number is on the door.")).toBeVisible();

  const admin = await desk.api(desk.cast.admin);
  const moved = await admin.send("PATCH", `/api/tickets/${ticket.id}`, { teamId: desk.cast.privateTeam.id });
  expect(moved.status).toBe(200);
  await expect(page.getByRole("heading", { name: "You no longer have access" })).toBeVisible();
  await expect(page).toHaveTitle(/No access/);
  const shown = await everShown(agent.visitor, [ticket.title, "Its number is on the door."]);
  await page.getByRole("link", { name: "Back to the list" }).click();
  await expect(page.getByRole("heading", { name: "All tickets" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/no longer have access|No such ticket/);
  await page.goBack();
  await expect(page.getByRole("heading", { name: "All tickets" })).toBeVisible();
  await expect(list.link(ticket.title)).toBeHidden();
  expect(await shown()).toEqual([]);
});

test("a person who gets fewer rights or is disabled while reading goes on with the new rights, or not at all", async ({
  desk,
}) => {
  const helper = await makePerson(desk.cast.organisation, { role: "agent", name: "Hugo Falk" });
  const ticket = await desk.fileTicket();
  const agent = new TicketPage(await desk.enter(helper));
  const { page } = agent.visitor;
  const admin = await desk.api(desk.cast.admin);
  await agent.open(ticket);

  agent.visitor.expectsAnotherPage();
  expect((await admin.send("PATCH", `/api/admin/users/${helper.id}`, { role: "user" })).status).toBe(200);
  await expect(page.getByRole("heading", { name: "No such ticket for you" })).toBeVisible();
  await expect(page.getByRole("link", { name: "My requests", exact: true })).toBeVisible();
  await expect(page.getByText(ticket.title)).toBeHidden();

  await agent.visitor.untilConnected();
  expect((await admin.send("PATCH", `/api/admin/users/${helper.id}`, { disabled: true })).status).toBe(200);
  const dialog = page.getByRole("dialog", { name: "You have been signed out" });
  await expect(dialog).toContainText("disabled");
});

/** Which of the texts stand on the page at any moment from now on; the function that is returned lists them. */
async function everShown(visitor: Visitor, texts: readonly string[]): Promise<() => Promise<string[]>> {
  const handle = await visitor.page.evaluateHandle((wanted) => {
    const seen = new Set<string>();
    const check = (): void => {
      for (const text of wanted) {
        if ((document.title + document.body.innerText).includes(text)) {
          seen.add(text);
        }
      }
    };
    check();
    new MutationObserver(check).observe(document, { childList: true, subtree: true, characterData: true });
    return seen;
  }, texts);
  return () => handle.evaluate((seen) => [...seen]);
}
