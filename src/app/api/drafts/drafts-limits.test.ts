import { beforeAll, describe, expect, it } from "vitest";
import type { DraftDto } from "@/features/drafts/schema";
import { sweepDrafts } from "@/features/drafts/server/write-sweep";
import { createTicket } from "@/features/tickets/server/write-create";
import { pool } from "@/server/database";
import { LIMITS } from "@/shared/limits";
import type { Actor } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import { keepDraftAs, listDraftsAs, putDraftAs, type GivenDraft } from "@/testing/drafts";
import { makeActor, makeOrganisation, type MadeOrganisation } from "@/testing/factories";
import type { GivenResponse } from "@/testing/requests";

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

// Most of it is about one ticket.
const put = (as: Actor, given: Partial<GivenDraft> & { text: string }): Promise<GivenResponse> =>
  putDraftAs(as, { place: ticketId, ...given });
const kept = (as: Actor, given: Partial<GivenDraft> & { text: string }): Promise<DraftDto> =>
  keepDraftAs(as, { place: ticketId, ...given });
const list = (as: Actor, place = ticketId, headers = {}): Promise<DraftDto[]> =>
  listDraftsAs(as, place, headers);

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

  it("take a time to come for now, so that a clock that is ahead does not win for ever", async () => {
    const place = await file();
    await kept(agent, { place, text: "From a clock ahead", more: { writtenAt: "2099-01-01T00:00:00Z" } });
    const next = await kept(agent, {
      place,
      text: "Typed later",
      more: { writtenAt: "2099-01-01T00:00:00Z" },
    });
    expect(next).toMatchObject({ text: "Typed later", others: [{ text: "From a clock ahead" }] });
  });

  it("let go of what nobody came back to for 60 days", async () => {
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
