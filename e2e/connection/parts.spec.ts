import type { Page, Route } from "@playwright/test";
import { TicketPage } from "../pages/ticket";
import { expect, test } from "../support/journey";

/** The code that a page fetches after its first load, held back until it is let through or cut off. */
class LateCode {
  private readonly held: Route[] = [];
  private state: "held" | "cut" | "open" = "held";

  static async holdBack(page: Page, document: string): Promise<LateCode> {
    const late = new LateCode();
    await page.route("**/_next/static/chunks/*.js", async (route) => {
      const name = new URL(route.request().url()).pathname.split("/").at(-1) ?? "";
      // What the document names is the page itself.
      if (document.includes(name) || late.state === "open") {
        await route.continue();
      } else if (late.state === "cut") {
        await route.abort();
      } else {
        late.held.push(route);
      }
    });
    return late;
  }

  /** From now on, and for what waits, the connection is gone. */
  async cut(): Promise<void> {
    this.state = "cut";
    await Promise.all(this.held.splice(0).map((route) => route.abort()));
  }

  /** From now on, and for what waits, it works. */
  async letThrough(): Promise<void> {
    this.state = "open";
    await Promise.all(this.held.splice(0).map((route) => route.continue()));
  }
}

test("a press that comes before the code of a menu opens it once it is there, with its button focused before and after", async ({
  desk,
}) => {
  const visitor = await desk.enter(desk.cast.agent);
  const { page } = visitor;
  const document = await (await page.request.get(`${desk.server.url}/tickets`)).text();
  const late = await LateCode.holdBack(page, document);
  await visitor.goTo("/tickets");
  const button = page.getByRole("button", { name: /^Your account|^Account/ }).first();
  await expect(button).toHaveAttribute("aria-haspopup", "menu");
  await expect(async () => {
    await button.click();
    await expect(button).toBeFocused({ timeout: 1_000 });
  }).toPass();
  await expect(button).toHaveAttribute("aria-expanded", "false");
  await late.letThrough();
  await expect(page.getByRole("menu")).toBeVisible();
  await expect(button).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menu")).toBeHidden();
  await expect(button).toBeFocused();
});

test("what cannot be fetched says so and keeps what was typed, and opens once the connection is back", async ({
  desk,
}) => {
  const ticket = await desk.fileTicket();
  const visitor = await desk.enter(desk.cast.agent);
  const { page } = visitor;
  const view = new TicketPage(visitor);
  const document = await (await page.request.get(`${desk.server.url}/tickets/${ticket.number}`)).text();
  const late = await LateCode.holdBack(page, document);
  await visitor.goTo(`/tickets/${ticket.number}`);
  await view.reply.fill("Half a reply");
  const button = page.getByRole("button", { name: /^Your account|^Account/ }).first();
  await button.click();
  await late.cut();
  const said = page.getByRole("alert").filter({ hasText: "could not be loaded" });
  await expect(said).toBeVisible();
  await expect(page.getByRole("menu")).toBeHidden();
  await expect(view.reply).toHaveValue("Half a reply");
  await late.letThrough();
  await button.click();
  await expect(page.getByRole("menu")).toBeVisible();
  await expect(view.reply).toHaveValue("Half a reply");
});
