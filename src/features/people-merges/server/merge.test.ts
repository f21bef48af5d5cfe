import { v7 } from "uuid";
import { describe, expect, it } from "vitest";
import { GET } from "@/app/api/admin/users/[id]/merge/route";
import { askForAssignment } from "@/features/assignment-requests/server/write";
import { addComment } from "@/features/comments/server/write-add";
import { getTicket } from "@/features/tickets/server/read";
import { createTicket } from "@/features/tickets/server/write-create";
import { deleteTicket } from "@/features/tickets/server/write-delete";
import { markRead } from "@/features/tickets/server/write-read";
import { updateTicket } from "@/features/tickets/server/write-update";
import { setWatcher } from "@/features/tickets/server/write-watch";
import { pool } from "@/server/database/database";
import { setUpAccounts } from "@/testing/accounts";
import { FILED, rowsOf, setUpMerges } from "@/testing/desk/merges";
import { makeTeam, makeTokenSession } from "@/testing/factories";
import { callRoute } from "@/testing/http/requests";
import { PERSON_REFERENCES } from "./rules-references";

const accounts = setUpAccounts();
const desk = setUpMerges(accounts);
/** Columns that hold ids without a foreign key, and no person's. */
const NO_PEOPLE = new Set([
  "shared_items.item_id",
  "shared_items.merge_id",
  "audit_entries.erased_in",
  "notification_mails.event_id",
  "notifications.event_id",
  "search_parts.subject_id",
  "webhook_deliveries.event_id",
]);

describe("the list of columns that name people", () => {
  it("has every foreign key to people, and every other id that is not one of another table", async () => {
    const found = await rowsOf<{ name: string; is_person: boolean }>(
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
    const { id } = await desk.file();
    await addComment(desk.from, { ticket: id, body: "More of it" });
    const watched = await createTicket(other, FILED);
    await setWatcher(desk.admin, { ticket: watched.id, personId: desk.from.id, isWatching: true });
    await pool().query(
      "INSERT INTO drafts (id, person_id, place, kind, content) VALUES ($1, $2, 'new', 'ticket', '{}')",
      [v7(), desk.from.id],
    );
    await makeTokenSession({ ...desk.from, email: "" }, ["read"]);
    expect((await desk.merge()).body).toMatchObject({ state: "done", done: 2, total: 2 });
    for (const [name, reference] of Object.entries(PERSON_REFERENCES)) {
      const [table = "", column = ""] = name.split(".");
      const left = await rowsOf(`SELECT 1 FROM ${table} WHERE ${column} = $1`, desk.from.id);
      const isGone = reference.merge !== "stays" && name !== "sessions.person_id";
      expect([name, isGone ? left.length : 0]).toEqual([name, 0]);
    }
    const sessions = await rowsOf(
      "SELECT 1 FROM sessions WHERE person_id = $1 AND ended_at IS NULL",
      desk.from.id,
    );
    expect(sessions).toEqual([]);
    expect(await rowsOf("SELECT 1 FROM drafts WHERE person_id = $1", desk.into.id)).toHaveLength(1);
  });
});

describe("what becomes of tickets", () => {
  it("each counts one version for who sees any of it: all at once for its requester, a note for staff alone", async () => {
    const agent = await accounts.makeActor({ role: "agent", name: "Old Agent" });
    const kept = await accounts.makeActor({ role: "agent", name: "New Agent" });
    const requester = await accounts.makeActor();
    const noted = await createTicket(requester, FILED);
    const note = await addComment(agent, { ticket: noted.id, body: "Among us", internal: true });
    const answered = await createTicket(requester, FILED);
    const answer = await addComment(agent, { ticket: answered.id, body: "On my way" });
    await updateTicket(desk.admin, { ticket: answered.id, assigneeId: agent.id });
    const before = await rowsOf<{ id: string; version: number; public_version: number }>(
      "SELECT id, version, public_version FROM tickets WHERE id = ANY($1::uuid[]) ORDER BY id",
      [noted.id, answered.id],
    );
    await desk.merge({ into: kept.id }, agent);
    const after = await rowsOf<{ id: string; version: number; public_version: number; assignee_id: string }>(
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
    const events = await rowsOf(
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
        data: { changes: {}, publicChanges: {}, merged, quiet: true },
      },
      {
        ticket_id: answered.id,
        type: "ticket:updated",
        audience: "public",
        data: { changes, publicChanges: changes, merged, quiet: true },
      },
    ]);
    const authors = await rowsOf("SELECT author_id FROM comments WHERE id = ANY($1::uuid[])", [
      note.id,
      answer.id,
    ]);
    expect(authors).toEqual([{ author_id: kept.id }, { author_id: kept.id }]);
  });

  it("is no news to who had read them, and no reason to stand first; that a ticket has lost its assignee is", async () => {
    const agent = await accounts.makeActor({ role: "agent" });
    const moved = await desk.file();
    const unassigned = await createTicket(desk.admin, FILED);
    const worked = await accounts.makeActor({ role: "agent", name: "Worked Once" });
    await updateTicket(desk.admin, { ticket: unassigned.id, assigneeId: worked.id });
    const read = (ticket: string, version: number) => markRead(agent, { ticket, version });
    await read(moved.id, 1);
    await read(unassigned.id, 2);
    const before = await getTicket(agent, moved.id);
    await desk.merge();
    await desk.merge({}, worked);
    expect(await getTicket(agent, moved.id)).toMatchObject({
      version: 2,
      lastReadVersion: 2,
      updatedAt: before.updatedAt,
      requester: { id: desk.into.id },
    });
    expect(await getTicket(agent, unassigned.id)).toMatchObject({
      version: 3,
      lastReadVersion: 2,
      assignee: null,
    });
  });

  it("who may not work on a ticket does not become its assignee, except where it is closed", async () => {
    const agent = await accounts.makeActor({ role: "agent" });
    const open = await desk.file();
    const closed = await desk.file();
    await updateTicket(desk.admin, { ticket: open.id, assigneeId: agent.id });
    await updateTicket(desk.admin, { ticket: closed.id, assigneeId: agent.id, status: "closed" });
    const { body } = await callRoute(GET, {
      as: desk.admin,
      params: { id: agent.id },
      path: `/api/admin/users/${agent.id}/merge?into=${desk.into.id}`,
    });
    expect(body).toMatchObject({ preview: { moves: { assigned: 2, unassigned: 1 } } });
    await desk.merge({}, agent);
    expect(
      await rowsOf("SELECT id, assignee_id FROM tickets WHERE id = ANY($1::uuid[]) ORDER BY id", [
        open.id,
        closed.id,
      ]),
    ).toEqual([
      { id: open.id, assignee_id: null },
      { id: closed.id, assignee_id: desk.into.id },
    ]);
  });

  it("the one who had read further counts, a deleted ticket moves without an event, and pending requests end", async () => {
    const { id } = await desk.file();
    await addComment(await accounts.makeActor({ role: "agent" }), { ticket: id, body: "An answer" });
    await markRead(desk.from, { ticket: id, version: 2 });
    const gone = await desk.file();
    await deleteTicket(desk.admin, gone.id);
    const team = await makeTeam(accounts.organisation);
    const asker = await accounts.makeActor({ role: "agent" });
    const teamed = await createTicket(desk.admin, { ...FILED, teamId: team.id });
    await askForAssignment(asker, { ticket: teamed.id, assigneeId: asker.id });
    await desk.merge();
    await desk.merge({}, asker);
    const [mark] = await rowsOf<{ public_version: number }>(
      "SELECT public_version FROM reads WHERE ticket_id = $1 AND person_id = $2",
      id,
      desk.into.id,
    );
    // The merge's own version as well.
    expect(mark?.public_version).toBe(3);
    expect(await rowsOf("SELECT requester_id FROM tickets WHERE id = $1", gone.id)).toEqual([
      { requester_id: desk.into.id },
    ]);
    expect(await rowsOf("SELECT 1 FROM events WHERE ticket_id = $1 AND data ? 'merged'", gone.id)).toEqual(
      [],
    );
    expect(await rowsOf("SELECT state FROM assignment_requests WHERE requested_by = $1", asker.id)).toEqual([
      { state: "expired" },
    ]);
  });
});
