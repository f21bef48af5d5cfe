import { findInBothSchemes } from "../support/accessible";
import { expect, test } from "../support/journey";
import { enterAll, makeFullTicket, PAGES } from "../pages/every-page";
import { TicketPage } from "../pages/ticket";
import type { Visitor } from "../support/visitor";

const PHONE = { width: 360, height: 740 };
const LAPTOP = { width: 1280, height: 720 };

/** So many pages a test: the groups go side by side, and none of them takes long. */
const GROUP = 8;
const groups = Array.from({ length: Math.ceil(PAGES.length / GROUP) }, (_, index) =>
  PAGES.slice(index * GROUP, (index + 1) * GROUP),
);

test.describe.configure({ mode: "parallel" });

for (const [index, pages] of groups.entries()) {
  const which = `${pages[0]?.name} and others (${index + 1} of ${groups.length})`;

  test(`in German no page is wider than a phone of 360 pixels: ${which}`, async ({ desk }) => {
    const ticket = await makeFullTicket(desk);
    const visitors = await enterAll(desk, { viewport: PHONE, locale: "de-DE" });
    for (const { name, who, path } of pages) {
      await visitors[who].goTo(path(ticket, desk.cast));
      await expectNarrow(visitors[who], name, "de");
    }
  });

  test(`pages fit a phone and, on a laptop, are free of what axe finds against WCAG 2.2 AA, light and dark: ${which}`, async ({
    desk,
  }) => {
    const ticket = await makeFullTicket(desk);
    const visitors = await enterAll(desk, { viewport: PHONE, locale: "en-US" });
    for (const { name, who, path } of pages) {
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
  });
}

test("a draft of a note is free of what axe finds, light and dark", async ({ desk }) => {
  const composer = new TicketPage(await desk.enter(desk.cast.agent, { viewport: LAPTOP }));
  await composer.open(await makeFullTicket(desk));
  await composer.noteTab.click();
  await composer.note.fill("A draft of a note");
  expect(await findInBothSchemes(composer.visitor.page)).toEqual([]);
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
