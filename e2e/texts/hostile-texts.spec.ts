import type { Desk } from "../support/desk";
import { expect, test } from "../support/journey";
import { TicketPage } from "../pages/ticket";

const SHOTS = process.env["TEXT_SHOTS"];

/** Texts that held the whole process up, or made their ticket unreadable, and what people write every day. */
const TEXTS = [
  "*a_".repeat(6_660),
  ">".repeat(2_000),
  "a\n\n".repeat(6_600),
  "Please **restart** it:\n\n1. open `services.msc`\n2. choose *Spooler*\n\n> it worked before\n\n| host | state |\n|---|---|\n| printer-3 | down |",
  "C:\\_old\\*.xls\n__init__.py\n[ERROR]: timeout in <b1>\n    at line 3",
  "See [https://desk.example/reset](https://evil.example/reset) or [the guide](/api/auth/signout)",
  "لا تعمل الطابعة منذ الصباح",
];

async function fileHardTicket(desk: Desk) {
  const ticket = await desk.fileTicket();
  for (const text of TEXTS) {
    await desk.comment(desk.cast.requester, ticket, text);
  }
  return ticket;
}

test("a ticket with texts made to hurt opens, is formatted where it can be, and nobody else notices", async ({
  desk,
}) => {
  const ticket = await fileHardTicket(desk);
  const bystander = await desk.enter(desk.cast.unrelated);
  await bystander.goTo("/tickets");
  await bystander.untilConnected();
  const reader = new TicketPage(await desk.enter(desk.cast.agent));
  await reader.open(ticket);
  const { page } = reader.visitor;
  await expect(reader.message("Please").locator("strong")).toHaveText("restart");
  await expect(reader.message("services.msc").getByRole("table")).toBeVisible();
  await expect(reader.message("Shown as plain text")).toHaveCount(1);
  await expect(reader.message("*a_*a_*a_")).toHaveCount(1);
  await expect(reader.message("[ERROR]: timeout in <b1>")).toContainText("__init__.py");
  await expect(reader.message("evil.example").getByRole("link")).toHaveCount(1);
  await expect(reader.message("(evil.example)")).toHaveCount(1);
  const direction = await reader
    .message("الطابعة")
    .locator(".prose-quiet p")
    .evaluate((element) => getComputedStyle(element).direction);
  expect(direction).toBe("rtl");

  // What comes while it is open is formatted in the same way.
  await desk.comment(desk.cast.requester, ticket, "and **once more**");
  await expect(reader.message("once more").locator("strong")).toHaveText("once more");
  await desk.comment(desk.cast.requester, ticket, "*b_".repeat(6_660));
  await expect(reader.message("*b_*b_*b_")).toHaveCount(1);
  expect(bystander.lines.filter((line) => /disconnect/i.test(line))).toEqual([]);
  await expect(page.getByText("Live updates paused")).toBeHidden();
});

test("a long conversation begins with its latest messages, and goes back without a jump", async ({
  desk,
}) => {
  const ticket = await desk.fileTicket();
  const comments = [];
  for (let index = 0; index < 115; index++) {
    const who = index % 2 === 0 ? desk.cast.agent : desk.cast.requester;
    comments.push(await desk.comment(who, ticket, `Message number ${index} of many`));
  }
  for (const person of [desk.cast.agent, desk.cast.requester]) {
    const reader = new TicketPage(await desk.enter(person));
    await reader.open(ticket);
    const { page } = reader.visitor;
    const messages = page.locator("[id^=message-]");
    await expect(messages).toHaveCount(50);
    const more = page.getByRole("button", { name: "Show earlier messages" });
    await more.scrollIntoViewIfNeeded();
    await more.focus();
    const anchor = reader.message("Message number 65 of many");
    const before = (await anchor.boundingBox())?.y ?? 0;
    await page.keyboard.press("Enter");
    await expect(messages).not.toHaveCount(50);
    expect(Math.abs(((await anchor.boundingBox())?.y ?? 0) - before)).toBeLessThan(3);
    // And by scrolling up to it.
    await anchor.hover();
    await expect(async () => {
      await page.mouse.wheel(0, -1_500);
      await expect(messages).toHaveCount(115, { timeout: 500 });
    }).toPass();
    await expect(more).toBeHidden();
    await expect(messages.first()).toContainText("Message number 0 of many");
  }

  // The address of a message that is not among the latest.
  const reader = new TicketPage(await desk.enter(desk.cast.agent));
  await reader.visitor.goTo(`/tickets/${ticket.number}#message-${comments[3]?.id}`);
  await expect(page(reader, comments[3]?.id)).toBeInViewport();
  await expect(page(reader, comments[3]?.id)).toBeFocused();
});

function page(reader: TicketPage, id: string | undefined) {
  return reader.visitor.page.locator(`#message-${id}`);
}

test("texts of every sort fit their page, on a phone and on a wide screen, light and dark", async ({
  desk,
}) => {
  const ticket = await fileHardTicket(desk);
  const reader = new TicketPage(await desk.enter(desk.cast.agent, { viewport: { width: 360, height: 900 } }));
  await reader.open(ticket);
  const { page } = reader.visitor;
  for (const width of [360, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      if (SHOTS) {
        await reader.message("Please").scrollIntoViewIfNeeded();
        await page.screenshot({ path: `${SHOTS}/texts-${width}-${colorScheme}.png` });
        await reader.message("الطابعة").scrollIntoViewIfNeeded();
        await page.screenshot({ path: `${SHOTS}/texts-end-${width}-${colorScheme}.png` });
      }
    }
  }
});

test("who goes to an old message in the moment in which the thread grows stays there", async ({ desk }) => {
  const ticket = await desk.fileTicket();
  for (let index = 0; index < 30; index++) {
    await desk.comment(desk.cast.requester, ticket, `Message number ${index} of many`);
  }
  const reader = new TicketPage(await desk.enter(desk.cast.requester));
  await reader.open(ticket);
  const { page } = reader.visitor;
  const last = reader.message("Message number 29 of many");
  await last.scrollIntoViewIfNeeded();
  await page.mouse.wheel(0, 5_000);
  await expect(last).toBeInViewport();
  await page.evaluate(async () => {
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    await nextFrame();
    const first = document.querySelector<HTMLElement>("[id^=message-]");
    if (first) {
      first.style.minHeight = "400px";
      first.scrollIntoView({ block: "start" });
    }
    await nextFrame();
    await nextFrame();
  });
  await expect(reader.message("Message number 0 of many")).toBeInViewport();
});
