import { expect, test } from "./journey";
import { ListPage } from "./pages/list";
import { TicketPage } from "./pages/ticket";
import { makeOtherRelease } from "./release";

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
    reader.visitor.expectsAnotherPage();
    await expect(reader.visitor.page.getByRole("status").getByText(NEW)).toBeVisible({ timeout: 30_000 });
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
