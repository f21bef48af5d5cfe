import { v7 } from "uuid";
import { beforeEach, describe, expect, it } from "vitest";
import { GET, POST } from "@/app/api/admin/users/[id]/merge/route";
import { GET as LIST } from "@/app/api/tickets/route";
import { PATCH } from "@/app/api/admin/users/[id]/route";
import { askForAssignment } from "@/features/assignment-requests/server/write";
import { addComment } from "@/features/comments/server/write-add";
import { createTicket } from "@/features/tickets/server/write-create";
import { deleteTicket } from "@/features/tickets/server/write-delete";
import { markRead } from "@/features/tickets/server/write-read";
import { updateTicket } from "@/features/tickets/server/write-update";
import { setWatcher } from "@/features/tickets/server/write-watch";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { setUpAccounts } from "@/testing/accounts";
import { makeOrganisation, makePerson, makeSession, makeTeam, makeTokenSession } from "@/testing/factories";
import { callRoute } from "@/testing/http/requests";
import { mergePeople } from "./job-merge";
import { PERSON_REFERENCES } from "./rules-references";
import { startMerge } from "./write";

const accounts = setUpAccounts();
const input = { title: "The printer is on fire", description: "It smokes and it smells." };
/** Columns that hold ids without a foreign key, and no person's. */
const NO_PEOPLE = new Set([
  "notification_mails.event_id",
  "notifications.event_id",
  "search_parts.subject_id",
]);
let admin: Actor;
let from: Actor;
let into: Actor;

beforeEach(async () => {
  await pool().query("UPDATE person_merges SET settled_at = now()");
  admin = await accounts.makeActor({ role: "admin", name: "Ada Admin" });
  from = await accounts.makeActor({ name: "Berta Old" });
  into = await accounts.makeActor({ name: "Berta New" });
});

const merge = (body: object = {}, person: { id: string; name: string } = from, as: Actor = admin) =>
  callRoute(POST, {
    method: "POST",
    as,
    params: { id: person.id },
    path: `/api/admin/users/${person.id}/merge`,
    body: { into: into.id, name: person.name, ...body },
  });
const read = (query = "") =>
  callRoute(GET, {
    as: admin,
    params: { id: from.id },
    path: `/api/admin/users/${from.id}/merge${query}`,
  });
async function rows<Row extends object>(sql: string, ...values: unknown[]): Promise<Row[]> {
  return (await pool().query<Row>(sql, values)).rows;
}
const file = (): Promise<{ id: string }> => createTicket(from, input);

describe("the list of columns that name people", () => {
  it("has every foreign key to people, and every other id that is not one of another table", async () => {
    const found = await rows<{ name: string; is_person: boolean }>(
      `SELECT format('%s.%s', c.relname, a.attname) AS name, k.confrelid = 'people'::regclass AS is_person
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.atttypid = 'uuid'::regtype
       LEFT JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'f' AND a.attnum = ANY(k.conkey)
       WHERE c.relkind = 'r' AND a.attname NOT IN ('id', 'organisation_id', 'team_id', 'ticket_id') AND (k.oid IS NULL OR k.confrelid = 'people'::regclass)
       ORDER BY 1`,
    );
    const people = found.filter(({ name, is_person }) => is_person || !NO_PEOPLE.has(name));
    expect([...new Set(people.map(({ name }) => name))]).toEqual(Object.keys(PERSON_REFERENCES).sort());
  });

  it("leaves nothing of a merged account where it says so", async () => {
    const other = await accounts.makeActor({ role: "agent" });
    const { id } = await file();
    await addComment(from, { ticket: id, body: "More of it" });
    const watched = await createTicket(other, input);
    await setWatcher(admin, { ticket: watched.id, personId: from.id, isWatching: true });
    await pool().query(
      "INSERT INTO drafts (id, person_id, place, kind, content) VALUES ($1, $2, 'new', 'ticket', '{}')",
      [v7(), from.id],
    );
    await makeTokenSession({ ...from, email: "" }, ["read"]);
    expect((await merge()).body).toMatchObject({ state: "done", done: 2, total: 2 });
    for (const [name, reference] of Object.entries(PERSON_REFERENCES)) {
      const [table = "", column = ""] = name.split(".");
      const left = await rows(`SELECT 1 FROM ${table} WHERE ${column} = $1`, from.id);
      const isGone = reference.merge !== "stays" && name !== "sessions.person_id";
      expect([name, isGone ? left.length : 0]).toEqual([name, 0]);
    }
    const sessions = await rows("SELECT 1 FROM sessions WHERE person_id = $1 AND ended_at IS NULL", from.id);
    expect(sessions).toEqual([]);
    expect(await rows("SELECT 1 FROM drafts WHERE person_id = $1", into.id)).toHaveLength(1);
  });
});

describe("what becomes of tickets", () => {
  it("each counts one version for who sees any of it: all at once for its requester, a note for staff alone", async () => {
    const agent = await accounts.makeActor({ role: "agent", name: "Old Agent" });
    const kept = await accounts.makeActor({ role: "agent", name: "New Agent" });
    const requester = await accounts.makeActor();
    const noted = await createTicket(requester, input);
    const note = await addComment(agent, { ticket: noted.id, body: "Among us", internal: true });
    const answered = await createTicket(requester, input);
    const answer = await addComment(agent, { ticket: answered.id, body: "On my way" });
    await updateTicket(admin, { ticket: answered.id, assigneeId: agent.id });
    const before = await rows<{ id: string; version: number; public_version: number }>(
      "SELECT id, version, public_version FROM tickets WHERE id = ANY($1::uuid[]) ORDER BY id",
      [noted.id, answered.id],
    );
    await merge({ into: kept.id }, agent);
    const after = await rows<{ id: string; version: number; public_version: number; assignee_id: string }>(
      "SELECT id, version, public_version, assignee_id FROM tickets WHERE id = ANY($1::uuid[]) ORDER BY id",
      [noted.id, answered.id],
    );
    expect(after).toEqual([
      { ...before[0], version: (before[0]?.version ?? 0) + 1, assignee_id: null },
      {
        id: answered.id,
        version: (before[1]?.version ?? 0) + 1,
        public_version: (before[1]?.public_version ?? 0) + 1,
        assignee_id: kept.id,
      },
    ]);
    const events = await rows(
      "SELECT ticket_id, type, audience, data FROM events WHERE data->'merged'->>'toId' = $1 ORDER BY ticket_id",
      kept.id,
    );
    const merged = { fromId: agent.id, toId: kept.id };
    const changes = { assignee: { from: agent.id, to: kept.id } };
    expect(events).toEqual([
      {
        ticket_id: noted.id,
        type: "ticket:updated",
        audience: "staff",
        data: { changes: {}, publicChanges: {}, merged },
      },
      {
        ticket_id: answered.id,
        type: "ticket:updated",
        audience: "public",
        data: { changes, publicChanges: changes, merged },
      },
    ]);
    const authors = await rows("SELECT author_id FROM comments WHERE id = ANY($1::uuid[])", [
      note.id,
      answer.id,
    ]);
    expect(authors).toEqual([{ author_id: kept.id }, { author_id: kept.id }]);
  });

  it("who may not work on a ticket does not become its assignee, except where it is closed", async () => {
    const agent = await accounts.makeActor({ role: "agent" });
    const open = await file();
    const closed = await file();
    await updateTicket(admin, { ticket: open.id, assigneeId: agent.id });
    await updateTicket(admin, { ticket: closed.id, assigneeId: agent.id, status: "closed" });
    const { body } = await callRoute(GET, {
      as: admin,
      params: { id: agent.id },
      path: `/api/admin/users/${agent.id}/merge?into=${into.id}`,
    });
    expect(body).toMatchObject({ preview: { moves: { assigned: 2, unassigned: 1 } } });
    await merge({}, agent);
    expect(
      await rows("SELECT id, assignee_id FROM tickets WHERE id = ANY($1::uuid[]) ORDER BY id", [
        open.id,
        closed.id,
      ]),
    ).toEqual([
      { id: open.id, assignee_id: null },
      { id: closed.id, assignee_id: into.id },
    ]);
  });

  it("whoever had read further counts, a deleted ticket moves without an event, and pending requests end", async () => {
    const { id } = await file();
    await addComment(await accounts.makeActor({ role: "agent" }), { ticket: id, body: "An answer" });
    await markRead(from, { ticket: id, version: 2 });
    const gone = await file();
    await deleteTicket(admin, gone.id);
    const team = await makeTeam(accounts.organisation);
    const asker = await accounts.makeActor({ role: "agent" });
    const teamed = await createTicket(admin, { ...input, teamId: team.id });
    await askForAssignment(asker, { ticket: teamed.id, assigneeId: asker.id });
    await merge();
    await merge({}, asker);
    const [mark] = await rows<{ public_version: number }>(
      "SELECT public_version FROM reads WHERE ticket_id = $1 AND person_id = $2",
      id,
      into.id,
    );
    expect(mark?.public_version).toBe(2);
    expect(await rows("SELECT requester_id FROM tickets WHERE id = $1", gone.id)).toEqual([
      { requester_id: into.id },
    ]);
    expect(await rows("SELECT 1 FROM events WHERE ticket_id = $1 AND data ? 'merged'", gone.id)).toEqual([]);
    expect(await rows("SELECT state FROM assignment_requests WHERE requested_by = $1", asker.id)).toEqual([
      { state: "expired" },
    ]);
  });
});

describe("the two accounts", () => {
  it("proven addresses change hands and claimed ones do not; name and role stay, and teams are joined only where that is chosen", async () => {
    const team = await makeTeam(accounts.organisation);
    const agent = await accounts.makePerson({ role: "admin", teams: [team], name: "Twice" });
    const email = agent.email;
    await pool().query(
      "INSERT INTO person_addresses (organisation_id, person_id, email) VALUES ($1, $2, 'claimed@example.org')",
      [accounts.organisation.id, agent.id],
    );
    await merge({}, agent);
    const addresses = await rows<{ email: string }>(
      "SELECT email FROM person_addresses WHERE person_id = $1 AND confirmed_at IS NOT NULL",
      into.id,
    );
    expect(addresses.map((one) => one.email)).toContain(email);
    expect(await rows("SELECT 1 FROM person_addresses WHERE email = 'claimed@example.org'")).toEqual([]);
    expect(
      await rows(
        `SELECT name, role::text, (SELECT count(*)::int FROM team_members m WHERE m.person_id = p.id) AS teams FROM people p WHERE id = $1`,
        into.id,
      ),
    ).toEqual([{ name: "Berta New", role: "user", teams: 0 }]);
    const second = await accounts.makePerson({ role: "agent", teams: [team], name: "Thrice" });
    await merge({ teams: "both" }, second);
    expect(await rows("SELECT team_id FROM team_members WHERE person_id = $1", into.id)).toEqual([
      { team_id: team.id },
    ]);
  });

  it("an identity comes along, unless its directory lets it in no more or the other has one of the same place", async () => {
    const link = (issuer: string, personId: string, isGone = false) =>
      pool().query(
        "INSERT INTO identities (organisation_id, issuer, subject, person_id, gone_at) VALUES ($1, $2, $3, $4, CASE WHEN $5 THEN now() END)",
        [accounts.organisation.id, issuer, v7(), personId, isGone],
      );
    await link("https://one.example", from.id);
    await link("https://two.example", from.id);
    await link("https://two.example", into.id);
    await link("ldap:dc=old", from.id, true);
    expect((await read(`?into=${into.id}`)).body).toMatchObject({ preview: { moves: { identities: 1 } } });
    await merge();
    expect(await rows("SELECT issuer FROM identities WHERE person_id = $1 ORDER BY issuer", into.id)).toEqual(
      [{ issuer: "https://one.example" }, { issuer: "https://two.example" }],
    );
  });

  it("stays disabled, says where it is now, and its links find the other, also after a second merge", async () => {
    const { id } = await file();
    await merge();
    const enable = await callRoute(PATCH, {
      method: "PATCH",
      as: admin,
      params: { id: from.id },
      path: `/api/admin/users/${from.id}`,
      body: { disabled: false },
    });
    expect([enable.status, enable.body]).toEqual([409, expect.objectContaining({ code: "conflict" })]);
    const last = await accounts.makeActor({ name: "Berta Last" });
    await merge({ into: last.id }, into);
    expect((await read()).body).toMatchObject({ merge: { into: { id: last.id }, state: "done" } });
    const list = await callRoute(LIST, { as: admin, path: `/api/tickets?requester=${from.id}` });
    expect(list.body).toMatchObject({ items: [{ id, requester: { id: last.id } }] });
  });

  it("a guest may be merged into a person, and nobody into a guest", async () => {
    const guest = await makeSession(await makePerson(accounts.organisation, { role: "guest" }));
    expect((await merge({ into: guest.id })).body).toMatchObject({
      code: "invalid",
      errors: [{ path: "into" }],
    });
    expect((await merge({}, guest)).status).toBe(200);
  });

  it("is refused for oneself, the last admin, another organisation's, a disabled one, a wrong name, or twice", async () => {
    expect((await merge({}, admin)).status).toBe(409);
    expect((await merge({ name: "Somebody" })).body).toMatchObject({ errors: [{ path: "name" }] });
    expect((await merge({ into: from.id })).body).toMatchObject({ errors: [{ path: "into" }] });
    const disabled = await accounts.makePerson({ isDisabled: true });
    expect((await merge({ into: disabled.id })).body).toMatchObject({ errors: [{ path: "into" }] });
    const elsewhere = await makePerson(await makeOrganisation({ host: `${v7()}.example` }));
    expect((await merge({ into: elsewhere.id })).body).toMatchObject({ errors: [{ path: "into" }] });
    expect((await merge({}, elsewhere)).status).toBe(404);
    expect((await merge()).status).toBe(200);
    expect((await merge()).status).toBe(409);
  });

  it("the last admin who can sign in is not merged away, whoever asks", async () => {
    const own = await makeOrganisation({ host: `${v7()}.example` });
    const { passwordHash } = accounts;
    const only = await makePerson(own, { role: "admin", passwordHash });
    const asking = { ...(await makeSession(only)), id: v7() };
    const stays = await makePerson(own);
    await expect(
      startMerge(
        asking,
        { personId: only.id, into: stays.id, name: only.name, teams: "keep" },
        { key: null, address: "" },
      ),
    ).rejects.toMatchObject({ code: "last_admin" });
  });
});

describe("a merge of many tickets", () => {
  it("is done in pieces by a job, waits where who started it is no admin any more, and goes on by another's", async () => {
    await Promise.all(Array.from({ length: 60 }, file));
    expect((await merge()).body).toMatchObject({ state: "running", total: 60, done: 0 });
    expect((await merge({ into: admin.id }, into)).status).toBe(409);
    const other = await accounts.makeActor({ role: "admin" });
    await pool().query("UPDATE people SET role = 'user' WHERE id = $1", [admin.id]);
    expect(await mergePeople(10)).toBe(1);
    await pool().query("UPDATE people SET role = 'admin' WHERE id = $1", [admin.id]);
    expect((await read()).body).toMatchObject({ merge: { state: "stopped", done: 0 } });
    expect((await merge({ name: "" }, from, other)).body).toMatchObject({ state: "running" });
    expect(await mergePeople(1)).toBe(1);
    expect((await read()).body).toMatchObject({ merge: { done: 50 } });
    await mergePeople(10);
    expect((await read()).body).toMatchObject({
      merge: { state: "done", done: 60, startedBy: { id: other.id } },
    });
    expect(await rows("SELECT 1 FROM tickets WHERE requester_id = $1", into.id)).toHaveLength(60);
  });

  it("what a request wrote that had begun before the end is moved a minute later", async () => {
    const { id } = await file();
    await merge();
    await pool().query(
      "INSERT INTO comments (id, organisation_id, ticket_id, author_id, body) VALUES ($1, $2, $3, $4, 'Late')",
      [v7(), accounts.organisation.id, id, from.id],
    );
    expect(await mergePeople(10)).toBe(0);
    await pool().query("UPDATE person_merges SET finished_at = now() - interval '2 minutes'");
    await mergePeople(10);
    expect(await rows("SELECT 1 FROM comments WHERE author_id = $1", from.id)).toEqual([]);
    expect(
      await rows("SELECT 1 FROM person_merges WHERE from_id = $1 AND settled_at IS NULL", from.id),
    ).toEqual([]);
  });
});
