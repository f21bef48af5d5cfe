import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { fillWithTickets } from "../../../../../bench/many-tickets";
import { listTicketsSchema, STATUSES, type ListTicketsInput, type Status } from "@/features/tickets/schema";
import { readTicketNumber } from "@/features/tickets/server/search/read-text";
import { vectorOf } from "@/features/tickets/server/search/write";
import { pool } from "@/server/database/database";
import { isStaffRole, type Actor } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import { readActor } from "@/testing/read-actor";
import { listTickets } from "./read";

/** So many that words are frequent: of a small desk PostgreSQL's statistics say that all are rare. */
const TICKETS = 6_000;
const LIMIT = 10;
const WHO = ["Person 1", "Person 50", "Person 60", "Person 300", "Person 5000"] as const;
/** Frequent and rare, in titles, descriptions, messages and notes, of people, nowhere; all long enough for the index of all texts. */
const WORDS = [
  ..."printer print respond scan connect room start monday asset broken 471 1234 977 person p4711".split(" "),
  ..."cartridge gateway secretword rarenote newcomer qqqqzzzz example".split(" "),
];
const SORTS = ["-updated", "updated", "-priority", "due", "-number"] as const satisfies readonly string[];

interface Known {
  teamId: string | null;
  isPrivate: boolean;
  name: string[];
  address: string[];
  texts: { internal: boolean; words: string[] }[];
}

setUpDatabase();

const desk = new Map<string, Known>();
const lists = new Map<string, { id: string; status: Status }[]>();

beforeAll(async () => {
  await fillWithTickets(pool().options.connectionString ?? "", TICKETS);
  await pool().query("UPDATE people SET email_confirmed_at = now() WHERE name ~ '[0-4]$'");
  await say("comment", "The cartridge is new", "number % 3 = 0");
  await say("file", "gateway.log", "number % 331 = 0");
  await say("comment", "A secretword for us", "number % 2 = 0", true);
  await say("file", "rarenote.txt", "number % 500 = 7", true);
  await pool().query("ANALYZE");
  // No statistics know it yet, so it is taken for rare; but more tickets have it than are looked at.
  await say("comment", "A newcomer", "number <= 4500");
  await readDesk();
}, 180_000);

describe("a search of a desk with frequent and rare words", () => {
  it("finds for everybody the first of the tickets that they see with each of its words, and no other", async () => {
    const words = fc
      .uniqueArray(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 3 })
      .filter((some) => readTicketNumber(some.join(" ")) === null);
    const statuses = fc.option(fc.subarray([...STATUSES], { minLength: 1 }), { nil: undefined });
    let counted = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...WHO),
        words,
        fc.constantFrom(...SORTS),
        statuses,
        async (name, some, sort, status) => {
          const actor = await readActor(name);
          const wanted = (await wholeList(actor, sort))
            .filter((ticket) => status?.includes(ticket.status) ?? true)
            .map(({ id }) => id)
            .filter((id) => some.every((word) => hasWord(actor, id, word)));
          // Where nothing is found, words that are like these are looked for.
          fc.pre(wanted.length > 0);
          counted += 1;
          const input = listTicketsSchema.parse({ q: some.join(" "), sort, status, limit: LIMIT });
          const page = await listTickets(actor, input);
          expect(page.items.map(({ id }) => id)).toEqual(wanted.slice(0, LIMIT));
          const next =
            page.nextCursor === null ? [] : await idsOf(actor, { ...input, cursor: page.nextCursor });
          expect(next).toEqual(wanted.slice(LIMIT, 2 * LIMIT));
        },
      ),
      { numRuns: 80 },
    );
    expect(counted).toBe(80);
  }, 240_000);

  it("finds nothing by a word that stands in notes alone, for who may not read them", async () => {
    const requester = await readActor("Person 300");
    for (const q of ["secretword", "rarenote", "printer rarenote", "p4711@example.org"]) {
      expect(await idsOf(requester, listTicketsSchema.parse({ q }))).toEqual([]);
    }
    expect(await idsOf(await readActor("Person 50"), listTicketsSchema.parse({ q: "rarenote" }))).not.toEqual(
      [],
    );
  });
});

/** Adds a text to some tickets as it is indexed. */
async function say(kind: "comment" | "file", text: string, which: string, internal = false): Promise<void> {
  await pool().query(
    `INSERT INTO search_parts (subject_id, kind, organisation_id, ticket_id, internal, vector)
     SELECT gen_random_uuid(), $1, organisation_id, id, $2, $3::tsvector FROM tickets WHERE ${which}`,
    [kind, internal, vectorOf(kind, text)],
  );
}

async function readDesk(): Promise<void> {
  const { rows } = await pool().query<Known & { id: string; email: string | null; fullName: string }>(
    `SELECT t.id, t.team_id AS "teamId", coalesce(tm.is_private, false) AS "isPrivate", p.name AS "fullName",
       CASE WHEN p.email_confirmed_at IS NOT NULL THEN p.email END AS email,
       (SELECT json_agg(json_build_object('internal', s.internal, 'words', tsvector_to_array(s.vector))) FROM search_parts s WHERE s.ticket_id = t.id) AS texts
     FROM tickets t JOIN people p ON p.id = t.requester_id LEFT JOIN teams tm ON tm.id = t.team_id`,
  );
  for (const { id, email, fullName, ...known } of rows) {
    const wordsOf = (text: string): string[] => text.toLowerCase().split(/[^a-z0-9]+/);
    desk.set(id, { ...known, name: wordsOf(fullName), address: email === null ? [] : wordsOf(email) });
  }
}

/** Whether a ticket has a word, somewhere where this person may read it. */
function hasWord(actor: Actor, id: string, word: string): boolean {
  const known = desk.get(id);
  if (!known) {
    throw new Error("a list has a ticket that is none");
  }
  const isMember = known.teamId !== null && actor.teamIds.includes(known.teamId);
  const isStaff = isStaffRole(actor.role) && (actor.role !== "agent" || !known.isPrivate || isMember);
  const seen = [
    ...known.name,
    ...(isStaff ? known.address : []),
    ...known.texts.filter(({ internal }) => isStaff || !internal).flatMap(({ words }) => words),
  ];
  return seen.some((one) => one.startsWith(word));
}

/** All that somebody sees, in order, by the list without a search. */
async function wholeList(
  actor: Actor,
  sort: (typeof SORTS)[number],
): Promise<{ id: string; status: Status }[]> {
  const key = `${actor.id} ${sort}`;
  const known = lists.get(key);
  if (known) {
    return known;
  }
  const all: { id: string; status: Status }[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await listTickets(
      actor,
      listTicketsSchema.parse({ sort, limit: 100, cursor: cursor ?? undefined }),
    );
    all.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  lists.set(key, all);
  return all;
}

async function idsOf(actor: Actor, input: ListTicketsInput): Promise<string[]> {
  return (await listTickets(actor, input)).items.map(({ id }) => id);
}
