import { expect, test } from "../support/journey";
import { TicketPage } from "../pages/ticket";

test("a reply that was overtaken shows what is new first; then it is edited, or sent anyway", async ({
  desk,
}) => {
  const { requester: rosa, agent: alma } = desk.cast;
  const ticket = await desk.fileTicket();
  for (let count = 1; count <= 12; count += 1) {
    await desk.comment(rosa, ticket, `Another thing, number ${count}.\n\nIt takes some room\n\non the page.`);
  }
  const agent = new TicketPage(await desk.enter(alma));
  await agent.open(ticket);
  await expect(agent.message("number 12.")).toBeVisible();
  // Scrolled up: a bar announces new messages at the end; they do not count as seen.
  await agent.message("number 1.").scrollIntoViewIfNeeded();
  await agent.reply.fill("Have you tried the other cable?");
  await desk.comment(rosa, ticket, "I have tried the other cable.");
  await expect(agent.visitor.page.getByRole("button", { name: "1 new message" })).toBeVisible();

  await agent.reply.press("Control+Enter");
  const guard = agent.visitor.page
    .getByRole("alert")
    .filter({ hasText: "Rosa Klein answered while you were writing" });
  await expect(guard).toBeVisible();
  await expect(agent.message("I have tried the other cable.")).toHaveCount(1);
  await guard.getByRole("button", { name: "Edit" }).click();
  await expect(agent.reply).toHaveValue("Have you tried the other cable?");
  await expect(guard).toBeHidden();

  await agent.message("number 1.").scrollIntoViewIfNeeded();
  await desk.comment(rosa, ticket, "And the third one, too.");
  await expect(agent.visitor.page.getByRole("button", { name: /new message/ })).toBeVisible();
  await agent.reply.press("Control+Enter");
  await guard.getByRole("button", { name: "Send anyway" }).click();
  await expect(agent.message("Have you tried the other cable?")).toHaveCount(1);
  await expect(guard).toBeHidden();
  await expect(agent.reply).toHaveValue("");
});

test("what is typed survives a reload, reply and note apart, and is gone once sent", async ({ desk }) => {
  const ticket = await desk.fileTicket();
  const agent = new TicketPage(await desk.enter(desk.cast.agent));
  await agent.open(ticket);
  await agent.reply.fill("Half a reply");
  await agent.noteTab.click();
  await agent.note.fill("Half a note");
  await expect(agent.visitor.page.getByText(/^Draft saved/)).toBeVisible();
  await agent.visitor.reload();
  await agent.visitor.untilConnected();
  await expect(agent.reply).toHaveValue("Half a reply");
  await agent.noteTab.click();
  await expect(agent.note).toHaveValue("Half a note");

  await agent.addNote("A whole note");
  await expect(agent.message("A whole note")).toHaveCount(1);
  await agent.visitor.reload();
  await agent.visitor.untilConnected();
  await expect(agent.reply).toHaveValue("Half a reply");
  await agent.noteTab.click();
  await expect(agent.note).toHaveValue("");
});
