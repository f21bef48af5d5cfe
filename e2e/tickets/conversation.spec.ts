import { expect, test } from "../support/journey";
import { ListPage } from "../pages/list";
import { TicketPage } from "../pages/ticket";
import { makePicture } from "../support/picture";

test("what one says, the other reads without reloading, once; the author does not see it twice", async ({
  desk,
}) => {
  const ticket = await desk.fileTicket();
  const agent = new TicketPage(await desk.enter(desk.cast.agent));
  const requester = new TicketPage(await desk.enter(desk.cast.requester));
  await agent.open(ticket);
  await requester.open(ticket);

  for (const [author, reader, text] of [
    [agent, requester, "Which room is it in?"],
    [requester, agent, "Room 204, at the window."],
  ] as const) {
    const most = [await author.countMost(text), await reader.countMost(text)];
    await author.send(text);
    await expect(reader.message(text)).toBeVisible();
    await expect(author.message(text)).toHaveCount(1);
    await expect(author.reply).toHaveValue("");
    expect(await Promise.all(most.map((count) => count()))).toEqual([1, 1]);
  }
  await expect(requester.message("Which room is it in?")).toContainText("Support");
  await expect(agent.message("Room 204")).toContainText("Requester");
});

test("who writes is notified: to the requester as Support, to the agent by name", async ({ desk }) => {
  const ticket = await desk.fileTicket();
  const agent = new TicketPage(await desk.enter(desk.cast.agent));
  const requester = new TicketPage(await desk.enter(desk.cast.requester));
  await agent.open(ticket);
  await requester.open(ticket);
  await agent.reply.pressSequentially("Let me see");
  await expect(requester.visitor.page.getByText("Support is writing…")).toBeVisible();
  await requester.reply.pressSequentially("Thank");
  await expect(agent.visitor.page.getByText("Rosa Klein is writing a reply…")).toBeVisible();
  await agent.reply.fill("");
  await expect(requester.visitor.page.getByText("Support is writing…")).toBeHidden();
});

test("an internal note reaches other staff, and of the requester's browser neither page, answers nor socket", async ({
  desk,
}) => {
  const ticket = await desk.fileTicket();
  const agent = new TicketPage(await desk.enter(desk.cast.agent));
  const viewer = new TicketPage(await desk.enter(desk.cast.viewer));
  const requester = new TicketPage(await desk.enter(desk.cast.requester));
  await agent.open(ticket);
  await viewer.open(ticket);
  await requester.open(ticket);
  const secret = "Facilities promised nothing";

  await agent.addNote(secret);
  await expect(viewer.message(secret)).toContainText("Internal note");
  await expect(requester.visitor.page.getByText(/is writing|are writing/)).toBeHidden();
  await agent.visitor.page.getByRole("tab", { name: "Reply" }).click();
  await agent.send("We are looking into it.");
  await expect(requester.message("We are looking into it.")).toBeVisible();
  await expect(requester.conversation).not.toContainText(secret);

  await requester.visitor.reload();
  await requester.visitor.untilConnected();
  await expect(requester.message("We are looking into it.")).toBeVisible();
  expect(await requester.visitor.page.content()).not.toContain(secret);
  const requests = new ListPage(requester.visitor);
  await requests.open("?q=facilities");
  await expect(requests.link(ticket.title)).toBeHidden();

  const wires = async (page: TicketPage, text: string): Promise<string[]> =>
    (await page.visitor.received()).filter((one) => one.text.includes(text)).map((one) => one.by);
  expect(await wires(requester, secret)).toEqual([]);
  expect(await wires(requester, '"internal":true')).toEqual([]);
  // Staff receive it by the same means, and the requester receives other events: so its absence proves something.
  expect(await wires(viewer, secret)).toContain("socket");
  // Of HTTP it is the page that was loaded again, or what the page asked for: which of them brings it is a matter of time.
  expect(await wires(requester, "We are looking into it.")).toEqual(
    expect.arrayContaining(["socket", expect.stringMatching(/^http.*\/tickets\/\d+/)]),
  );
});

test("a chosen file and a pasted picture show in the other browser, the picture small and then large", async ({
  desk,
}) => {
  const ticket = await desk.fileTicket();
  const agent = new TicketPage(await desk.enter(desk.cast.agent));
  const requester = new TicketPage(await desk.enter(desk.cast.requester));
  await agent.open(ticket);
  await requester.open(ticket);
  const picture = await makePicture();

  await requester.paste("screenshot.png", picture);
  await requester.send("It looks like this.");
  const message = agent.message("It looks like this.");
  const thumbnail = message.getByRole("button", { name: "Open screenshot.png" });
  await expect(thumbnail).toBeVisible();
  await expect
    .poll(() =>
      thumbnail.locator("img").evaluate((img) => (img instanceof HTMLImageElement ? img.naturalWidth : 0)),
    )
    .toBeGreaterThan(0);
  await thumbnail.click();
  await expect(agent.visitor.page.getByRole("dialog", { name: "screenshot.png" })).toBeVisible();
  await agent.visitor.page.keyboard.press("Escape");

  await agent.attach({
    name: "manual.txt",
    mimeType: "text/plain",
    buffer: Buffer.from("Turn it off and on."),
  });
  await agent.send("Here is how to reset it.");
  const link = requester.message("Here is how to reset it.").getByRole("link", { name: "manual.txt" });
  await expect(link).toBeVisible();
  const download = requester.visitor.page.waitForEvent("download");
  await link.click();
  expect((await download).suggestedFilename()).toBe("manual.txt");
});
