import { z } from "zod";
import { hashToken } from "@/server/api/actor";
import { pool } from "@/server/database/database";
import { expectAccessible } from "../support/accessible";
import { expect, test } from "../support/journey";
import { TicketPage } from "../pages/ticket";
import type { Visitor } from "../support/visitor";

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };
const WORDS = {
  "en-US": { name: "Your name", email: "Your e-mail", sent: "Your request is on its way" },
  "de-DE": { name: "Ihr Name", email: "Ihre E-Mail", sent: "Ihre Anfrage ist unterwegs" },
} as const;

test.beforeEach(async ({ desk }) => {
  await desk.changeSettings({ guestForm: true });
});

/** Fills the form and sends it. */
async function sendForm(
  guest: Visitor,
  locale: keyof typeof WORDS,
  form: { email: string; title: string },
): Promise<void> {
  const { page } = guest;
  const words = WORDS[locale];
  await guest.goTo("/guest");
  await page.getByRole("textbox", { name: words.name }).fill("Gus Guest");
  await page.getByRole("textbox", { name: words.email }).fill(form.email);
  await page.locator('[name="title"]').fill(form.title);
  await page.locator('textarea[name="description"]').fill("It has been stuck since this morning.");
  await page.locator('input[type="file"]').setInputFiles({
    name: "door.txt",
    mimeType: "text/plain",
    buffer: Buffer.from("what the door says"),
  });
  await expectAccessible(guest);
  await page.locator('button[type="submit"]').click();
  await expect(page.getByText(words.sent)).toBeVisible();
}

/** The path of a ticket's link. The mail's own token is nowhere but in the sealed mail, so a token that the journey knows takes its place. */
async function linkTo(title: string): Promise<string> {
  const token = `known-${title.replaceAll(" ", "-")}`;
  const { rowCount } = await pool().query(
    "UPDATE secret_tokens s SET hash = $1 FROM tickets t WHERE s.kind = 'magic_link' AND s.ticket_id = t.id AND t.title = $2",
    [hashToken(token), title],
  );
  expect(rowCount).toBe(1);
  return `/guest/open#token=${token}`;
}

for (const locale of ["en-US", "de-DE"] as const) {
  test(`a guest on a phone asks, is answered live, and says that it is solved, in ${locale}`, async ({
    desk,
  }) => {
    const title = `The door does not open ${locale}`;
    const email = `gus-${locale.toLowerCase()}@outside.example`;
    const guest = await desk.enter(null, { ...PHONE, locale });
    await sendForm(guest, locale, { email, title });

    const found = z
      .looseObject({ items: z.array(z.looseObject({ number: z.number(), title: z.string() })) })
      .parse((await (await desk.api(desk.cast.agent)).send("GET", "/api/tickets")).body);
    const ticket = found.items.find((one) => one.title === title);
    const agent = new TicketPage(await desk.enter(desk.cast.agent));
    await agent.open({ number: ticket?.number ?? 0 });

    await guest.goTo(await linkTo(title));
    guest.expectsAnotherPage();
    const { page } = guest;
    await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
    expect(new URL(page.url()).pathname).toBe("/guest/ticket");
    expect(page.url()).not.toContain("token");
    await guest.untilConnected();
    await expect(page.getByText("door.txt")).toBeVisible();
    await expectAccessible(guest);

    await agent.send("Which door is it?");
    await expect(page.getByText("Which door is it?")).toBeVisible();
    await agent.addNote("A note among staff");
    const reply = page.getByRole("textbox", { name: /Your reply|Ihre Antwort/ });
    await reply.fill("The one to the yard");
    await reply.press("Control+Enter");
    await expect(agent.message("The one to the yard")).toBeVisible();
    await expect(reply).toHaveValue("");
    await page.getByRole("button", { name: /^(This is solved|Das ist gelöst)$/ }).click();
    await expect(agent.property("Status")).toContainText("Closed");
    await expectAccessible(guest);
    const received = (await guest.received()).map(({ text }) => text).join("\n");
    expect(received).not.toContain("A note among staff");
    expect(received).not.toContain(desk.cast.agent.email);
  });
}

test("a link does not sign anybody out unasked, and one that has ended offers a new one", async ({
  desk,
}) => {
  const email = "gina@outside.example";
  const guest = await desk.enter(null, PHONE);
  const title = "A light is broken";
  await sendForm(guest, "en-US", { email, title });
  const link = await linkTo(title);

  const agent = await desk.enter(desk.cast.agent, PHONE);
  await agent.goTo(link);
  await expect(agent.page.getByText(desk.cast.agent.name)).toBeVisible();
  await expectAccessible(agent);
  await agent.goTo("/tickets");
  await agent.untilConnected();

  await guest.goTo("/guest/open#token=no-such-token");
  await expect(guest.page.getByRole("heading", { name: "This link does not work any more" })).toBeVisible();
  await guest.page.getByRole("textbox", { name: "Your e-mail" }).fill(email);
  await guest.page.getByRole("button", { name: "Send me a new link" }).click();
  await expect(guest.page.getByText("new links to them are on their way")).toBeVisible();
  await expectAccessible(guest);
});

test("a closed form says so", async ({ desk }) => {
  await desk.changeSettings({ guestForm: false });
  const guest = await desk.enter(null, PHONE);
  await guest.goTo("/guest");
  await expect(guest.page.getByRole("heading", { name: "This form is closed" })).toBeVisible();
  await expect(guest.page.locator("form")).toHaveCount(0);
  await expectAccessible(guest);
});
