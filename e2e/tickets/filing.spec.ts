import { PASSWORD } from "../support/cast";
import { expect, test } from "../support/journey";
import { ListPage } from "../pages/list";
import { NewTicketPage } from "../pages/new-ticket";
import { SignInPage } from "../pages/sign-in";
import { TicketPage } from "../pages/ticket";

test("a person who signs in comes to their list; a wrong password is reported without leaving the page", async ({
  desk,
}) => {
  const visitor = await desk.enter(null);
  const signIn = new SignInPage(visitor);
  await signIn.open();
  await signIn.signIn(desk.cast.agent.email, "not the password");
  await expect(visitor.page.getByRole("alert").filter({ hasText: "do not fit together" })).toBeVisible();
  visitor.expectsAnotherPage();
  await signIn.signIn(desk.cast.agent.email, PASSWORD);
  await expect(visitor.page).toHaveURL(/\/tickets\?status=open,in_progress,waiting$/);
  await visitor.untilConnected();
});

test("a request with a file reaches the agent's list by itself, and opens", async ({ desk }) => {
  const agent = await desk.enter(desk.cast.agent);
  const list = new ListPage(agent);
  await list.open("?status=open");
  const requester = await desk.enter(desk.cast.requester);
  const form = new NewTicketPage(requester);
  await form.open();
  const title = `The scanner swallows paper ${Date.now()}`;
  await form.title.fill(title);
  await form.description.fill("Every second page comes out folded.");
  await form.attach({
    name: "Zählerstand 紙.txt",
    mimeType: "text/plain",
    buffer: Buffer.from("12345 pages"),
  });
  await form.submit.click();

  const filed = new TicketPage(requester);
  await expect(requester.page).toHaveURL(/\/tickets\/\d+$/);
  await expect(requester.page.getByRole("heading", { name: title })).toBeVisible();
  await expect(filed.conversation.getByRole("link", { name: "Zählerstand 紙.txt" })).toBeVisible();

  await list.waitFor(title);
  await list.link(title).click();
  const opened = new TicketPage(agent);
  await expect(opened.conversation).toContainText("Every second page comes out folded.");
  await expect(opened.conversation.getByRole("link", { name: "Zählerstand 紙.txt" })).toBeVisible();
});
