import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { loadTicket } from "@/app/(desk)/tickets/[ticket]/load-ticket";
import { setUpDesk } from "@/testing/desk/setup";
import { comment, fileTicket, makeCast, patchTicket, type Cast, type Who } from "./cast";

const desk = setUpDesk();
const pageSchema = z.strictObject({
  items: z.array(z.looseObject({ id: z.string().optional(), eventId: z.string().optional() })),
  nextCursor: z.string().nullable(),
});
const COMMENTS = 130;
let cast: Cast;
let ticketId: string;

beforeAll(async () => {
  cast = await makeCast(desk);
  ticketId = (await fileTicket(cast.http.requester)).id;
  for (let index = 0; index < COMMENTS; index++) {
    await comment(cast.http.agent, ticketId, { body: `Number ${index}`, internal: index % 10 === 0 });
    if (index % 20 === 0) {
      await patchTicket(cast.http.agent, ticketId, { priority: index % 40 === 0 ? "high" : "low" });
    }
  }
});

async function all(who: Who, path: string): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const page: z.infer<typeof pageSchema> = pageSchema.parse(
      await cast.http[who].get(
        `/api/tickets/${ticketId}/${path}${cursor === null ? "" : `&cursor=${cursor}`}`,
      ),
    );
    ids.push(...page.items.map((item) => item.id ?? item.eventId ?? ""));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return ids;
}

describe("a long conversation", () => {
  it.each(["comments", "events", "attachments"])(
    "%s backwards are the same as forwards, for each side",
    async (list) => {
      for (const who of ["agent", "requester"] as const) {
        const forwards = await all(who, `${list}?limit=7`);
        expect(await all(who, `${list}?limit=7&order=newest`)).toEqual(forwards.toReversed());
        expect(await all(who, `${list}?limit=100&order=oldest`)).toEqual(forwards);
        expect(new Set(forwards).size).toBe(forwards.length);
      }
    },
  );

  it("a page that begins with the latest is bounded in text, and nothing is left out between pages", async () => {
    for (let index = 0; index < 9; index++) {
      await comment(cast.http.agent, ticketId, { body: `${index} ${"long ".repeat(3_900)}` });
    }
    const first = pageSchema.parse(
      await cast.http.agent.get(`/api/tickets/${ticketId}/comments?limit=100&order=newest`),
    );
    expect(first.items.length).toBeLessThan(9);
    expect(JSON.stringify(first).length).toBeLessThan(120_000);
    expect(await all("agent", "comments?limit=100&order=newest")).toEqual(
      (await all("agent", "comments?limit=100")).toReversed(),
    );
  });

  it("what the page is given at first does not grow with the conversation", async () => {
    const loaded = await loadTicket(cast.actors.agent, ticketId);
    const comments = await all("agent", "comments?limit=100");
    expect(loaded?.comments.length).toBeLessThanOrEqual(50);
    expect(loaded?.comments.map((one) => one.id)).toEqual(comments.slice(-(loaded?.comments.length ?? 0)));
    expect(loaded?.earlier?.comments).toEqual(expect.any(String));
    expect(JSON.stringify(loaded).length).toBeLessThan(160_000);
  });

  it("an order that there is not is refused", async () => {
    for (const list of ["comments", "events", "attachments"]) {
      const answer = await cast.http.agent.send("GET", `/api/tickets/${ticketId}/${list}?order=upwards`);
      expect(answer.status).toBe(422);
    }
  });
});
