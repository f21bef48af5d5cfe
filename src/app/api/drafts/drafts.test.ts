import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { draftSchema, type DraftDto } from "@/features/drafts/schema";
import { sweepDrafts } from "@/features/drafts/server/write-sweep";
import { createTicket } from "@/features/tickets/server/write-create";
import { updateTicket } from "@/features/tickets/server/write-update";
import { pool } from "@/server/database";
import { LIMITS } from "@/shared/limits";
import { PERSON_HEADER } from "@/shared/person-header";
import type { Actor } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import {
  makeActor,
  makeOrganisation,
  makePerson,
  makeSession,
  makeTeam,
  type MadeOrganisation,
} from "@/testing/factories";
import { callRoute, type GivenResponse } from "@/testing/requests";
import { DELETE, PUT } from "./[place]/[kind]/route";
import { GET } from "./route";

setUpDatabase();

const OTHER_HOST = "other.example";
let organisation: MadeOrganisation;
let agent: Actor;
let requester: Actor;
let ticketId: string;

beforeAll(async () => {
  organisation = await makeOrganisation();
  agent = await makeActor(organisation, { role: "agent" });
  requester = await makeActor(organisation);
  ticketId = await file();
});

async function file(): Promise<string> {
  const { id } = await createTicket(requester, {
    title: "The projector hums",
    description: "Since this morning.",
  });
  return id;
}

interface Given {
  place?: string;
  kind?: string;
  text: string;
  revision?: number;
  minute?: number;
  more?: Record<string, unknown>;
  headers?: Record<string, string>;
}

async function put(as: Actor, given: Given): Promise<GivenResponse> {
  const { place = ticketId, kind = "reply", text, revision = 0, minute = 0, more = {}, headers = {} } = given;
  return callRoute(PUT, {
    method: "PUT",
    path: `/api/drafts/${place}/${kind}`,
    as,
    params: { place, kind },
    headers,
    body: { text, revision, writtenAt: new Date(Date.UTC(2026, 10, 20, 9, minute)).toISOString(), ...more },
  });
}

async function kept(as: Actor, given: Given): Promise<DraftDto> {
  const answer = await put(as, given);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return draftSchema.parse(answer.body);
}

async function list(as: Actor, place = ticketId, headers: Record<string, string> = {}): Promise<DraftDto[]> {
  const { body } = await callRoute(GET, { as, path: `/api/drafts?place=${place}`, headers });
  return z.object({ items: z.array(draftSchema) }).parse(body).items;
}

const remove = (as: Actor, place: string, kind = "reply"): Promise<GivenResponse> =>
  callRoute(DELETE, { method: "DELETE", path: `/api/drafts/${place}/${kind}`, as, params: { place, kind } });

describe("a draft on the server", () => {
  it("is there on another device, by ticket and kind, for its author alone", async () => {
    const person = await makePerson(organisation, { role: "agent" });
    const [here, there] = [await makeSession(person), await makeSession(person)];
    await kept(here, { text: "Half a reply" });
    await kept(here, { text: "Half a note", kind: "note", more: { version: 3 } });
    expect(
      (await list(there)).map(({ kind, text, version, place }) => [kind, text, version, place]).sort(),
    ).toEqual([
      ["note", "Half a note", 3, ticketId],
      ["reply", "Half a reply", null, ticketId],
    ]);
    expect(await list(agent)).toEqual([]);
    const other = await makeOrganisation({ host: OTHER_HOST });
    const stranger = await makeActor(other, { role: "admin" });
    expect(await list(stranger, ticketId, { host: OTHER_HOST })).toEqual([]);
    expect((await put(stranger, { text: "x", headers: { host: OTHER_HOST } })).status).toBe(404);
  });

  it("takes a ticket's number as well", async () => {
    const { rows } = await pool().query<{ number: number }>("SELECT number FROM tickets WHERE id = $1", [
      ticketId,
    ]);
    const saved = await kept(agent, { text: "By number", place: `${rows[0]?.number}`, kind: "title" });
    expect(saved.place).toBe(ticketId);
    expect((await remove(agent, `${rows[0]?.number}`, "title")).status).toBe(204);
    expect((await list(agent)).find((one) => one.kind === "title")?.text).toBe("");
  });

  it("is never overwritten by an older write: both texts are kept", async () => {
    const place = await file();
    const first = await kept(agent, { place, text: "Hello", minute: 1 });
    const second = await kept(agent, {
      place,
      text: "I looked at the cable",
      revision: first.revision,
      minute: 5,
    });
    const late = await kept(agent, { place, text: "Please restart it", revision: first.revision, minute: 3 });
    expect(late).toMatchObject({ text: "I looked at the cable", others: [{ text: "Please restart it" }] });
    const newer = await kept(agent, { place, text: "Third device", revision: second.revision, minute: 9 });
    expect(newer.text).toBe("Third device");
    expect(newer.others.map((one) => one.text).sort()).toEqual([
      "I looked at the cable",
      "Please restart it",
    ]);
    const put1 = await kept(agent, {
      place,
      text: "Third device\n\nPlease restart it",
      revision: newer.revision,
      minute: 10,
      more: { drop: newer.others.filter((one) => one.text.startsWith("I")).map((one) => one.id) },
    });
    expect(put1.others).toEqual([]);
  });

  it("keeps every text of devices that write at the same moment", async () => {
    const place = await file();
    const texts = Array.from({ length: 8 }, (_, index) => `${index} is what device ${index} wrote`);
    await Promise.all(texts.map((text, minute) => kept(agent, { place, text, minute })));
    const [draft] = await list(agent, place);
    expect([draft?.text, ...(draft?.others ?? []).map((one) => one.text)].sort()).toEqual(texts);
  });

  it("that was sent stays gone, whatever another tab or a closing page saves late", async () => {
    const place = await file();
    const first = await kept(agent, { place, text: "Hello", minute: 1 });
    const gone = await kept(agent, {
      place,
      text: "",
      revision: first.revision,
      minute: 5,
      more: { before: "Hello Rosa" },
    });
    expect(gone.text).toBe("");
    // The very text that was sent, from a page that was closing; then something of its own, typed before the sending.
    expect(
      await kept(agent, { place, text: "Hello Rosa", revision: first.revision, minute: 6 }),
    ).toMatchObject({
      text: "",
      others: [],
    });
    const late = await kept(agent, { place, text: "Typed elsewhere", revision: first.revision, minute: 4 });
    expect(late).toMatchObject({ text: "", others: [{ text: "Typed elsewhere" }] });
  });

  it("goes with all that is kept aside when it is thrown away, and counts on", async () => {
    const place = await file();
    await kept(agent, { place, text: "One", minute: 1 });
    const both = await kept(agent, { place, text: "Two", minute: 2 });
    expect((await remove(agent, place)).status).toBe(204);
    expect(await list(agent, place)).toMatchObject([{ text: "", others: [], revision: both.revision + 1 }]);
    expect((await remove(agent, place)).status).toBe(204);
  });

  it("stays its author's when the ticket is out of sight, and tells nothing of the ticket", async () => {
    const sealed = await makeTeam(organisation, { isPrivate: true });
    const admin = await makeActor(organisation, { role: "admin" });
    const place = await file();
    await kept(agent, { place, text: "My own words" });
    await updateTicket(admin, place, { teamId: sealed.id });
    expect(await list(agent, place)).toMatchObject([{ place, text: "My own words" }]);
    expect(Object.keys((await list(agent, place))[0] ?? {}).sort()).toEqual(
      ["kind", "others", "place", "revision", "savedAt", "text", "version", "writtenAt"].sort(),
    );
    expect((await put(agent, { place, text: "More" })).status).toBe(404);
    expect((await remove(agent, place, "note")).status).toBe(404);
    expect((await remove(agent, place)).status).toBe(204);
  });

  it("of a guest is that of the ticket of their link alone", async () => {
    const person = await makePerson(organisation, { role: "guest" });
    const second = await file();
    await kept(await makeSession(person, { kind: "guest", guestTicketId: second }), {
      place: second,
      text: "Mine",
    });
    const elsewhere = await makeSession(person, { kind: "guest", guestTicketId: ticketId });
    expect((await callRoute(GET, { as: elsewhere, path: "/api/drafts" })).body).toMatchObject({ items: [] });
    expect(await list(elsewhere, second)).toEqual([]);
    expect((await put(elsewhere, { place: "new", kind: "ticket", text: "x" })).status).toBe(403);
  });

  it("is never kept for somebody else, who has signed in to the same browser meanwhile", async () => {
    const place = await file();
    const headers = { [PERSON_HEADER]: agent.id };
    expect((await put(agent, { place, text: "Mine", headers })).status).toBe(200);
    expect(await put(requester, { place, text: "Mine", headers })).toMatchObject({
      status: 401,
      body: { code: "unauthorized" },
    });
    expect(await list(requester, place)).toEqual([]);
    expect((await callRoute(GET, { as: requester, path: "/api/drafts", headers })).status).toBe(401);
  });

  it("has one effect for one Idempotency-Key", async () => {
    const place = await file();
    const headers = { "idempotency-key": randomUUID() };
    const first = await kept(agent, { place, text: "Once", headers });
    await kept(agent, { place, text: "Once and more", revision: first.revision, minute: 1 });
    expect(await kept(agent, { place, text: "Once", headers })).toEqual(first);
    expect((await list(agent, place))[0]?.text).toBe("Once and more");
    expect(await put(agent, { place, text: "Other", headers })).toMatchObject({
      status: 422,
      body: { code: "key_reused" },
    });
  });
});

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
