import { ticketSchema, type TicketDto } from "@/features/tickets/schema";
import { listInjections, type Injection } from "@/testing/corpus/injections";
import { makePerson, type MadePerson } from "@/testing/factories";
import type { HttpClient } from "@/testing/http/client";
import { z } from "zod";
import { Notifications } from "../pages/notifications";
import { TicketPage } from "../pages/ticket";
import type { Desk } from "../support/desk";
import { expectInert, findMade, InjectionWatch, watchPage } from "../support/injected";
import { expect, test } from "../support/journey";
import type { Visitor } from "../support/visitor";

// `npm run test:xss` puts 500 texts into every field and opens every page that shows them as each role; here each of forty
// stands in every field, and each role opens a part of the tickets.
const COUNT = Number(process.env["XSS_TEXTS"] ?? 40);
const isLong = COUNT > 100;
/** Of the short form: each role opens every fourth ticket. */
const ROLES = ["requester", "agent", "viewer", "admin"] as const;
/** An organisation keeps so many canned replies, views and macros at most, each. */
const KEPT_MOST = 150;
const KEPT_NAME = 60;
const idSchema = z.looseObject({ id: z.string() });
const NAME_MOST = 100;
const TITLE_MOST = 150;
const SHORT_MOST = 34;
const LIVE = isLong ? 20 : 2;
const TOGETHER = 4;
/** In the long form every fifth ticket is loaded whole; the others are opened within the page, as by a link. */
const WHOLE_EACH = 5;
const ITSELF = "http://own.invalid/";

const injections = listInjections(COUNT);

/** A ticket with one text in each of its fields. */
interface Seeded {
  ticket: TicketDto;
  injection: Injection;
  mark: string;
  author: MadePerson;
}

test("the texts run when they are taken for markup: else this would show nothing", async ({ browser }) => {
  const page = await browser.newPage();
  const ran: string[] = [];
  await watchPage(page, ran);
  let body = "";
  await page.route(/.*/, (route) =>
    route.request().isNavigationRequest() && route.request().url() === ITSELF
      ? route.fulfill({ contentType: "text/html; charset=utf-8", body })
      : route.abort(),
  );
  let [made, running] = [0, 0];
  for (const { text } of injections) {
    const before = ran.length;
    body = `<!doctype html><title>x</title><p>${text}`;
    // A text that leads elsewhere at once ends the visit.
    await page.goto(ITSELF).catch(() => undefined);
    made += (await findMade(page).catch(() => ["gone"])).length > 0 ? 1 : 0;
    running += ran.length > before ? 1 : 0;
  }
  await page.close();
  console.info(
    `injections: written as markup, ${made} of ${COUNT} make something, and ${running} run at once`,
  );
  expect(made).toBeGreaterThan(COUNT / 4);
  expect(running).toBeGreaterThan(COUNT / 10);
});

for (const [index, who] of ROLES.entries()) {
  test(`in every field of a ticket, no text runs for the ${who}`, async ({ desk }) => {
    const mine = injections.filter((_, at) => isLong || at % ROLES.length === index);
    const seeded = await seedAll(desk, mine);
    const visitor = await desk.enter(desk.cast[who]);
    const watch = await InjectionWatch.begin(visitor);
    for (const one of seeded) {
      await openTicket(visitor, one, who);
      await watch.look(`the ticket of ${one.injection.rule}, ${one.injection.text}`);
    }
    for (const one of seeded.slice(0, LIVE)) {
      await hearLive(desk, visitor, one);
      await watch.look(`live, ${one.injection.text}`);
    }
    const admin = await desk.api(desk.cast.admin);
    for (const { ticket, injection } of seeded.slice(-LIVE)) {
      known.delete(keyOf(desk, injection));
      latest = null;
      expect((await admin.send("DELETE", `/api/tickets/${ticket.id}`)).status).toBe(204);
    }
    await keepAll(desk, mine.slice(0, KEPT_MOST));
    const others = await lookElsewhere(visitor, watch, who);
    const { ran, made, forbidden } = watch.found();
    console.info(
      `injections: ${who}: ${seeded.length} texts in 12 fields, ${seeded.length + LIVE + others} pages: ${ran.length} ran, ${made.length} made something, ${forbidden.length} were forbidden by the policy`,
    );
    expectInert(watch.found());
  });
}

test("in the organisation's name, in addresses and in a browser's name, no text runs", async ({ desk }) => {
  const admin = await desk.api(desk.cast.admin);
  const visitor = await desk.enter(null);
  const watch = await InjectionWatch.begin(visitor);
  const before = desk.cast.organisation.name;
  const chosen = isLong ? injections : injections.slice(0, 12);
  for (const [index, { text }] of chosen.entries()) {
    const name = `${[...text].slice(0, NAME_MOST).join("")} q${index}z`;
    const changed = await admin.send("PATCH", "/api/admin/settings", { name });
    expect(changed.status, JSON.stringify(changed.body)).toBe(200);
    const asked = encodeURIComponent(text);
    await visitor.goTo(
      index % 2 === 0
        ? `/sign-in?error=${asked}&callbackUrl=${asked}`
        : `/register?email=${asked}&name=${asked}`,
    );
    await expect(visitor.page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(visitor.page.locator("body")).toContainText(`q${index}z`);
    await watch.look(`the organisation's name and the address: ${text}`);
  }
  await admin.send("PATCH", "/api/admin/settings", { name: before });
  const agent = await desk.enter(desk.cast.agent, {
    userAgent: `Mozilla/5.0 <img data-xss src=x onerror=__xss(1)> Chrome/140`,
  });
  const reading = await InjectionWatch.begin(agent);
  for (const { text } of chosen) {
    await agent.goTo(
      `/tickets?q=${encodeURIComponent(text.slice(0, 200))}&tag=${encodeURIComponent(text.slice(0, 30))}`,
    );
    await expect(agent.page.getByRole("heading", { level: 1 })).toBeVisible();
    await reading.look(`the list's address: ${text}`);
  }
  await agent.goTo("/account");
  await expect(agent.page.getByRole("heading", { level: 1 })).toBeVisible();
  await reading.look("the account");
  console.info(`injections: ${chosen.length} texts as the organisation's name and in addresses`);
  expectInert(watch.found());
  expectInert(reading.found());
});

/** What was seeded already, by the server that has it: a failed test is followed by another. */
const known = new Map<string, Seeded>();
const kept = new Set<string>();

let made = 0;
/** Each ticket is linked with one that was made before, so that its title stands there, too. */
let latest: { url: string; id: string } | null = null;

async function seedAll(desk: Desk, wanted: readonly Injection[]): Promise<Seeded[]> {
  const seeded: Seeded[] = [];
  for (let at = 0; at < wanted.length; at += TOGETHER) {
    const some = wanted.slice(at, at + TOGETHER).map(async (injection) => {
      const key = keyOf(desk, injection);
      const one = known.get(key) ?? (await seed(desk, injection));
      known.set(key, one);
      return one;
    });
    seeded.push(...(await Promise.all(some)));
  }
  return seeded;
}

function keyOf(desk: Desk, { text }: Injection): string {
  return `${desk.server.databaseUrl} ${text}`;
}

/** Puts a text into every field that shows on a ticket: title, description, category, team, tag, assignee, author, comment, note, two files. */
async function seed(desk: Desk, injection: Injection): Promise<Seeded> {
  const [admin, requester] = [await desk.api(desk.cast.admin), await desk.api(desk.cast.requester)];
  const mark = `q${(made += 1)}x${process.pid}z`;
  const cut = (most: number): string => `${[...injection.text].slice(0, most).join("")} ${mark}`;
  const body = `${injection.text} ${mark}`;
  const short = cut(SHORT_MOST - mark.length);
  const author = await makePerson(desk.cast.organisation, { role: "agent" });
  const send = async (client: HttpClient, method: string, path: string, input: unknown): Promise<unknown> => {
    const answer = await client.send(method, path, input);
    expect(answer.status, `${path}: ${injection.text}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
    return answer.body;
  };
  await send(admin, "PATCH", `/api/admin/users/${author.id}`, { name: cut(NAME_MOST) });
  const team = idSchema.parse(await send(admin, "POST", "/api/admin/teams", { name: short }));
  await send(admin, "POST", "/api/admin/categories", { name: short, key: mark });
  const input = { title: cut(TITLE_MOST), description: `${body} described` };
  const ticket = ticketSchema.parse(await send(requester, "POST", "/api/tickets", input));
  const changes = { teamId: team.id, category: mark, tags: [short], assigneeId: author.id };
  await send(admin, "PATCH", `/api/tickets/${ticket.id}`, changes);
  const writing = await desk.api(author);
  for (const internal of [false, true]) {
    await send(writing, "POST", `/api/tickets/${ticket.id}/comments`, { body, internal });
    const form = new FormData();
    form.append("internal", String(internal));
    form.append("file", new File([injection.text], `${cut(TITLE_MOST)}.txt`));
    await send(writing, "POST", `/api/tickets/${ticket.id}/attachments`, form);
  }
  if (latest !== null && latest.url === desk.server.databaseUrl) {
    await send(admin, "POST", `/api/tickets/${ticket.id}/links`, { kind: "related", ticketId: latest.id });
  }
  latest = { url: desk.server.databaseUrl, id: ticket.id };
  return { ticket, injection, mark, author };
}

/** Puts texts into what staff keep for their work: names, keywords and texts of canned replies, names of views, names and messages of macros. */
async function keepAll(desk: Desk, wanted: readonly Injection[]): Promise<void> {
  const admin = await desk.api(desk.cast.admin);
  for (const { text } of wanted) {
    if (kept.has(`${desk.server.databaseUrl} ${text}`)) {
      continue;
    }
    kept.add(`${desk.server.databaseUrl} ${text}`);
    const name = `${[...text].slice(0, KEPT_NAME).join("")} k${kept.size}`;
    // A variable that does not exist is refused in a text of this kind.
    const body = text.replaceAll("{{", "{ {");
    const message = { body, internal: true };
    for (const [path, input] of [
      ["/api/canned-replies", { body }],
      ["/api/views", {}],
      ["/api/macros", { actions: { comment: message } }],
    ] as const) {
      const answer = await admin.send("POST", path, { name, scope: "organisation", ...input });
      expect(answer.status, `${path}: ${text}: ${JSON.stringify(answer.body)}`).toBe(201);
    }
  }
}

/** Opens a ticket and waits until its texts are shown. */
async function openTicket(
  visitor: Visitor,
  { ticket, mark }: Seeded,
  who: (typeof ROLES)[number],
): Promise<void> {
  const page = new TicketPage(visitor);
  if (isLong && isOpen(visitor) && ticket.number % WHOLE_EACH !== 0) {
    await goWithin(visitor, `/tickets/${ticket.number}`);
  } else {
    await visitor.goTo(`/tickets/${ticket.number}`);
  }
  await expect(page.message(mark).first()).toBeVisible();
  // Title, description and comment at least, and the notes to staff.
  const shown = await visitor.page
    .locator("main")
    .evaluate((main, wanted) => (main.textContent ?? "").split(wanted).length - 1, mark);
  expect(shown).toBeGreaterThanOrEqual(who === "requester" ? 4 : 8);
}

function isOpen(visitor: Visitor): boolean {
  return visitor.page.url().includes("/tickets/");
}

/** Goes to another page as a link does, without loading a document. */
async function goWithin({ page }: Visitor, path: string): Promise<void> {
  await page.evaluate((to) => {
    const next: unknown = Reflect.get(window, "next");
    const router: unknown = Reflect.get(Object(next), "router");
    Reflect.apply(Reflect.get(Object(router), "push"), router, [to]);
  }, path);
}

async function hearLive(desk: Desk, visitor: Visitor, one: Seeded): Promise<void> {
  const page = new TicketPage(visitor);
  await page.open(one.ticket);
  const text = `${one.injection.text} live ${one.mark}`;
  await desk.comment(one.author, one.ticket, text);
  await expect(page.message(`live ${one.mark}`).first()).toBeVisible();
}

/** Every other page that shows what people wrote. */
async function lookElsewhere(
  visitor: Visitor,
  watch: InjectionWatch,
  who: (typeof ROLES)[number],
): Promise<number> {
  const paths = [
    "/tickets",
    "/tickets/new",
    "/account",
    ...(who === "agent" || who === "admin" ? ["/canned-replies", "/views", "/macros"] : []),
    ...(who === "admin" ? ["/admin/connections", "/admin/notices", "/admin/deleted"] : []),
  ];
  for (const path of paths) {
    await visitor.goTo(path);
    await expect(visitor.page.getByRole("heading", { level: 1 })).toBeVisible();
    await visitor.untilConnected();
    await watch.look(`${who}: ${path}`);
  }
  await visitor.goTo("/tickets");
  await visitor.untilConnected();
  const notifications = new Notifications(visitor);
  await notifications.open();
  await watch.look(`${who}: notifications`);
  return paths.length + 1;
}
