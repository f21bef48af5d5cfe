import { expect, test } from "../support/journey";
import { TicketPage } from "../pages/ticket";
import { Notifications } from "../pages/notifications";

test.use({ hasRoles: true });

test("pages, sockets and jobs are processes of their own: everything is as live as in one", async ({
  desk,
}) => {
  const ticket = await desk.fileTicket();
  const alma = new TicketPage(await desk.enterFromAfar(desk.cast.agent));
  const rosa = new TicketPage(await desk.enterFromAfar(desk.cast.requester));
  await alma.open(ticket);
  await rosa.open(ticket);

  await test.step("who is there, who types and what is written goes both ways", async () => {
    await expect(alma.other("Rosa Klein, here now")).toBeVisible();
    await rosa.reply.pressSequentially("It is");
    await expect(alma.other("Rosa Klein, typing")).toBeVisible();
    await rosa.send("It is still humming.");
    await expect(alma.message("It is still humming.")).toBeVisible();
    await alma.send("We bring another one.");
    await expect(rosa.message("We bring another one.")).toBeVisible();
  });

  await test.step("what the jobs do arrives, too: a notification, at once", async () => {
    await rosa.visitor.goTo("/tickets");
    await rosa.visitor.untilConnected();
    const bell = new Notifications(rosa.visitor);
    const before = await bell.unread();
    await alma.send("It stands in the corner now.");
    await bell.untilUnread(before + 1);
  });
});

test("what belongs to another process is refused there, not left hanging", async ({ desk }) => {
  const realtime = `http://127.0.0.1:${desk.proxy.socketTarget}`;
  for (const path of ["/", "/tickets", "/api/tickets", "/nothing"]) {
    const answer = await fetch(`${realtime}${path}`);
    expect(`${path} ${answer.status} ${answer.headers.get("content-type")}`).toMatch(
      /404 application\/problem\+json/,
    );
  }
  expect((await fetch(`${desk.server.url}/socket.io/?EIO=4&transport=polling`)).status).toBe(404);
  expect((await fetch(`${realtime}/socket.io/?EIO=4&transport=polling`)).status).toBe(200);
  for (const url of [desk.server.url, realtime]) {
    expect((await fetch(`${url}/health`)).status).toBe(200);
    expect((await fetch(`${url}/ready`)).status).toBe(200);
  }
});
