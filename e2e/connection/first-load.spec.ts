import type { Page, Route } from "@playwright/test";
import { projectRoot } from "@/server/process/root";
import { readFirstLoad } from "@/testing/processes/first-load";
import { TicketPage } from "../pages/ticket";
import { expectAccessible } from "../support/accessible";
import { expect, test } from "../support/journey";

/** What stands in the code of a package alone, whatever a build makes of it. */
const LATER = { toasts: "toast-swipe", tooltips: "bg-tip" };

/** The code that a page fetches after its first load, held back until it is let through or cut off. */
class LateCode {
  private readonly held: Route[] = [];
  private state: "held" | "cut" | "gone" | "open" = "held";

  static async holdBack(page: Page, document: string): Promise<LateCode> {
    const late = new LateCode();
    await page.route("**/_next/static/chunks/*.js", async (route) => {
      const name = new URL(route.request().url()).pathname.split("/").at(-1) ?? "";
      // What the document names is the page itself.
      if (document.includes(name) || late.state === "open") {
        await route.continue();
      } else if (late.state !== "held") {
        await late.refuse(route);
      } else {
        late.held.push(route);
      }
    });
    return late;
  }

  /** From now on, and for what waits, the connection is cut; or the code is gone, as after a deployment. */
  async withhold(how: "cut" | "gone"): Promise<void> {
    this.state = how;
    await Promise.all(this.held.splice(0).map((route) => this.refuse(route)));
  }

  /** From now on, and for what waits, it works. */
  async letThrough(): Promise<void> {
    this.state = "open";
    await Promise.all(this.held.splice(0).map((route) => route.continue()));
  }

  private async refuse(route: Route): Promise<void> {
    await (this.state === "cut" ? route.abort() : route.fulfill({ status: 404, body: "" }));
  }
}

for (const page of ["(auth)/sign-in", "(desk)/tickets", "(desk)/tickets/[ticket]"]) {
  test(`the first load of ${page} holds nothing of what opens over it`, () => {
    const text = readFirstLoad(projectRoot(), page)?.texts.join("\n") ?? "";
    expect(text.length).toBeGreaterThan(100_000);
    expect(Object.values(LATER).filter((mark) => text.includes(mark))).toEqual([]);
  });
}

test("the document of a list says that rows are coming, and never that there are none", async ({ desk }) => {
  const ticket = await desk.fileTicket();
  for (const [person, coming] of [
    [desk.cast.agent, "Loading tickets"],
    [desk.cast.requester, "Loading your requests"],
  ] as const) {
    const { page } = await desk.enter(person);
    const document = await (await page.request.get(`${desk.server.url}/tickets`)).text();
    expect(document).toContain(coming);
    expect(document).toContain(ticket.title);
  }
});

test("a key that comes before the code of what it opens opens it once that is here", async ({ desk }) => {
  const visitor = await desk.enter(desk.cast.agent);
  const { page } = visitor;
  const document = await (await page.request.get(`${desk.server.url}/tickets`)).text();
  const late = await LateCode.holdBack(page, document);
  await visitor.goTo("/tickets");
  await visitor.untilConnected();
  await page.keyboard.press("?");
  await late.letThrough();
  const sheet = page.getByRole("dialog", { name: "Keys", exact: true });
  await expect(sheet).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
});

for (const how of ["cut", "gone"] as const) {
  test(`what cannot be fetched says so and keeps what was typed, and opens at another try (the code is ${how})`, async ({
    desk,
  }) => {
    const ticket = await desk.fileTicket();
    const visitor = await desk.enter(desk.cast.agent);
    const { page } = visitor;
    const view = new TicketPage(visitor);
    const document = await (await page.request.get(`${desk.server.url}/tickets/${ticket.number}`)).text();
    const late = await LateCode.holdBack(page, document);
    await visitor.goTo(`/tickets/${ticket.number}`);
    await visitor.untilConnected();
    await view.reply.fill("Half a reply");
    await view.reply.blur();
    await late.withhold(how);
    await page.keyboard.press("?");
    const keys = page.getByRole("dialog", { name: "Keys", exact: true });
    await expect(keys.getByRole("alert")).toContainText("could not be loaded");
    await expect(keys.getByRole("button", { name: "Close" })).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(keys).toBeHidden();

    await page.keyboard.press("?");
    await expect(keys.getByRole("alert")).toBeVisible();
    await late.letThrough();
    await keys.getByRole("button", { name: "Try again" }).click();
    await expect(keys.getByRole("alert")).toBeHidden();
    await expect(keys).toContainText("This list of keys");
    await expect(keys.locator(":focus")).toHaveCount(1);
    await page.keyboard.press("Escape");
    await expect(keys).toBeHidden();
    await expect(view.reply).toHaveValue("Half a reply");
  });
}

test("what matters without a connection opens without its code", async ({ desk }) => {
  const ticket = await desk.fileTicket();
  const visitor = await desk.enter(desk.cast.agent);
  const { page } = visitor;
  const view = new TicketPage(visitor);
  const document = await (await page.request.get(`${desk.server.url}/tickets/${ticket.number}`)).text();
  const late = await LateCode.holdBack(page, document);
  await visitor.goTo(`/tickets/${ticket.number}`);
  await visitor.untilConnected();
  await view.reply.fill("Typed on a train.");
  await late.withhold("cut");
  await page.context().setOffline(true);
  await page.getByRole("button", { name: /^Your account:/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  const dialog = page.getByRole("dialog", { name: "You are still signed in" });
  await expect(dialog).toContainText("nothing was cleared");
  await expect(dialog.locator(":focus")).toHaveCount(1);
  await expectAccessible(visitor);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(view.reply).toHaveValue("Typed on a train.");
  await page.context().setOffline(false);
  await late.letThrough();
  await visitor.untilConnected();
});
