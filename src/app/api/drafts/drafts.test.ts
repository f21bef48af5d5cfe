import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { createTicket } from "@/features/tickets/server/write-create";
import { updateTicket } from "@/features/tickets/server/write-update";
import { pool } from "@/server/database/database";
import { PERSON_HEADER } from "@/shared/person-header";
import type { Actor } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import { draftsOfTicket, removeDraftAs } from "@/testing/drafts";
import {
  makeActor,
  makeOrganisation,
  makePerson,
  makeSession,
  makeTeam,
  type MadeOrganisation,
} from "@/testing/factories";
import { callRoute } from "@/testing/http/requests";
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

const { put, kept, list } = draftsOfTicket(() => ticketId);

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
    const unrelated = await makeActor(other, { role: "admin" });
    expect(await list(unrelated, ticketId, { host: OTHER_HOST })).toEqual([]);
    expect((await put(unrelated, { text: "x", headers: { host: OTHER_HOST } })).status).toBe(404);
  });

  it("takes a ticket's number as well", async () => {
    const { rows } = await pool().query<{ number: number }>("SELECT number FROM tickets WHERE id = $1", [
      ticketId,
    ]);
    const saved = await kept(agent, { text: "By number", place: `${rows[0]?.number}`, kind: "title" });
    expect(saved.place).toBe(ticketId);
    expect((await removeDraftAs(agent, `${rows[0]?.number}`, "title")).status).toBe(204);
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
    const removed = await kept(agent, {
      place,
      text: "",
      revision: first.revision,
      minute: 5,
      more: { before: "Hello Rosa" },
    });
    expect(removed.text).toBe("");
    // The very text that was sent, from a page that was closing; then something of its own, typed before the sending.
    expect(
      await kept(agent, { place, text: "Hello Rosa", revision: first.revision, minute: 4 }),
    ).toMatchObject({
      text: "",
      others: [],
    });
    const late = await kept(agent, { place, text: "Typed elsewhere", revision: first.revision, minute: 4 });
    expect(late).toMatchObject({ text: "", others: [{ text: "Typed elsewhere" }] });
  });

  it("that was sent and taken back to be edited is kept, whether its writer heard of the sending or not", async () => {
    for (const hasBefore of [true, false]) {
      const place = await file();
      const first = await kept(agent, { place, text: "Hello Rosa", minute: 1 });
      const sent = { place, text: "", revision: first.revision, minute: 2, more: { before: "Hello Rosa" } };
      const removed = await kept(agent, sent);
      const revision = hasBefore ? removed.revision : first.revision;
      expect((await kept(agent, { place, text: "Hello Rosa", revision, minute: 3 })).text).toBe("Hello Rosa");
      expect((await list(agent, place))[0]?.text).toBe("Hello Rosa");
    }
  });

  it("goes with all that is kept aside when it is thrown away, and counts on", async () => {
    const place = await file();
    await kept(agent, { place, text: "One", minute: 1 });
    const both = await kept(agent, { place, text: "Two", minute: 2 });
    expect((await removeDraftAs(agent, place)).status).toBe(204);
    expect(await list(agent, place)).toMatchObject([{ text: "", others: [], revision: both.revision + 1 }]);
    expect((await removeDraftAs(agent, place)).status).toBe(204);
  });

  it("stays its author's when they lose access to the ticket, and says nothing of the ticket", async () => {
    const sealed = await makeTeam(organisation, { isPrivate: true });
    const admin = await makeActor(organisation, { role: "admin" });
    const place = await file();
    await kept(agent, { place, text: "My own words" });
    await updateTicket(admin, { ticket: place, teamId: sealed.id });
    expect(await list(agent, place)).toMatchObject([{ place, text: "My own words" }]);
    expect(Object.keys((await list(agent, place))[0] ?? {}).sort()).toEqual(
      ["kind", "others", "place", "revision", "savedAt", "text", "version", "writtenAt"].sort(),
    );
    expect((await put(agent, { place, text: "More" })).status).toBe(404);
    expect((await removeDraftAs(agent, place, "note")).status).toBe(404);
    expect((await removeDraftAs(agent, place)).status).toBe(204);
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

  it("is never saved for another person, who has signed in in the same browser meanwhile", async () => {
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
