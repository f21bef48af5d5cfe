import type { Locator } from "@playwright/test";
import { expect, test } from "../support/journey";
import { ListPage } from "../pages/list";
import { TicketPage } from "../pages/ticket";
import type { Desk } from "../support/desk";
import { makeOtherRelease } from "../support/release";
import type { Visitor } from "../support/visitor";

const NEW = "A new version of Helpejo is here.";
/** A browser comes back to its server after pauses that grow. */
const PATIENCE = { timeout: 30_000 };

test("after a deployment an old tab offers to reload and keeps what was typed; one that nobody looks at reloads itself", async ({
  desk,
}) => {
  const ticket = await desk.fileTicket();
  const writer = new TicketPage(await desk.enter(desk.cast.agent));
  const reader = new ListPage(await desk.enter(desk.cast.viewer));
  await writer.open(ticket);
  await reader.open();
  await writer.reply.fill("Half a sentence, before the deployment");
  await expect(writer.visitor.page.getByText(/^Draft saved/)).toBeVisible();
  await writer.visitor.hide();
  await withOtherRelease(desk, async (release) => {
    await deploy(desk, release);
    await expect(offer(writer.visitor)).toBeVisible(PATIENCE);
    await expect(writer.reply).toHaveValue("Half a sentence, before the deployment");
    await expect(offer(reader.visitor)).toBeVisible(PATIENCE);

    reader.visitor.expectsAnotherPage();
    await reader.visitor.hide();
    await reader.visitor.untilConnected();
    await expect(offer(reader.visitor)).toBeHidden();

    writer.visitor.expectsAnotherPage();
    await writer.visitor.page.getByRole("button", { name: "Reload" }).click();
    await writer.visitor.untilConnected();
    await expect(writer.reply).toHaveValue("Half a sentence, before the deployment");
    await expect(offer(writer.visitor)).toBeHidden();
  });
});

test("while two releases run side by side, a tab that nobody looks at goes along once with each, and then only offers", async ({
  desk,
}) => {
  const { visitor } = new ListPage(await desk.enter(desk.cast.viewer));
  await visitor.goTo("/tickets");
  await visitor.untilConnected();
  await withOtherRelease(desk, async (release) => {
    for (const next of [release, undefined]) {
      await deploy(desk, next);
      await expect(offer(visitor)).toBeVisible(PATIENCE);
      visitor.expectsAnotherPage();
      await visitor.hide();
      await visitor.untilConnected();
      await expect(offer(visitor)).toBeHidden();
    }
    await deploy(desk, release);
    await expect(offer(visitor)).toBeVisible(PATIENCE);
    await visitor.hide();
    await expect(offer(visitor)).toBeVisible();
  });
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

function offer({ page }: Visitor): Locator {
  return page.getByRole("status").getByText(NEW);
}

/** Ends the server and starts the release in this folder in its place; without a folder the one that the journeys began with. */
async function deploy(desk: Desk, folder?: string): Promise<void> {
  await desk.server.kill();
  await desk.server.start(folder);
}

/** Hands another release to `work`, and puts the first one back afterwards. */
async function withOtherRelease(desk: Desk, work: (folder: string) => Promise<void>): Promise<void> {
  const release = makeOtherRelease("the-next-one");
  try {
    await work(release.folder);
  } finally {
    await deploy(desk);
    release.remove();
  }
}
