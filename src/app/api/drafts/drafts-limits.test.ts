import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { GET } from "@/app/api/drafts/route";
import { addComment } from "@/features/comments/server/write-add";
import { deleteComment } from "@/features/comments/server/write-change";
import { draftSchema } from "@/features/drafts/schema";
import { sweepDrafts } from "@/features/drafts/server/write-sweep";
import { createTicket } from "@/features/tickets/server/write-create";
import { pool } from "@/server/database/database";
import { LIMITS } from "@/shared/limits";
import type { Actor } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import { draftsOfTicket, removeDraftAs } from "@/testing/drafts";
import { makeActor, makeOrganisation, type MadeOrganisation } from "@/testing/factories";
import type { ApiAnswer } from "@/testing/http/client";
import { callRoute } from "@/testing/http/requests";

setUpDatabase();

let organisation: MadeOrganisation;
let agent: Actor;
let ticketId: string;

beforeAll(async () => {
  organisation = await makeOrganisation();
  agent = await makeActor(organisation, { role: "agent" });
  ticketId = await file();
});

async function file(): Promise<string> {
  return (await createTicket(agent, { title: "The projector hums", description: "Since this morning." })).id;
}

const { put, kept, list } = draftsOfTicket(() => ticketId);

describe("the limits of drafts", () => {
  it("refuse what is too long, too much aside and too many of them by one code, and lose nothing", async () => {
    const place = await file();
    const tooLong = await put(agent, { place, text: "x".repeat(LIMITS.draftMax + 1) });
    expect(tooLong).toMatchObject({ status: 413, body: { code: "too_large" } });
    await kept(agent, { place, text: "🖨️".repeat(10_000) });

    for (let count = 0; count < LIMITS.draftOthersMax; count += 1) {
      await kept(agent, { place, text: `${count} is different`, minute: count + 1 });
    }
    const full = await put(agent, { place, text: "One too many", minute: 59 });
    expect(full).toMatchObject({ status: 413, body: { code: "too_large" } });
    expect((await list(agent, place))[0]?.others).toHaveLength(LIMITS.draftOthersMax);

    const writer = await makeActor(organisation);
    await pool().query(
      `INSERT INTO drafts (id, person_id, place, kind, content)
       SELECT gen_random_uuid(), $1, 'ticket-' || n, 'reply', '{"text":"x"}' FROM generate_series(1, $2) AS n`,
      [writer.id, LIMITS.draftsMax],
    );
    const many = await put(writer, { place: "new", kind: "ticket", text: "{}" });
    expect(many).toMatchObject({ status: 413, body: { code: "too_large" } });
  });

  it("refuse fields that nobody writes in, and what is no draft", async () => {
    for (const [place, kind] of [
      [ticketId, "ticket"],
      ["new", "reply"],
      [ticketId, "edit-everything"],
      [ticketId, "../reply"],
      ["nonsense", "reply"],
    ] as const) {
      expect((await put(agent, { place, kind, text: "x" })).status).toBe(404);
    }
    expect((await put(agent, { text: "x", revision: -1 })).status).toBe(422);
    expect((await put(agent, { text: "x", more: { writtenAt: "soon" } })).status).toBe(422);
    expect((await put(agent, { text: "a\0b" })).status).toBe(422);
  });

  it("read a time in the future as now, so that a clock that is ahead does not win for ever", async () => {
    const place = await file();
    await kept(agent, { place, text: "From a clock ahead", more: { writtenAt: "2099-01-01T00:00:00Z" } });
    const next = await kept(agent, {
      place,
      text: "Typed later",
      more: { writtenAt: "2099-01-01T00:00:00Z" },
    });
    expect(next).toMatchObject({ text: "Typed later", others: [{ text: "From a clock ahead" }] });
  });

  it("are of comments that stand on the ticket and are seen", async () => {
    const requester = await makeActor(organisation);
    const own = (
      await createTicket(requester, { title: "The mouse squeaks", description: "At every single click." })
    ).id;
    const add = (body: string, internal: boolean): Promise<string> =>
      addComment(agent, { ticket: own, body, internal }).then((comment) => comment.id);
    const [seen, note] = [await add("An answer", false), await add("A note", true)];
    const edit = (as: Actor, comment: string, place = own): Promise<ApiAnswer> =>
      put(as, { place, kind: `edit-${comment}`, text: "x" });
    expect((await edit(agent, seen)).status).toBe(200);
    expect((await edit(agent, note)).status).toBe(200);
    expect((await edit(requester, note)).status).toBe(404);
    expect((await edit(agent, seen, ticketId)).status).toBe(404);
    expect((await edit(agent, "00000000-0000-4000-8000-000000000001")).status).toBe(404);
    // What is kept of a comment that is gone since can be emptied still.
    await deleteComment(agent, seen);
    expect((await put(agent, { place: own, kind: `edit-${seen}`, text: "" })).status).toBe(200);
  });

  it("bound what a person keeps in bytes, also aside of an empty text, and saves at once count as well", async () => {
    const writer = await makeActor(organisation, { role: "agent" });
    const aside = [1, 2, 3, 4].map((one) => String(one).repeat(LIMITS.draftMax - 1_000));
    const places = await Promise.all(Array.from({ length: 24 }, file));
    const answers = await Promise.all(
      places.map((place) => put(writer, { place, text: "", more: { aside } })),
    );
    const { rows } = await pool().query<{ bytes: number; count: number }>(
      "SELECT sum(octet_length(content::text))::int AS bytes, count(*)::int AS count FROM drafts WHERE person_id = $1",
      [writer.id],
    );
    expect(rows[0]?.bytes).toBeLessThan(LIMITS.draftsBytes * 1.1);
    expect(rows[0]?.count).toBe(answers.filter(({ status }) => status === 200).length);
    expect(answers.filter(({ status }) => status === 413).length).toBeGreaterThan(5);
    // Less always goes, and makes room.
    const [kept = ""] = places.filter((_, index) => answers[index]?.status === 200);
    expect((await removeDraftAs(writer, kept)).status).toBe(204);
    expect((await put(writer, { place: kept, text: "A short one" })).status).toBe(200);
  });

  it("do not count what was sent, of which the latest are remembered", async () => {
    const writer = await makeActor(organisation, { role: "agent" });
    await pool().query(
      `INSERT INTO drafts (id, person_id, place, kind, content, bytes, updated_at)
       SELECT gen_random_uuid(), $1, 'ticket-' || n, 'reply', '{"text":""}', 0, now() - n * interval '1 second'
       FROM generate_series(1, $2) AS n`,
      [writer.id, LIMITS.draftsEmptied + 700],
    );
    expect((await put(writer, { text: "One more answer" })).status).toBe(200);
    const { rows } = await pool().query<{ count: number }>(
      "SELECT count(*)::int AS count FROM drafts WHERE person_id = $1",
      [writer.id],
    );
    expect(rows[0]?.count).toBe(LIMITS.draftsEmptied + 1);
  });

  it("come in pages that are read as pages", async () => {
    const writer = await makeActor(organisation, { role: "agent" });
    for (const kind of ["reply", "note", "title", "description"]) {
      await kept(writer, { kind, text: kind });
    }
    const schema = z.object({ items: z.array(draftSchema), nextCursor: z.string().nullable() });
    const page = async (query: string) =>
      schema.parse((await callRoute(GET, { as: writer, path: `/api/drafts?${query}` })).body);
    const first = await page("limit=3");
    expect(first.items.map((one) => one.kind)).toEqual(["description", "title", "note"]);
    const second = await page(`limit=3&cursor=${first.nextCursor}`);
    expect([second.items.map((one) => one.kind), second.nextCursor]).toEqual([["reply"], null]);
    const answer = await callRoute(GET, { as: writer, path: "/api/drafts?cursor=abc" });
    expect(answer.body).toMatchObject({ code: "bad_cursor" });
  });

  it("are deleted when nobody used them for 60 days", async () => {
    const writer = await makeActor(organisation, { role: "agent" });
    await kept(writer, { text: "Old" });
    await kept(writer, { text: "Not so old", kind: "note" });
    const age = (kind: string, days: number): Promise<unknown> =>
      pool().query(
        "UPDATE drafts SET updated_at = now() - $3::int * interval '1 day' WHERE person_id = $1 AND kind = $2",
        [writer.id, kind, days],
      );
    await age("reply", 61);
    await age("note", 59);
    expect(await sweepDrafts(1)).toBe(1);
    expect((await list(writer)).map((one) => one.text)).toEqual(["Not so old"]);
  });
});
