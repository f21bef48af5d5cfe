import { z } from "zod";
import { pool } from "@/server/database/database";
import { makeSession, type MadePerson } from "@/testing/factories";
import { cookieOf } from "@/testing/http/requests";
import { expectAccessible } from "../support/accessible";
import type { Desk } from "../support/desk";
import { expect, test } from "../support/journey";
import { ConnectionsPage } from "../pages/connections";
import { ListPage } from "../pages/list";
import { TicketPage } from "../pages/ticket";
import type { Visitor } from "../support/visitor";

const draftsSchema = z.object({ items: z.array(z.object({ kind: z.string(), text: z.string() })) });

/** Chooses "Sign out" in the profile menu. */
async function chooseSignOut({ page }: Visitor): Promise<void> {
  await page.getByRole("button", { name: /^Your account:/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
}

/** What this browser keeps for our origin, by name. */
async function keptIn({ page }: Visitor): Promise<string[]> {
  return await page.evaluate(async () => {
    const databases = await indexedDB.databases();
    const files = databases.some(({ name }) => name === "helpejo")
      ? await new Promise<string[]>((resolve) => {
          const request = indexedDB.open("helpejo");
          request.onsuccess = () => {
            const { result } = request;
            const stores = [...result.objectStoreNames];
            if (!stores.includes("files")) {
              resolve([]);
              return;
            }
            const all = result.transaction("files").objectStore("files").getAllKeys();
            all.onsuccess = () => {
              result.close();
              resolve(all.result.map((key) => `file ${String(key)}`));
            };
          };
        })
      : [];
    return [...Object.keys(localStorage), ...Object.keys(sessionStorage), ...files];
  });
}

/** Signs another person in to the same browser. */
async function signInHere(desk: Desk, { page }: Visitor, person: MadePerson): Promise<void> {
  const [name = "", value = ""] = (await cookieOf(await makeSession(person))).split(/=(.*)/s);
  await page.context().addCookies([{ name, value, url: desk.server.url, httpOnly: true, sameSite: "Lax" }]);
}

test("what was typed a moment ago is on the server, nothing of it in the browser, and no page of it comes back", async ({
  desk,
}) => {
  const ticket = await desk.fileTicket();
  const visitor = await desk.enter(desk.cast.agent);
  const agent = new TicketPage(visitor);
  await agent.open(ticket);
  const second = new TicketPage(await desk.openWindow(visitor));
  await second.open(ticket);
  await second.noteTab.click();
  await second.note.fill("A note in the other window.");
  await agent.reply.fill("Half a sentence, not sen");
  await chooseSignOut(visitor);
  visitor.expectsAnotherPage();
  second.visitor.expectsAnotherPage();
  await expect(visitor.page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await expect(second.visitor.page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  expect(await keptIn(visitor)).toEqual([]);
  expect(await keptIn(second.visitor)).toEqual([]);

  const client = await desk.api(desk.cast.agent);
  const { items } = draftsSchema.parse(await client.get(`/api/drafts?place=${ticket.id}`));
  expect(new Map(items.map((item) => [item.kind, item.text]))).toEqual(
    new Map([
      ["reply", "Half a sentence, not sen"],
      ["note", "A note in the other window."],
    ]),
  );

  visitor.expectsAnotherPage();
  await visitor.page.goBack();
  await expect(visitor.page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await expect(visitor.page.getByText(ticket.title)).toHaveCount(0);

  await signInHere(desk, visitor, desk.cast.agent);
  await agent.open(ticket);
  await expect(agent.reply).toHaveValue("Half a sentence, not sen");
});

test("what the help desk could not take is asked about; kept, it waits for its person and goes with nobody else", async ({
  desk,
}) => {
  const ticket = await desk.fileTicket();
  const visitor = await desk.enter(desk.cast.agent);
  const agent = new TicketPage(visitor);
  await agent.open(ticket);
  const { page } = visitor;
  await page
    .context()
    .route("**/comments", (route) =>
      route.request().method() === "POST" ? route.abort() : route.continue(),
    );
  await agent.send("Only Alma says this.");
  await expect(agent.message("Only Alma says this.")).toContainText("This goes out by itself");
  await agent.attach({ name: "plan.txt", mimeType: "text/plain", buffer: Buffer.from("Off and on.") });

  await chooseSignOut(visitor);
  const dialog = page.getByRole("dialog", { name: "Something has not been sent yet" });
  await expect(dialog).toContainText("1 message and 1 file are only in this browser", { timeout: 15_000 });
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 720 });
    await expectAccessible(visitor);
  }
  await dialog.getByRole("button", { name: "Stay signed in" }).click();
  await expect(agent.message("Only Alma says this.")).toContainText("This goes out by itself");

  await chooseSignOut(visitor);
  await dialog.getByRole("button", { name: "Keep it here and sign out" }).click({ timeout: 15_000 });
  visitor.expectsAnotherPage();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();

  // The next person at this computer sees nothing of it, and takes nothing with them.
  await signInHere(desk, visitor, desk.cast.admin);
  await agent.open(ticket);
  await expect(agent.message("Only Alma says this.")).toHaveCount(0);
  await expect(page.getByText("plan.txt")).toHaveCount(0);
  await chooseSignOut(visitor);
  visitor.expectsAnotherPage();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();

  await page.context().unroute("**/comments");
  await signInHere(desk, visitor, desk.cast.agent);
  await agent.open(ticket);
  await expect(agent.message("Only Alma says this.")).toHaveCount(1);
  await expect(page.getByText("This goes out by itself")).toBeHidden();
  await expect(page.getByText("plan.txt")).toBeVisible();
});

test("when the person discards it, it is gone from the browser", async ({ desk }) => {
  const ticket = await desk.fileTicket();
  const visitor = await desk.enter(desk.cast.agent);
  const agent = new TicketPage(visitor);
  await agent.open(ticket);
  await agent.attach({ name: "plan.txt", mimeType: "text/plain", buffer: Buffer.from("Off and on.") });
  await chooseSignOut(visitor);
  const dialog = visitor.page.getByRole("dialog", { name: "Something has not been sent yet" });
  await expect(dialog).toContainText("1 file is only in this browser");
  await dialog.getByRole("button", { name: "Throw it away and sign out" }).click();
  visitor.expectsAnotherPage();
  await expect(visitor.page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  expect(await keptIn(visitor)).toEqual([]);
});

test("without the help desk nobody is signed out, and it says so; nothing is cleared", async ({ desk }) => {
  const ticket = await desk.fileTicket();
  const visitor = await desk.enter(desk.cast.agent);
  const agent = new TicketPage(visitor);
  await agent.open(ticket);
  await agent.reply.fill("Typed on a train.");
  await visitor.page.context().setOffline(true);
  await chooseSignOut(visitor);
  const dialog = visitor.page.getByRole("dialog", { name: "You are still signed in" });
  await expect(dialog).toContainText("nothing was cleared");
  await expectAccessible(visitor);
  await dialog.getByRole("button", { name: "Stay signed in" }).click();
  await expect(agent.reply).toHaveValue("Typed on a train.");
  expect((await keptIn(visitor)).some((key) => key.startsWith("helpejo:draft:"))).toBe(true);
  await visitor.page.context().setOffline(false);
  await visitor.untilConnected();
});

test("a session that was ended from elsewhere leaves what was typed to its person, hidden from the next", async ({
  desk,
}) => {
  const ticket = await desk.fileTicket();
  const visitor = await desk.enter(desk.cast.agent);
  const agent = new TicketPage(visitor);
  await agent.open(ticket);
  await visitor.page.context().route("**/api/drafts/**", (route) => route.abort());
  await agent.reply.fill("Nobody has seen this yet.");
  await expect.poll(() => keptIn(visitor)).toContainEqual(expect.stringContaining(`:${ticket.id}:reply`));
  await (await desk.api(desk.cast.agent)).send("DELETE", "/api/me/sessions");
  await expect(visitor.page.getByRole("dialog", { name: "You have been signed out" })).toBeVisible();
  await visitor.page.context().unroute("**/api/drafts/**");

  await signInHere(desk, visitor, desk.cast.admin);
  await agent.open(ticket);
  await expect(agent.reply).toHaveValue("");
  await chooseSignOut(visitor);
  visitor.expectsAnotherPage();
  await expect(visitor.page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await signInHere(desk, visitor, desk.cast.agent);
  await agent.open(ticket);
  await expect(agent.reply).toHaveValue("Nobody has seen this yet.");
});

test("pages and answers of people who are signed in are kept by no cache", async ({ desk }) => {
  const ticket = await desk.fileTicket();
  const cookie = await cookieOf(await makeSession(desk.cast.agent));
  for (const path of [
    `/tickets/${ticket.number}`,
    "/tickets",
    "/sign-out",
    "/api/me",
    `/api/tickets/${ticket.id}`,
  ]) {
    const answer = await fetch(desk.server.url + path, { headers: { cookie } });
    expect([path, answer.status, answer.headers.get("cache-control")]).toEqual([
      path,
      200,
      expect.stringContaining("no-store"),
    ]);
  }
});

test("an admin who signed in long ago shows the password again to end a session, and the page goes on with it", async ({
  desk,
}) => {
  const admin = desk.cast.admin;
  await pool().query(
    "UPDATE people SET password_hash = (SELECT password_hash FROM people WHERE id = $2) WHERE id = $1",
    [admin.id, desk.cast.agent.id],
  );
  const connections = new ConnectionsPage(await desk.enter(admin));
  await connections.open();
  const person = new ListPage(await desk.enter(desk.cast.requester));
  await person.open();
  await pool().query("UPDATE sessions SET proven_at = now() - interval '1 hour' WHERE person_id = $1", [
    admin.id,
  ]);
  const { page } = connections.visitor;
  const dialog = await connections.end(connections.rows(desk.cast.requester.name));
  await dialog.getByRole("button", { name: "End session" }).click();
  const proof = page.getByRole("dialog", { name: "Is it still you?" });
  const password = proof.getByLabel("Your password", { exact: true });
  await expect(password).toBeFocused();
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 720 });
    await expectAccessible(connections.visitor);
  }
  await password.fill("not the one");
  await password.press("Enter");
  await expect(proof).toContainText("This is not your password.");
  await password.fill("a-password-for-browser-tests");
  await proof.getByRole("button", { name: "Go on" }).click();
  await expect(proof).toBeHidden();
  await expect(person.visitor.page.getByRole("dialog", { name: "You have been signed out" })).toBeVisible();
  await expect(page.getByText(`The session of ${desk.cast.requester.name} is over.`)).toBeVisible();
});
