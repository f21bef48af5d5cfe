import { mkdir, rm } from "node:fs/promises";
import { beforeEach, expect, it } from "vitest";
import { GET, POST } from "./route";
import { PERSON_COLUMNS, TEXT_COLUMNS } from "@/features/person-data/server/read-places";
import { erasePeople } from "@/features/person-data/server/job-erase";
import { erasureSchema, type ErasureDto } from "@/features/person-data/schema";
import { GET as getTicket } from "@/app/api/tickets/[ticket]/route";
import { createTicket } from "@/features/tickets/server/write-create";
import { updateTicket } from "@/features/tickets/server/write-update";
import { changeUser } from "@/features/users/server/write-user";
import { requestKey } from "@/server/api/idempotency";
import { pool } from "@/server/database/database";
import { sealAudit } from "@/server/audit/seal";
import type { Actor } from "@/shared/roles";
import { findProblem, tamper } from "@/testing/audit";
import { setUpDatabase } from "@/testing/database";
import { makeActor, makeOrganisation, makePerson, makeSession } from "@/testing/factories";
import { setUpFiles } from "@/testing/files";
import { callRoute } from "@/testing/http/requests";
import { findWords, holdsTexts, readCatalogue, snapshotOf } from "@/testing/person-data/catalogue";
import {
  IDENTITY,
  IDENTITY_WORDS,
  makePersonWorld,
  TEXT_WORDS,
  type PersonWorld,
} from "@/testing/person-data/world";

setUpDatabase();
const files = setUpFiles();

beforeEach(async () => {
  await pool().query("TRUNCATE organisations, cursors CASCADE");
  await rm(files.root(), { recursive: true, force: true });
  await mkdir(files.root());
});

const params = ({ id }: { id: string }) => ({ id });
const read = async (admin: Actor, person: { id: string }): Promise<ErasureDto> =>
  erasureSchema.parse((await callRoute(GET, { as: admin, params: params(person) })).body);
const begin = async (admin: Actor, person: { id: string }, given: Record<string, unknown>) =>
  await callRoute(POST, { method: "POST", as: admin, params: params(person), body: given });

/** Begins it with what the preview said, and lets it come to its end. */
async function erase(
  {
    admin,
    person,
    name = IDENTITY.name,
  }: Pick<PersonWorld, "admin"> & { person: { id: string }; name?: string },
  { texts }: { texts: boolean },
): Promise<ErasureDto> {
  const { preview } = await read(admin, person);
  const given = { name, texts, disable: true, seen: preview?.seen };
  const begun = await begin(admin, person, given);
  expect(begun.status, JSON.stringify(begun.body)).toBe(200);
  while ((await read(admin, person)).state === "running") {
    await erasePeople(1);
  }
  return await read(admin, person);
}

it("everything that refers to a person, and every column of texts, is decided about", async () => {
  const catalogue = await readCatalogue();
  const texts: Record<string, string[]> = {};
  const people: Record<string, string[]> = {};
  for (const one of catalogue) {
    if (holdsTexts(one)) {
      (texts[one.table] ??= []).push(one.column);
    }
    // Of the log and of the audit no column refers to a person by a key, as rows outlive what they tell of.
    const isPerson =
      one.refersTo === "people" ||
      (one.type === "uuid" &&
        /^(actor_id|subject_id|added_by|requested_by|decided_by|merged_by|started_by)$/.test(one.column));
    if (isPerson && one.table !== "search_parts") {
      (people[one.table] ??= []).push(one.column);
    }
  }
  const named = (places: Record<string, object>) =>
    Object.fromEntries(
      Object.entries(places).map(([table, columns]) => [table, Object.keys(columns).sort()]),
    );
  expect(named(TEXT_COLUMNS)).toEqual(texts);
  expect(named(PERSON_COLUMNS)).toEqual(people);
});

it("without texts, who they were is found nowhere but in what others wrote; what they wrote stays", async () => {
  const world = await makePersonWorld(await makeOrganisation());
  await sealAudit();
  const before = await findWords([...IDENTITY_WORDS, ...TEXT_WORDS], files);
  for (const place of [
    "people.name: quillwort",
    "people.search_email: quirk.zarni",
    "audit_entries.data: oldquillon",
    "files: quillwort",
  ]) {
    expect(before).toContain(place);
  }
  await erase(world, { texts: false });
  expect(await findWords(IDENTITY_WORDS, files)).toEqual([
    "comments.body: zarniwoop",
    "search_parts.vector: zarniwoop",
  ]);
  const left = await findWords(TEXT_WORDS, files);
  expect(new Set(left.map((place) => place.split(":")[0]))).toEqual(
    new Set([
      "attachments.name",
      "comments.body",
      "events.data",
      "files",
      "outgoing_mails.content",
      "search_parts.vector",
      "search_words.word",
      "ticket_texts.description",
      "tickets.title",
    ]),
  );
});

it("with texts, what they wrote is found nowhere either; tickets, numbers and counts stay right", async () => {
  const world = await makePersonWorld(await makeOrganisation());
  await sealAudit();
  await erase(world, { texts: true });
  expect(await findWords([...IDENTITY_WORDS, ...TEXT_WORDS], files)).toEqual([
    "comments.body: zarniwoop",
    "search_parts.vector: zarniwoop",
  ]);
  const { rows } = await pool().query(
    `SELECT t.number, t.title, d.description, t.comment_count, t.attachment_count FROM tickets t JOIN ticket_texts d ON d.ticket_id = t.id WHERE t.id = $1`,
    [world.ticket.id],
  );
  expect(rows).toEqual([
    {
      number: world.ticket.number,
      title: "Erased request",
      description: "This text was erased.",
      comment_count: 3,
      attachment_count: 0,
    },
  ]);
});

it("of every table whose rows were theirs, none is left, and the person is somebody without a name", async () => {
  const world = await makePersonWorld(await makeOrganisation());
  const owned = Object.entries(PERSON_COLUMNS).flatMap(([table, columns]) =>
    Object.entries(columns).flatMap(([column, rule]) => (rule === "delete" ? [{ table, column }] : [])),
  );
  const left = async () => {
    const counts: string[] = [];
    for (const { table, column } of owned) {
      const { rows } = await pool().query<{ count: number }>(
        `SELECT count(*)::int AS count FROM ${table} WHERE ${column} = $1`,
        [world.person.id],
      );
      counts.push(...((rows[0]?.count ?? 0) > 0 ? [table] : []));
    }
    return counts;
  };
  expect(await left()).toEqual(owned.map(({ table }) => table));
  await erase(world, { texts: false });
  expect(await left()).toEqual([]);
  const { rows } = await pool().query(
    "SELECT name, email, password_hash, disabled_at IS NOT NULL AS disabled, erased_at IS NOT NULL AS erased FROM people WHERE id = $1",
    [world.person.id],
  );
  expect(rows).toEqual([
    { name: "Erased person", email: null, password_hash: null, disabled: true, erased: true },
  ]);
});

it("another organisation's person of the same name and address loses nothing", async () => {
  const here = await makeOrganisation({ host: "localhost" });
  const there = await makeOrganisation({ host: "there.example.org" });
  const world = await makePersonWorld(here);
  await makePersonWorld(there);
  await sealAudit();
  const before = await snapshotOf(there.id);
  await erase(world, { texts: true });
  expect(await snapshotOf(there.id)).toBe(before);
});

it("the audit's chains are whole afterwards, and a change of an erased entry is found", async () => {
  const world = await makePersonWorld(await makeOrganisation());
  const { organisationId } = world.admin;
  await sealAudit();
  await erase(world, { texts: true });
  await sealAudit();
  expect(await findProblem(organisationId)).toBeNull();
  const { rows } = await pool().query<{ id: string; data: unknown }>(
    "SELECT id, data FROM audit_entries WHERE organisation_id = $1 AND erased_in IS NOT NULL AND action = 'person.changed'",
    [organisationId],
  );
  expect(rows[0]?.data).toEqual({ name: "[erased]", before: { name: "[erased]" } });
  await tamper('UPDATE audit_entries SET data = \'{"name": "Somebody"}\' WHERE id = $1', [rows[0]?.id]);
  expect(await findProblem(organisationId)).toMatchObject({ kind: "changed" });
});

it("an entry that was changed before is found after the erasure, too", async () => {
  const world = await makePersonWorld(await makeOrganisation());
  await sealAudit();
  await tamper(
    `UPDATE audit_entries SET data = data || '{"role": "admin"}' WHERE action = 'person.changed' AND subject_id = $1`,
    [world.person.id],
  );
  await erase(world, { texts: false });
  await sealAudit();
  expect(await findProblem(world.admin.organisationId)).toMatchObject({ kind: "changed" });
});

it("oneself, the last admin, another name, an old preview and access that was not asked to end are refused", async () => {
  const organisation = await makeOrganisation();
  const admin = await makeActor(organisation, { role: "admin", passwordHash: "x" });
  const person = await makePerson(organisation, { name: "Mira Sand" });
  const seenOf = async (one: { id: string }) => (await read(admin, one)).preview?.seen ?? "";
  const given = { name: "Mira Sand", texts: false, disable: true, seen: await seenOf(person) };
  expect(await read(admin, admin)).toMatchObject({ preview: { refused: "oneself" } });
  expect(await begin(admin, admin, { ...given, name: admin.name, seen: await seenOf(admin) })).toMatchObject({
    status: 403,
  });
  expect(await begin(admin, person, { ...given, name: "Mira" })).toMatchObject({
    status: 422,
    body: { errors: [{ path: "name" }] },
  });
  expect(await begin(admin, person, { ...given, disable: false })).toMatchObject({ status: 409 });
  expect(await begin(admin, person, { ...given, seen: "another" })).toMatchObject({
    status: 409,
    body: { code: "conflict", current: { state: "none" } },
  });
  await pool().query("UPDATE people SET password_hash = NULL WHERE id = $1", [admin.id]);
  const other = await makePerson(organisation, { role: "admin", name: "Only Admin", passwordHash: "x" });
  expect(await begin(admin, other, { ...given, name: other.name, seen: await seenOf(other) })).toMatchObject({
    status: 409,
    body: { code: "last_admin" },
  });
  expect(await begin(admin, person, given)).toMatchObject({ status: 200, body: { state: "running" } });
  expect(await begin(admin, person, given)).toMatchObject({ status: 409, body: { code: "conflict" } });
});

it("a guest is erased like anybody, and their link opens nothing any more", async () => {
  const organisation = await makeOrganisation({ settings: { guestForm: true } });
  const admin = await makeActor(organisation, { role: "admin", passwordHash: "x" });
  const guest = await makePerson(organisation, {
    role: "guest",
    name: "Gwen Passing",
    email: "gwen@example.org",
  });
  const ticket = await createTicket(admin, {
    title: "Left at the reception",
    description: "A guest has left an umbrella.",
    requesterId: guest.id,
  });
  await pool().query(
    "INSERT INTO guest_tickets (ticket_id, organisation_id, person_id, email, language) VALUES ($1, $2, $3, 'gwen.other@example.org', 'de') ON CONFLICT (ticket_id) DO UPDATE SET email = excluded.email",
    [ticket.id, organisation.id, guest.id],
  );
  const session = await makeSession(guest, { kind: "guest", guestTicketId: ticket.id });
  expect((await callRoute(getTicket, { as: session, params: { ticket: ticket.id } })).status).toBe(200);
  await erase({ admin, person: guest, name: guest.name }, { texts: false });
  const { rows } = await pool().query("SELECT 1 FROM sessions WHERE person_id = $1", [guest.id]);
  expect(rows).toEqual([]);
  expect(await findWords(["gwen"], files)).toEqual([]);
});

it("nobody can change an erased person, and an answer that showed them is not given again, nor is its request carried out twice", async () => {
  const world = await makePersonWorld(await makeOrganisation());
  const { admin, colleague, person, ticket } = world;
  const key = requestKey(colleague, "PATCH /api/tickets", "again", {});
  await updateTicket(colleague, { ticket: ticket.id, priority: "low", key });
  await erase(world, { texts: false });
  const again = requestKey(colleague, "PATCH /api/tickets", "again", {});
  await expect(
    updateTicket(colleague, { ticket: ticket.id, priority: "low", key: again }),
  ).rejects.toMatchObject({
    code: "key_reused",
  });
  const patch = { name: "Somebody again", disabled: false };
  await expect(
    changeUser(admin, { personId: person.id, patch }, { key: null, address: "" }),
  ).rejects.toMatchObject({
    code: "conflict",
  });
});
