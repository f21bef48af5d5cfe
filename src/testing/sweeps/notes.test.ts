import { v7 } from "uuid";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { addAttachments } from "@/features/attachments/server/write-add";
import { askForAssignment, decideRequest } from "@/features/assignment-requests/server/write";
import { deleteAttachment } from "@/features/attachments/server/write-delete";
import { addComment } from "@/features/comments/server/write-add";
import { deleteComment, updateComment } from "@/features/comments/server/write-change";
import { pool } from "@/server/database/database";
import { forgetLimits } from "@/server/rate-limits/limits";
import type { Actor } from "@/shared/roles";
import { setWatcher } from "@/features/tickets/server/write-watch";
import { choose, MailedDesk } from "../desk/mailed";
import { Cast } from "../authorisation/entities";
import { Random } from "../chaos/random";
import { setUpDesk } from "../desk/setup";
import { setUpFiles, uploadRequest } from "../files";
import { listTargets, type Target } from "../hostile/targets";
import { notifyPeople } from "../notifications";
import { until } from "../wait";
import { revealed, SECRET } from "./judge";
import { Listener } from "./listener";
import { choosePairs, planPairs, type Asker, type Pair, type Sweep } from "./requests";
import { sweepRequests } from "./run";
import { endTimed, sendTimed } from "./send";
import { listRouteSlots } from "./slots";
import { makeAskers, makeOwn } from "./tenants";

// Nothing that staff say among themselves on a ticket may reach its public side: neither the words nor, by any number,
// time, order or difference, that something was said. Routes and their places are found in the matrix and the schemas.

/** Stands in notes, in their files and in those files' names: what the public side tries to find. */
const WORD = "zyqxwhisper";
/** Of each place of a route; `npm run test:notes` takes all that there are, in the order of a seed of its own (NOTES_SEED shows again what failed). */
const isLong = process.env["NOTES_LONG"] === "1";
const EACH = isLong ? Number.MAX_SAFE_INTEGER : 3;
const SEED = Number(
  process.env["NOTES_SEED"] ?? (isLong ? Math.floor(Math.random() * 2 ** 31) : 1_786_221_914),
);
const HOST = "127.0.0.1";
/** What nobody's answer has twice. */
const PASSING = /"(requestId|exportedAt)":"[^"]+"/g;
/** The cursor of the feed follows what anybody commits in the whole database: it counts transactions, and says nothing of them. */
const FEED = "/api/events";
const FEED_CURSOR = /"nextCursor":"[^"]+"/;

const desk = setUpDesk();
setUpFiles();
const mails = MailedDesk.setUp();
const cast = new Cast();
const problems: string[] = [];
let askers: Asker[];
let ticketId: string;
let targets: Target[];
let own: Sweep["own"];
let staff: { member: Actor; admin: Actor; outsider: Actor };
/** Ids of notes and internal files, some of them deleted again. */
const secretIds: string[] = [];
let before: Map<string, string>;
const opened: Listener[] = [];
const listeners: { who: string; listener: Listener; known: number }[] = [];

beforeEach(() => {
  problems.length = 0;
});
beforeAll(async () => {
  await cast.prepare();
  const [member, admin, outsider] = [
    await cast.session("member"),
    await cast.session("admin"),
    await cast.session("outsider"),
  ];
  if (!member || !admin || !outsider) {
    throw new Error("there is no staff");
  }
  staff = { member, admin, outsider };
  ({ ticketId } = await cast.make("teamed"));
  // Somebody of staff has every note mailed: what is not in others' mails is somewhere.
  await setWatcher(admin, { ticket: ticketId, personId: admin.id, isWatching: true });
  await choose(admin, { note: { mail: "now" } });
  const comment = await addComment(admin, { ticket: ticketId, body: "A public word" });
  const file = await attach(admin, { name: "public.txt", isInternal: false });
  askers = await makeAskers(cast, ["guest", "requester", "watcher", "other"], ticketId);
  const made = { open: ticketId, sealed: ticketId, comment: comment.id, file };
  own = makeOwn(cast, new Map(Object.entries(made)));
  targets = (await listTargets()).filter(({ method }) => method === "GET" || method === "HEAD");
  // Whatever a first request makes is there before it counts, and that somebody of staff has seen the ticket.
  await staffOpens();
  await fetchEverything();
  await notifyPeople();
  before = await fetchEverything();
  for (const { who, token } of askers) {
    const listener = new Listener(desk.url(), HOST, token);
    expect(await listener.settled()).toBeNull();
    await listener.ask("ticket:join", { ticketId });
    listeners.push({ who, listener, known: 0 });
  }
}, 120_000);
afterAll(() => {
  [...opened, ...listeners.map(({ listener }) => listener)].forEach((listener) => listener.close());
  endTimed();
});

it("what staff say among themselves changes nothing of all that the public side can fetch, count and receive", async () => {
  expect(before.size).toBeGreaterThan(50);
  listeners.forEach((one) => (one.known = one.listener.received.length));
  await whisper();
  await notifyPeople();
  const mailed = await mails.mailed();
  expect(mailed.some(({ mail }) => mail.text.includes(WORD))).toBe(true);
  expect([...new Set(mailed.map(({ address }) => address))]).toEqual([await emailOf(staff.admin)]);
  const after = await fetchEverything();
  for (const [what, answer] of after) {
    if (answer !== before.get(what)) {
      problems.push(`${what}: ${before.get(what)?.slice(0, 300)} became ${answer.slice(0, 300)}`);
    }
    revealed(new Set(secretIds), "", { headers: {}, text: answer.replaceAll(WORD, SECRET) }).forEach((it) =>
      problems.push(`${what}: ${it}`),
    );
  }
  expect(problems).toEqual([]);
});

it("nothing of it is received on a socket, and nothing of it is in a replay", async () => {
  const staffAddresses = [await emailOf(staff.admin), await emailOf(staff.member)];
  await addComment(staff.admin, { ticket: ticketId, body: "The public side reads this" });
  const mailed = await mails.mailed();
  expect(mailed.length).toBeGreaterThan(1);
  for (const { address, mail } of mailed.filter(({ address }) => !staffAddresses.includes(address))) {
    expect(mail.text).toContain("The public side reads this");
    expect(`${mail.text}${mail.html}${mail.raw}`, address).not.toMatch(new RegExp(`${WORD}|${SECRET}`));
  }
  for (const { who, listener, known } of listeners.filter((one) => one.who !== "other")) {
    await until(`${who} received what is public`, () => listener.hasReceived("The public side reads this"));
    const received = listener.received.slice(known);
    // The public comment is the first that is received of the ticket: whatever came before it came of what staff said.
    const first = received.findIndex(({ payload }) =>
      JSON.stringify(payload).includes("The public side reads this"),
    );
    expect(
      received.slice(0, first).map(({ name }) => name),
      who,
    ).toEqual([]);
    const replay = await listener.ask("ticket:join", { ticketId, since: 0 });
    expect(replay.text, who).toContain("The public side reads this");
    const texts = [replay.text, ...received.map(({ payload }) => JSON.stringify(payload))];
    for (const text of texts) {
      const shown = text.replaceAll(WORD, SECRET);
      revealed(new Set(secretIds), "", { headers: {}, text: shown }).forEach((it) =>
        problems.push(`${who}: ${it}`),
      );
    }
  }
  expect(problems).toEqual([]);
});

it("looked for by its words, its names and its ids, it is not told from what never was", async () => {
  const words: Pair[] = [
    { what: "word", theirs: WORD, nobodys: "zyqxnothing" },
    { what: "beginning", theirs: WORD.slice(0, 8), nobodys: "zyqxnoth" },
    { what: "file name", theirs: `${WORD}.txt`, nobodys: "zyqxnothing.txt" },
  ];
  const ids = secretIds.map((id, index) => ({ what: `id ${index}`, theirs: id, nobodys: v7() }));
  const sweep: Sweep = {
    host: HOST,
    askers,
    own,
    ids,
    words: () => words,
    theirIds: new Set(secretIds),
  };
  const kinds = { ids: ids.map(({ what }) => what), words: words.map(({ what }) => what), fresh: [] };
  const random = new Random(SEED);
  const planned = choosePairs(planPairs(sweep, await listRouteSlots(), kinds), random, EACH);
  const note = (problem: string) => problems.push(problem);
  const { requests, routes, timing } = await sweepRequests(desk.url(), sweep, { planned, random, note });
  console.info(
    `notes: ${before.size} answers compared; ${requests} requests to ${routes} routes, median of notes' is ${timing.ratio().toFixed(3)} of nobody's`,
  );
  expect(problems).toEqual([]);
  expect(requests).toBeGreaterThan(100);
});

async function emailOf({ id }: Actor): Promise<string> {
  const { rows } = await pool().query<{ email: string }>("SELECT email FROM people WHERE id = $1", [id]);
  return rows[0]?.email ?? "";
}

/** Everything that staff can do on a ticket without its public side. */
async function whisper(): Promise<void> {
  const { member, admin, outsider } = staff;
  const body = `${SECRET}${WORD} to @requester and @watcher`;
  const note = await addComment(member, { ticket: ticketId, body, internal: true });
  await updateComment(member, { commentId: note.id, body: `${body} once more` });
  const gone = await addComment(admin, { ticket: ticketId, body, internal: true });
  await deleteComment(admin, gone.id);
  const [kept, deleted] = [
    await attach(member, { name: `${WORD}.txt`, isInternal: true }),
    await attach(admin, { name: `${WORD}.txt`, isInternal: true }),
  ];
  await deleteAttachment(admin, deleted);
  secretIds.push(note.id, gone.id, kept, deleted);
  for (const decision of ["declined", "withdrawn"] as const) {
    const { id } = await askForAssignment(outsider, {
      ticket: ticketId,
      assigneeId: outsider.id,
      note: `${SECRET}${WORD} is mine`,
    });
    secretIds.push(id);
    const by = decision === "declined" ? member : outsider;
    await decideRequest(by, { requestId: id, decision, reason: `${SECRET}${WORD} is not` });
  }
  const there = await staffOpens();
  await there.ask("typing:start", { ticketId, internal: true });
  await there.ask("ticket:read", { ticketId, version: 1 });
  await there.ask("typing:stop", { ticketId, internal: true });
}

/** A socket of staff that has the ticket open, once its requester can know that somebody has. */
async function staffOpens(): Promise<Listener> {
  const [asker] = await makeAskers(cast, ["member"], ticketId);
  const listener = new Listener(desk.url(), HOST, asker?.token ?? null);
  expect(await listener.settled()).toBeNull();
  await listener.ask("ticket:join", { ticketId });
  await until("the ticket was seen", async () => {
    const { rows } = await pool().query("SELECT 1 FROM tickets WHERE id = $1 AND seen_at IS NOT NULL", [
      ticketId,
    ]);
    return rows.length > 0;
  });
  opened.push(listener);
  return listener;
}

async function attach(
  actor: Actor,
  { name, isInternal }: { name: string; isInternal: boolean },
): Promise<string> {
  const parts = [
    { name: "internal", content: String(isInternal) },
    { name: "file", content: `The words of ${name}`, filename: name },
  ];
  const { items } = await addAttachments(actor, {
    ticket: ticketId,
    request: await uploadRequest({ ticket: ticketId, parts }),
  });
  return items[0]?.id ?? "";
}

/** What each of the public side is answered by every route that is read, about what is theirs. */
async function fetchEverything(): Promise<Map<string, string>> {
  const answers = new Map<string, string>();
  for (const { who, token } of askers) {
    for (const target of targets) {
      let path = target.pattern;
      for (const [place, name = ""] of target.pattern.matchAll(/\[(\w+)\]/g)) {
        path = path.replace(place, await own(name, target.about));
      }
      forgetLimits();
      const { status, text } = await sendTimed(desk.url(), {
        method: target.method,
        path,
        host: HOST,
        token,
      });
      const lasting = text.replace(PASSING, "").replace(target.pattern === FEED ? FEED_CURSOR : "", "");
      answers.set(`${who} ${target.method} ${target.pattern}`, `${status} ${lasting}`);
    }
  }
  for (const [what, answer] of await viewAsRequester()) {
    answers.set(what, answer);
  }
  return answers;
}

/** What staff are answered who look at the ticket as its requester: that is public, too. */
async function viewAsRequester(): Promise<[what: string, answer: string][]> {
  const answers: [string, string][] = [];
  for (const { who, token } of await makeAskers(cast, ["member", "admin"], ticketId)) {
    for (const part of ["", "/comments", "/events", "/attachments", "/watchers"]) {
      forgetLimits();
      const path = `/api/tickets/${ticketId}${part}?as=requester`;
      const { status, text } = await sendTimed(desk.url(), { method: "GET", path, host: HOST, token });
      expect(status, path).toBe(200);
      answers.push([`${who} GET ${part} as requester`, `${status} ${text.replace(PASSING, "")}`]);
    }
  }
  return answers;
}
