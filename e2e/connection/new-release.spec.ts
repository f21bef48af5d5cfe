import { expect, test } from "../support/journey";
import { ListPage } from "../pages/list";
import { TicketPage } from "../pages/ticket";
import { makeOtherRelease } from "../support/release";

test.setTimeout(90_000);

const NEW = "A new version of Helpejo is here.";

test("after a deployment an old tab offers to reload and keeps what was typed; one that nobody looks at reloads itself, once", async ({
  desk,
}) => {
  const release = makeOtherRelease("the-next-one");
  const ticket = await desk.fileTicket();
  const writer = new TicketPage(await desk.enter(desk.cast.agent));
  const reader = new ListPage(await desk.enter(desk.cast.viewer));
  await writer.open(ticket);
  await reader.open();
  await writer.reply.fill("Half a sentence, before the deployment");
  await expect(writer.visitor.page.getByText(/^Draft saved/)).toBeVisible();
  await writer.visitor.hide();
  try {
    await desk.server.kill();
    await desk.server.start(release.folder);
    await expect(writer.visitor.page.getByRole("status").getByText(NEW)).toBeVisible({ timeout: 30_000 });
    await expect(writer.reply).toHaveValue("Half a sentence, before the deployment");
    await expect(reader.visitor.page.getByRole("status").getByText(NEW)).toBeVisible({ timeout: 30_000 });

    reader.visitor.expectsAnotherPage();
    await reader.visitor.hide();
    await reader.visitor.untilConnected();
    await expect(reader.visitor.page.getByText(NEW)).toBeHidden();

    writer.visitor.expectsAnotherPage();
    await writer.visitor.page.getByRole("button", { name: "Reload" }).click();
    await writer.visitor.untilConnected();
    await expect(writer.reply).toHaveValue("Half a sentence, before the deployment");
    await expect(writer.visitor.page.getByText(NEW)).toBeHidden();

    // Back and forth, as while two releases run side by side: a tab goes along once with each, and then only offers.
    await desk.server.kill();
    await desk.server.start();
    await expect(reader.visitor.page.getByRole("status").getByText(NEW)).toBeVisible({ timeout: 30_000 });
    reader.visitor.expectsAnotherPage();
    await reader.visitor.hide();
    await reader.visitor.untilConnected();
    await desk.server.kill();
    await desk.server.start(release.folder);
    await expect(reader.visitor.page.getByRole("status").getByText(NEW)).toBeVisible({ timeout: 30_000 });
    await reader.visitor.hide();
    await expect(reader.visitor.page.getByRole("status").getByText(NEW)).toBeVisible();
  } finally {
    await desk.server.kill();
    await desk.server.start();
    release.remove();
  }
});

test("a page with a missing chunk, as after a deployment, is reloaded instead of breaking", async ({
  desk,
}) => {
  const ticket = await desk.fileTicket();
  const list = new ListPage(await desk.enter(desk.cast.agent));
  const { page } = list.visitor;
  await list.open("?sort=-number");
  let isAway = true;
  let missed = 0;
  // The pieces of the page that is loaded afresh are there: it asks for them before the document is read to its end.
  page.on("request", (request) => (isAway &&= !request.isNavigationRequest()));
  await page.route("**/_next/static/chunks/**", async (route) => {
    missed += isAway ? 1 : 0;
    await (isAway ? route.fulfill({ status: 404, body: "" }) : route.continue());
  });
  list.visitor.expectsAnotherPage();
  await list.link(ticket.title).click();
  await expect(new TicketPage(list.visitor).conversation).toBeVisible({ timeout: 20_000 });
  // The conversation is to be seen before the document has come to its end.
  await expect.poll(() => list.visitor.unaskedReloads()).toBe(0);
  expect(missed).toBeGreaterThan(0);
  // The browser may complain of the piece, and of nothing else.
  expect(list.visitor.problems.splice(0).filter((problem) => !/chunk/i.test(problem))).toEqual([]);
});
