import { expect, test } from "../support/journey";
import { ListPage } from "../pages/list";
import { TicketPage } from "../pages/ticket";

test("status, assignee and priority change on every screen, in words that fit who reads", async ({
  desk,
}) => {
  const ticket = await desk.fileTicket();
  const list = new ListPage(await desk.enter(desk.cast.viewer));
  const agent = new TicketPage(await desk.enter(desk.cast.agent));
  const requester = new TicketPage(await desk.enter(desk.cast.requester));
  await list.open("?sort=-number");
  await agent.open(ticket);
  await requester.open(ticket);

  await agent.assignToMe();
  await expect(requester.timeline).toContainText("Alma Reyes is on it");
  await expect(requester.message("is taking care of this")).toBeVisible();
  await expect(list.row(ticket.title).getByRole("img", { name: "Alma Reyes" })).toBeVisible();

  await agent.choose("Status", "Waiting");
  await expect(requester.timeline.locator("[aria-current=step]")).toContainText("Waiting for your answer");
  await expect(list.row(ticket.title)).toContainText("Waiting");
  await expect(agent.message(/changed status from \S.* to Waiting/)).toBeVisible();

  await requester.send("It is in room 204.");
  await expect(agent.property("Status")).toContainText("In progress");
  await expect(list.row(ticket.title)).toContainText("In progress");

  await agent.choose("Priority", "Urgent");
  await expect(list.row(ticket.title)).toContainText("Urgent");
  await agent.choose("Status", "Resolved");
  await expect(requester.timeline.locator("[aria-current=step]")).toContainText("Solved");
  await expect(requester.visitor.page.getByText("This is marked as solved")).toBeVisible();

  await requester.send("It hums again.");
  await expect(agent.property("Status")).not.toContainText("Resolved");
  await requester.visitor.page.getByRole("button", { name: "This is solved" }).click();
  await expect(agent.property("Status")).toContainText("Closed");
});

test("two who edit the title: the second sees both titles, and chooses", async ({ desk }) => {
  const ticket = await desk.fileTicket();
  const agent = new TicketPage(await desk.enter(desk.cast.agent));
  const admin = new TicketPage(await desk.enter(desk.cast.admin));
  await agent.open(ticket);
  await admin.open(ticket);

  await agent.editTitle("The projector in 204 hums");
  await admin.editTitle("The beamer hums");
  await admin.visitor.page.keyboard.press("Enter");
  await expect(admin.visitor.page.getByRole("heading", { name: "The beamer hums" })).toBeVisible();
  await expect(agent.message("changed the title")).toBeVisible();
  await agent.visitor.page.keyboard.press("Enter");

  const dialog = agent.visitor.page.getByRole("dialog", { name: "Title was changed meanwhile" });
  await expect(dialog.getByRole("radio", { name: /The projector in 204 hums/ })).toBeChecked();
  await expect(dialog.getByRole("radio", { name: /The beamer hums/ })).toBeVisible();
  await dialog.getByRole("button", { name: "Use this" }).click();
  await expect(admin.visitor.page.getByRole("heading", { name: "The projector in 204 hums" })).toBeVisible();
});
