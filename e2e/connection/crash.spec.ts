import { expect, test } from "../support/journey";
import { TicketPage } from "../pages/ticket";

test.setTimeout(90_000);

test("the server is killed between two comments: both sides carry on by themselves and show each comment once", async ({
  desk,
}) => {
  const ticket = await desk.fileTicket();
  const agent = new TicketPage(await desk.enter(desk.cast.agent));
  const requester = new TicketPage(await desk.enter(desk.cast.requester));
  await agent.open(ticket);
  await requester.open(ticket);
  await agent.send("Before the crash.");
  await expect(requester.message("Before the crash.")).toBeVisible();

  await desk.server.kill();
  for (const page of [agent, requester]) {
    await expect(page.visitor.page.getByText(/^Offline since \d/)).toBeVisible();
  }
  await agent.reply.fill("Sent while nobody answered.");
  await agent.reply.press("Control+Enter");
  await expect(
    agent.visitor.page.getByRole("status").filter({ hasText: "This goes out by itself" }),
  ).toBeVisible();
  await requester.reply.fill("Typed while nobody answered.");
  await desk.server.start();

  await expect(requester.message("Sent while nobody answered.")).toHaveCount(1, { timeout: 30_000 });
  await expect(requester.visitor.page.getByText(/^Offline since \d/)).toBeHidden();
  await expect(requester.reply).toHaveValue("Typed while nobody answered.");
  await requester.visitor.page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(agent.message("Typed while nobody answered.")).toHaveCount(1, { timeout: 30_000 });
  await expect(agent.visitor.page.getByText(/^Offline since \d/)).toBeHidden();

  for (const page of [agent, requester]) {
    for (const text of ["Before the crash.", "Sent while nobody answered.", "Typed while nobody answered."]) {
      await expect(page.message(text)).toHaveCount(1);
    }
    expect(page.visitor.lines.some((line) => line.startsWith("[Socket.IO] Disconnected ("))).toBe(true);
    expect(page.visitor.lines).toContain("[Socket.IO] Reconnecting (1)");
  }
});
