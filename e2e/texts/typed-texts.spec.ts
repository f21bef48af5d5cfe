import { CORPUS, type CorpusText } from "@/testing/corpus/texts";
import { linesOf, missingWords } from "@/testing/corpus/shown-text";
import type { TicketDto } from "@/features/tickets/schema";
import type { Desk } from "../support/desk";
import { expect, test } from "../support/journey";
import { Notifications } from "../pages/notifications";
import { TicketPage } from "../pages/ticket";

const SHOTS = process.env["TEXT_SHOTS"];

/** Every eighth text, and so some of every family. */
const SAMPLE = CORPUS.filter((_, index) => index % 8 === (index >> 3) % 2);

/** Commands of `String.replace`, signs of templates, and words from right to left. */
const TITLE = "Costs $$ and $& and 100%s <b>מדפסת</b>";

async function fileTexts(desk: Desk, texts: readonly CorpusText[]): Promise<TicketDto> {
  const ticket = await desk.fileTicket(desk.cast.requester, TITLE);
  for (const [index, { text }] of texts.entries()) {
    await desk.comment(index % 2 === 0 ? desk.cast.requester : desk.cast.agent, ticket, text);
  }
  return ticket;
}

test("what people type and paste stands on the page as they typed it", async ({ desk }) => {
  test.setTimeout(120_000);
  for (let from = 0; from < SAMPLE.length; from += 20) {
    const texts = SAMPLE.slice(from, from + 20);
    const ticket = await fileTexts(desk, texts);
    const reader = new TicketPage(await desk.enter(desk.cast.agent));
    await reader.open(ticket);
    const { page } = reader.visitor;
    expect(await page.title()).toBe(`#${ticket.number} ${ticket.title} · Helpejo`);
    const shown = await page.locator("[id^=message-] .prose-quiet").evaluateAll((messages) =>
      messages.map((message) => ({
        text: message instanceof HTMLElement ? message.innerText : "",
        addresses: [...message.querySelectorAll("a")].map((link) => link.href),
      })),
    );
    expect(shown).toHaveLength(texts.length);
    for (const [index, { name, text, isPlain }] of texts.entries()) {
      const { text: seen = "", addresses = [] } = shown[index] ?? {};
      if (isPlain) {
        expect(filled(seen), name).toEqual(filled(text));
      } else {
        const typed = text.replace(/\]\([^)]*\)/g, "]").replace(/^- \[x\]/gm, "-");
        expect(missingWords(typed, seen), name).toEqual([]);
        expect(addresses.length, name).toBeGreaterThanOrEqual(text.includes("](") ? 1 : 0);
      }
    }
  }
});

test("titles run the way of their letters, in list, ticket and bell, and none is cut on its own page", async ({
  desk,
}) => {
  const arabic = await desk.fileTicket(desk.cast.requester, "الطابعة لا تعمل (PC-17)");
  const long = await desk.fileTicket(
    desk.cast.requester,
    "Printer out of paper, toner and patience ".repeat(4),
  );
  const options = { viewport: { width: 360, height: 740 } };
  const visitor = await desk.enter(desk.cast.agent, options);
  const { page } = visitor;
  await visitor.goTo("/tickets");
  const row = page.getByRole("link", { name: new RegExp(`^New: .*${arabic.title.slice(0, 10)}`) });
  await expect(row).toHaveCSS("direction", "rtl");
  await expect(page.getByRole("link", { name: /^New: Printer out of paper/ })).toHaveCSS("direction", "ltr");

  const bell = new Notifications(visitor);
  await bell.open();
  await expect(bell.item(arabic.title).getByText(arabic.title)).toHaveCSS("direction", "rtl");
  await page.keyboard.press("Escape");

  const reader = new TicketPage(visitor);
  await reader.open(arabic);
  const heading = page.getByRole("heading", { level: 1 });
  await expect(heading).toHaveCSS("direction", "rtl");
  await reader.reply.fill("شكرا");
  await expect(reader.reply).toHaveCSS("direction", "rtl");
  await reader.reply.fill("");

  await reader.open(long);
  await heading.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  const isReached = await heading.evaluate(
    (element) =>
      element.scrollTop + element.clientHeight >= element.scrollHeight - 1 &&
      getComputedStyle(element).overflowY !== "hidden",
  );
  expect(isReached).toBe(true);
});

test("a log that is too long for a new ticket is not cut: the page says how much is too much", async ({
  desk,
}) => {
  const visitor = await desk.enter(desk.cast.requester);
  const { page } = visitor;
  await visitor.goTo("/tickets/new");
  const log = "0123456789".repeat(2_010);
  const description = page.getByRole("textbox", { name: "What happened?" });
  await description.fill(log);
  await expect(description).toHaveValue(log);
  await expect(page.getByText("100 characters too many")).toBeVisible();
  await description.fill("");
});

function filled(text: string): string[] {
  return linesOf(text).filter((line) => line !== "");
}

const LOOKED_AT =
  /^(?:traces 2|shell 1|tables (?:1|2|5|6|7)|scripts (?:1|3|5|15|17)|written \d+|paths 2|code 3|secrets 4|mails 2|answers 2)$/;

test("pasted texts fit their page, from a phone's width to a wide screen's, light and dark", async ({
  desk,
}) => {
  const texts = CORPUS.filter(({ name }) => LOOKED_AT.test(name));
  const wide = {
    name: "wide",
    text: `${"unbroken".repeat(40)}\n\n> ${"مرحبا ".repeat(30)}`,
    isPlain: false,
  };
  const ticket = await fileTexts(desk, [wide, ...texts]);
  const reader = new TicketPage(await desk.enter(desk.cast.agent, { viewport: { width: 360, height: 900 } }));
  await reader.open(ticket);
  const { page } = reader.visitor;
  for (const width of [360, 768, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      const wider = await page
        .locator(".prose-quiet")
        .evaluateAll((messages) =>
          messages
            .filter((message) => message.scrollWidth > message.clientWidth)
            .map((one) => one.textContent),
        );
      expect(wider, `${width} pixels, ${colorScheme}`).toEqual([]);
      if (SHOTS) {
        const messages = page.locator("[id^=message-]");
        for (let at = 0; at < (await messages.count()); at += width === 1440 ? 5 : 4) {
          await messages.nth(at).evaluate((message) => message.scrollIntoView({ block: "start" }));
          await page.screenshot({ path: `${SHOTS}/pasted-${width}-${colorScheme}-${at}.png` });
        }
      }
    }
  }
});
