import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { listedTicketSchema, type ListedTicket } from "@/features/tickets/schema";
import { setUpDesk } from "@/testing/desk/setup";
import { comment, expectProblem, fileTicket, makeCast, patchTicket, type Cast, type Who } from "./cast";

const desk = setUpDesk();
const pageSchema = z.strictObject({ items: z.array(listedTicketSchema), nextCursor: z.string().nullable() });
const anyPageSchema = z.looseObject({ items: z.array(z.unknown()), nextCursor: z.string().nullable() });
let cast: Cast;
const made: ListedTicket[] = [];

beforeAll(async () => {
  cast = await makeCast(desk);
  const priorities = ["low", "medium", "high", "urgent"];
  const categories = ["hardware", "software", "network"];
  for (let index = 0; index < 30; index++) {
    const ticket = await fileTicket(cast.http.admin, {
      title: `Ticket number ${index} of the list`,
      priority: priorities[index % 4],
      category: categories[index % 3],
      tags: index % 5 === 0 ? ["fifth", `n${index}`] : [],
      requesterId: index % 2 === 0 ? cast.actors.requester.id : cast.actors.unrelated.id,
      ...(index % 6 === 0 ? { teamId: cast.open.id } : {}),
    });
    made.push(ticket);
  }
  for (const [index, ticket] of made.entries()) {
    if (index % 4 === 1) {
      await patchTicket(cast.http.admin, ticket.id, { status: "waiting", assigneeId: cast.actors.agent.id });
    }
    if (index % 7 === 3) {
      await patchTicket(cast.http.admin, ticket.id, { dueAt: null });
    }
    if (index % 3 === 0) {
      await comment(cast.http.agent, ticket.id, { internal: true });
    }
  }
});

async function all(who: Who, query: string, limit = 7): Promise<ListedTicket[]> {
  const items: ListedTicket[] = [];
  let cursor: string | null = null;
  do {
    const path: string = `/api/tickets?limit=${limit}&${query}${cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`}`;
    const page = pageSchema.parse(await cast.http[who].get(path));
    expect(page.items.length).toBeLessThanOrEqual(limit);
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items;
}

const SORTS: Record<string, (ticket: ListedTicket) => number | null> = {
  updated: (ticket) => Date.parse(ticket.updatedAt),
  created: (ticket) => Date.parse(ticket.createdAt),
  priority: (ticket) => ["low", "medium", "high", "urgent"].indexOf(ticket.priority),
  number: (ticket) => ticket.number,
  due: (ticket) => (ticket.dueAt === null ? null : Date.parse(ticket.dueAt)),
};

describe.each(Object.keys(SORTS).flatMap((name) => [name, `-${name}`]))("sorted by %s", (sort) => {
  it.each(["admin", "requester"] as const)(
    "all pages hold each ticket once, in order, for %s",
    async (who) => {
      const tickets = await all(who, `sort=${sort}`);
      expect(new Set(tickets.map((ticket) => ticket.id)).size).toBe(tickets.length);
      expect(tickets.length).toBe(who === "admin" ? 30 : 15);
      const keys = tickets.map((ticket) => SORTS[sort.replace("-", "")]?.(ticket) ?? null);
      const there = keys.filter((key) => key !== null);
      const sign = sort.startsWith("-") ? -1 : 1;
      expect(there).toEqual([...there].sort((a, b) => sign * (a - b)));
      // A ticket without a due time comes last in both directions.
      expect(keys.slice(there.length).every((key) => key === null)).toBe(true);
    },
  );
});

describe("a filter", () => {
  const count = async (query: string, who: Who = "admin"): Promise<number> =>
    (await all(who, query, 100)).length;
  const expected = (fits: (index: number) => boolean): number =>
    made.filter((_, index) => fits(index)).length;

  it("fits any of its values, and all filters together", async () => {
    expect(await count("status=waiting")).toBe(expected((index) => index % 4 === 1));
    expect(await count("status=waiting&status=open")).toBe(30);
    expect(await count("status=closed")).toBe(0);
    expect(await count("priority=high&priority=urgent")).toBe(expected((index) => index % 4 >= 2));
    expect(await count("category=network&priority=low")).toBe(
      expected((index) => index % 3 === 2 && index % 4 === 0),
    );
    expect(await count("category=nonsense")).toBe(0);
    expect(await count("tag=fifth")).toBe(6);
    expect(await count("tag=n5&tag=n10")).toBe(2);
    expect(await count(`team=${cast.open.id}`)).toBe(5);
  });

  it.each(["paris, 3rd floor", "a,b", ",", "Café, 2", "100% & more", "'; --", "{a,b}", '"quoted"'])(
    "by the tag %s takes it whole",
    async (tag) => {
      const { id } = await fileTicket(cast.http.agent, { tags: [tag] });
      for (const part of tag.split(",").filter((one) => one.trim() !== "" && one !== tag)) {
        await fileTicket(cast.http.agent, { tags: [part] });
      }
      const found = async (wanted: string[]): Promise<string[]> => {
        const query = wanted.map((one) => `tag=${encodeURIComponent(one)}`).join("&");
        return (await all("admin", query, 100)).map((ticket) => ticket.id);
      };
      try {
        expect(await found([tag])).toEqual([id]);
        expect(await found([tag.toUpperCase().normalize("NFD")])).toEqual([id]);
        expect(await found(["n5", tag])).toHaveLength(2);
      } finally {
        for (const one of await found([tag, ...tag.split(",")])) {
          await cast.http.admin.send("DELETE", `/api/tickets/${one}`);
        }
      }
    },
  );

  it("by people knows ids, me and none", async () => {
    const assigned = expected((index) => index % 4 === 1);
    expect(await count(`assignee=${cast.actors.agent.id}`)).toBe(assigned);
    expect(await count("assignee=me", "agent")).toBe(assigned);
    expect(await count("assignee=me")).toBe(0);
    expect(await count("assignee=none")).toBe(30 - assigned);
    expect(await count("assignee=none&assignee=me", "agent")).toBe(30);
    expect(await count(`requester=${cast.actors.unrelated.id}`)).toBe(15);
    expect(await count(`requester=${cast.actors.unrelated.id}&requester=${cast.actors.requester.id}`)).toBe(
      30,
    );
    expect(await count(`requester=${cast.actors.unrelated.id}`, "requester")).toBe(0);
  });

  it("by time takes what was updated after it", async () => {
    const times = (await all("admin", "sort=updated", 100)).map((ticket) => ticket.updatedAt);
    const middle = times[14] ?? "";
    expect(await count(`updatedAfter=${encodeURIComponent(middle)}`)).toBe(
      times.filter((time) => time > middle).length,
    );
    expect(await count(`updatedAfter=${encodeURIComponent("2099-01-01T00:00:00Z")}`)).toBe(0);
  });

  it("keeps its place through the pages", async () => {
    const open = await all("admin", "status=open&sort=-priority", 4);
    expect(open.map((ticket) => ticket.id).sort()).toEqual(
      made
        .filter((_, index) => index % 4 !== 1)
        .map((ticket) => ticket.id)
        .sort(),
    );
  });
});

describe("every list", () => {
  const LISTS = [
    "tickets",
    "tickets/1/comments",
    "tickets/1/events",
    "tickets/1/attachments",
    "people",
    "teams",
    "categories",
    "tags",
    "me/sessions",
    "admin/users",
    "admin/teams",
    "admin/categories",
    "admin/sessions",
    "admin/audit",
  ];

  it.each(LISTS)("%s is {items,nextCursor}, at most 25 or as many as asked for", async (list) => {
    const page = anyPageSchema.parse(await cast.http.admin.get(`/api/${list}`));
    expect(page.items.length).toBeLessThanOrEqual(25);
    const one = anyPageSchema.parse(await cast.http.admin.get(`/api/${list}?limit=1`));
    expect(one.items).toEqual(page.items.slice(0, 1));
    if (one.nextCursor !== null) {
      const next = anyPageSchema.parse(
        await cast.http.admin.get(`/api/${list}?limit=1&cursor=${encodeURIComponent(one.nextCursor)}`),
      );
      expect(next.items).toEqual(page.items.slice(1, 2));
    }
    expect((await cast.http.admin.send("GET", `/api/${list}?limit=100`)).status).toBe(200);
  });

  it.each(LISTS)("%s refuses a limit outside 1..100 and a cursor that it did not give out", async (list) => {
    for (const limit of ["0", "101", "-1", "abc", "1.5", "1e9"]) {
      expectProblem(
        await cast.http.admin.send("GET", `/api/${list}?limit=${limit}`),
        422,
        "invalid",
        "limit",
      );
    }
    for (const cursor of [
      "nonsense",
      "e30",
      "W10",
      "WzEsMl0",
      "%00",
      "W251bGwsbnVsbF0",
      "WyJhIl0".repeat(50),
    ]) {
      const answer = await cast.http.admin.send("GET", `/api/${list}?cursor=${cursor}`);
      expect(`${cursor} ${answer.status}`).toMatch(/ 4\d\d$/);
    }
  });

  it("of tickets does not take a cursor of another order", async () => {
    const page = pageSchema.parse(await cast.http.admin.get("/api/tickets?limit=2&sort=-updated"));
    expectProblem(
      await cast.http.admin.send("GET", `/api/tickets?limit=2&sort=number&cursor=${page.nextCursor}`),
      400,
      "bad_cursor",
    );
  });

  it.each([
    "status=done",
    "priority=",
    "assignee=nobody",
    "requester=1",
    "team=x",
    "sort=title",
    "sort=--number",
    "updatedAfter=yesterday",
    "q=" + "x".repeat(201),
    "q=%00",
  ])("of tickets answers %s within 4xx or as if it were not there", async (query) => {
    const answer = await cast.http.admin.send("GET", `/api/tickets?${query}`);
    if (query.endsWith("=")) {
      expect(answer.status).toBe(200);
    } else {
      expectProblem(answer, 422, "invalid");
    }
  });
});
