import { findInBothSchemes } from "../support/accessible";
import { expect, test } from "../support/journey";
import { enterAll, makeFullTicket, PAGES } from "../pages/every-page";
import { TicketPage } from "../pages/ticket";
import type { Visitor } from "../support/visitor";

const PHONE = { width: 360, height: 740 };
const LAPTOP = { width: 1280, height: 720 };

test("no page is wider than a phone of 360 pixels, in German", async ({ desk }) => {
  test.setTimeout(180_000);
  const ticket = await makeFullTicket(desk);
  const visitors = await enterAll(desk, { viewport: PHONE, locale: "de-DE" });
  for (const { name, who, path } of PAGES) {
    await visitors[who].goTo(path(ticket, desk.cast));
    await expectNarrow(visitors[who], name, "de");
  }
});

test("every page fits a phone and, on a laptop, is free of what axe finds against WCAG 2.2 AA, light and dark", async ({
  desk,
}) => {
  test.setTimeout(240_000);
  const ticket = await makeFullTicket(desk);
  const visitors = await enterAll(desk, { viewport: PHONE, locale: "en-US" });
  for (const { name, who, path } of PAGES) {
    const visitor = visitors[who];
    await visitor.page.setViewportSize(PHONE);
    await visitor.goTo(path(ticket, desk.cast));
    await expectNarrow(visitor, name, "en");
    await visitor.page.setViewportSize(LAPTOP);
    if (who !== "nobody") {
      await visitor.untilConnected();
    }
    expect.soft(await findInBothSchemes(visitor.page), name).toEqual([]);
  }
  const composer = new TicketPage(visitors.agent);
  await composer.open(ticket);
  await composer.noteTab.click();
  await composer.note.fill("A draft of a note");
  expect.soft(await findInBothSchemes(composer.visitor.page), "a draft of a note").toEqual([]);
});

/** Expects that a page which was just opened is in this language, and that nothing of it is wider than the window. */
async function expectNarrow({ page }: Visitor, name: string, language: string): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", language);
  // What scrolls sideways inside the page: nothing but wide texts of a message, in frames of their own.
  const wide = await page.evaluate(() =>
    [...document.querySelectorAll("main, main *")]
      .filter((element) => element.checkVisibility() && element.scrollWidth > element.clientWidth + 1)
      .filter((element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowX))
      .filter((element) => element.closest(".prose-quiet") === null)
      .map((element) => `${element.tagName} ${element.className}: ${element.textContent.slice(0, 60)}`),
  );
  expect.soft(wide, name).toEqual([]);
  expect.soft(await page.evaluate(() => document.documentElement.scrollWidth), name).toBe(PHONE.width);
}
