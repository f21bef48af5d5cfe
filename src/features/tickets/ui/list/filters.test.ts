import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { GET } from "@/app/api/tickets/route";
import {
  listedTicketSchema,
  PRIORITIES,
  STATUSES,
  type ListedTicket,
  type Page,
} from "@/features/tickets/schema";
import { createTicket } from "@/features/tickets/server/write-create";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import {
  makeActor,
  makeOrganisation,
  makePerson,
  makeTeam,
  type MadePerson,
  type MadeTeam,
} from "@/testing/factories";
import { callRoute } from "@/testing/http/requests";
import { rowOf } from "@/features/tickets/ui/store/ticket-rows";
import { TicketStore, type ReceivedEvent } from "@/features/tickets/ui/store/ticket-store";
import { countArrivals, toListPage } from "./arrivals";
import { fitsFilters, sortKeyOf, comesBefore } from "./filters";
import { readListQuery } from "./query";

setUpDatabase();

const pageSchema = z.object({ items: z.array(listedTicketSchema), nextCursor: z.string().nullable() });
const TAGS = ["vpn", "café", "a, b", "printer 3"];
const CATEGORIES = ["hardware", "software", "network"];
const SORTS = ["updated", "created", "priority", "number", "due"].flatMap((name) => [name, `-${name}`]);
let actors: Record<"admin" | "agent" | "requester", Actor>;
let teams: MadeTeam[];
let people: MadePerson[];
const all = new Map<Actor, ListedTicket[]>();

beforeAll(async () => {
  const organisation = await makeOrganisation();
  teams = [
    await makeTeam(organisation),
    await makeTeam(organisation),
    await makeTeam(organisation, { isPrivate: true }),
  ];
  const [first, second, hidden] = teams;
  actors = {
    admin: await makeActor(organisation, { role: "admin", teams: first ? [first] : [] }),
    agent: await makeActor(organisation, { role: "agent", teams: second && hidden ? [second, hidden] : [] }),
    requester: await makeActor(organisation),
  };
  await pool().query("INSERT INTO tags (organisation_id, name) SELECT $1, unnest($2::text[])", [
    organisation.id,
    TAGS,
  ]);
  people = [await makePerson(organisation), await makePerson(organisation, { role: "agent" })];
  for (let at = 0; at < 48; at++) {
    const { id } = await createTicket(actors.admin, {
      title: `Ticket ${at}`,
      description: "A ticket of many kinds.",
      requesterId: at % 2 === 0 ? actors.requester.id : people[0]?.id,
    });
    // Set directly: how a ticket gets these values is tested elsewhere.
    await pool().query(
      `UPDATE tickets SET status = $2::status, priority = $3::priority, category = $4, tags = $5, team_id = $6, assignee_id = $7,
         due_at = $8::timestamptz, updated_at = created_at + $9 * interval '1 second', public_updated_at = created_at + $10 * interval '1 second'
       WHERE id = $1`,
      [
        id,
        STATUSES[at % STATUSES.length],
        PRIORITIES[(at * 3) % PRIORITIES.length],
        CATEGORIES[at % CATEGORIES.length],
        TAGS.filter((_, index) => (at + index) % 3 === 0),
        [null, ...teams.map((team) => team.id)][at % 4] ?? null,
        [null, actors.agent.id, people[1]?.id ?? null][at % 3] ?? null,
        at % 4 === 0 ? null : `${at % 2 === 0 ? 2020 : 2090}-0${1 + (at % 5)}-01`,
        at % 7,
        at % 5,
      ],
    );
  }
  for (const actor of Object.values(actors)) {
    all.set(actor, await fetchAll(actor, ""));
  }
}, 120_000);

async function fetchAll(actor: Actor, search: string): Promise<ListedTicket[]> {
  return (await fetchPage(actor, search, 100)).items;
}

async function fetchPage(actor: Actor, search: string, limit: number): Promise<Page<ListedTicket>> {
  const { body } = await callRoute(GET, { as: actor, path: `/api/tickets?${search}&limit=${limit}` });
  return pageSchema.parse(body);
}

const some = <T extends string>(values: () => readonly T[]) =>
  fc.array(fc.nat(20), { maxLength: 3 }).map((places) => {
    const input = values();
    return [...new Set(places.map((place) => input[place % input.length] ?? ""))];
  });

/** A list's query as its controls, or a person, write it. */
const address = fc
  .record({
    status: some(() => STATUSES),
    priority: some(() => PRIORITIES),
    category: some(() => [...CATEGORIES, "travel"]),
    team: some(() => ["mine", "none", ...teams.map((team) => team.id)]),
    assignee: some(() => ["me", "none", actors.agent.id, people[1]?.id ?? ""]),
    requester: some(() => ["me", actors.requester.id, people[0]?.id ?? ""]),
    tag: some(() => TAGS),
    due: fc.constantFrom([], [], ["overdue"]),
    sort: fc.constantFrom(...SORTS).map((sort) => [sort]),
    // Few filters at once, or nothing would ever match.
    kept: fc.subarray(["status", "priority", "category", "team", "assignee", "requester", "tag", "due"], {
      maxLength: 2,
    }),
  })
  .map(({ kept, ...filters }) => {
    const params = new URLSearchParams();
    for (const [name, values] of Object.entries(filters)) {
      for (const value of name === "sort" || kept.includes(name) ? values : []) {
        params.append(name, value);
      }
    }
    return readListQuery(params).search;
  });

describe.each(["admin", "agent", "requester"] as const)("for %s, the browser's own rules", (name) => {
  it("accept into a list the tickets that the server lists, in the server's order", async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(address, async (search) => {
        const actor = actors[name];
        const me = { id: actor.id, teamIds: actor.teamIds };
        const items = await fetchAll(actor, search);
        found += items.length;
        expect(items.map((ticket) => ticket.number).sort()).toEqual(
          (all.get(actor) ?? [])
            .filter((ticket) => fitsFilters(ticket, search, me))
            .map((ticket) => ticket.number)
            .sort(),
        );
        const wrong = items.filter((ticket, at) =>
          items.slice(0, at).some((earlier) => comesBefore(ticket, earlier, search)),
        );
        expect(wrong.map((ticket) => ticket.number)).toEqual([]);
      }),
      { numRuns: 60 },
    );
    expect(found).toBeGreaterThan(50);
  });

  it("show from the store the tickets that the server lists, and count as new those that it would list besides", async () => {
    let counted = 0;
    await fc.assert(
      fc.asyncProperty(address, fc.integer({ min: 1, max: 12 }), async (search, limit) => {
        const actor = actors[name];
        const me = { id: actor.id, teamIds: actor.teamIds };
        const store = new TicketStore(actor.id);
        const asOf = store.now();
        const answer = await fetchPage(actor, search, limit);
        store.put(answer.items, asOf);
        for (const ticket of all.get(actor) ?? []) {
          store.receive(newsOf(ticket));
        }
        const fresh = toListPage(answer, search, asOf);
        const tickets = store.get();
        expect(fresh.places.map(({ id }) => rowOf(tickets, id))).toEqual(answer.items);
        // The page is full of the first tickets, so no other belongs there.
        expect(countArrivals({ search, shown: fresh, fresh, tickets, me })).toBe(0);
        // Of a page from which tickets are missing, just these are counted.
        const shown = { ...fresh, places: fresh.places.filter((_, at) => at % 3 !== 0) };
        const missing = fresh.places.length - shown.places.length;
        const edge = fresh.nextCursor === null ? undefined : fresh.edge;
        const tied = (id: string): boolean => {
          const row = rowOf(tickets, id);
          return row !== null && edge !== undefined && sortKeyOf(row, search) === edge;
        };
        const ties = fresh.places.filter(({ id }, at) => at % 3 === 0 && tied(id)).length;
        const arrivals = countArrivals({ search, shown, fresh: { ...fresh, places: [] }, tickets, me });
        expect(arrivals).toBeLessThanOrEqual(missing);
        expect(arrivals).toBeGreaterThanOrEqual(missing - ties);
        counted += arrivals;
      }),
      { numRuns: 40 },
    );
    expect(counted).toBeGreaterThan(20);
  });
});

function newsOf(ticket: ListedTicket): ReceivedEvent {
  return { name: "ticket:updated", ticketId: ticket.id, version: ticket.version, ticket, actor: null };
}
