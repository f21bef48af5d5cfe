import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { ticketAudience } from "@/features/tickets/policy";
import {
  PRIORITIES,
  STATUSES,
  type Priority,
  type Status,
  type TicketStats,
} from "@/features/tickets/schema";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import {
  makeActor,
  makeOrganisation,
  makePerson,
  makeSession,
  makeTeam,
  type MadeOrganisation,
  type MadeTeam,
} from "@/testing/factories";
import { readStats } from "./read-stats";
import { foldCounts } from "./write";
import { createTicket } from "@/features/tickets/server/write-create";
import { deleteTicket, restoreTicket } from "@/features/tickets/server/write-delete";
import { updateTicket } from "@/features/tickets/server/write-update";
import { setWatcher } from "@/features/tickets/server/write-watch";

setUpDatabase();

let organisation: MadeOrganisation;
let teams: MadeTeam[];
let actors: Actor[];
let admin: Actor;

beforeAll(async () => {
  organisation = await makeOrganisation();
  teams = [
    await makeTeam(organisation, { name: "Open" }),
    await makeTeam(organisation, { name: "Secret", isPrivate: true }),
    await makeTeam(organisation, { name: "Sealed", isPrivate: true }),
  ];
  admin = await makeActor(organisation, { role: "admin" });
  actors = [
    admin,
    await makeActor(organisation, { role: "viewer" }),
    await makeActor(organisation, { role: "agent" }),
    await makeActor(organisation, { role: "agent", teams: teams.slice(0, 2) }),
    await makeActor(organisation, { role: "agent", teams: teams.slice(2) }),
    await makeActor(organisation, { role: "user" }),
    await makeActor(organisation, { role: "user" }),
  ];
});

/** One write: its name for a failure's message, and the function. */
type Step = [what: string, run: () => Promise<unknown>];

const step = (weight: number, arbitrary: fc.Arbitrary<Step>) => ({ weight, arbitrary });
const person = fc.nat(6);
const ticket = fc.nat(1_000);
const team = fc.option(fc.nat(2));
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  step(
    4,
    fc
      .tuple(person, team, fc.constantFrom(...PRIORITIES))
      .map(([by, at, priority]) => [
        `person ${by} files in team ${at}, ${priority}`,
        () => createTicket(admin, { ...TEXTS, teamId: teamId(at), priority, requesterId: actors[by]?.id }),
      ]),
  ),
  step(
    4,
    fc
      .tuple(ticket, fc.constantFrom(...STATUSES))
      .map(([n, status]) => [
        `${n} becomes ${status}`,
        () => withTicket(n, false, (id) => updateTicket(admin, { ticket: id, status })),
      ]),
  ),
  step(
    3,
    fc
      .tuple(ticket, team)
      .map(([n, at]) => [
        `${n} goes to team ${at}`,
        () => withTicket(n, false, (id) => updateTicket(admin, { ticket: id, teamId: teamId(at) })),
      ]),
  ),
  step(
    1,
    fc.tuple(ticket, fc.option(fc.nat(4))).map(([n, to]) => [
      `${n} is assigned to ${to}`,
      // Assignable people depend on the team: the counts must be right whatever the row holds.
      () => withTicket(n, false, (id) => assign(id, to === null ? null : actors[to]?.id)),
    ]),
  ),
  step(
    1,
    fc
      .tuple(ticket, fc.boolean())
      .map(([n, isPast]) => [
        `${n} is due ${isPast ? "before" : "later"}`,
        () =>
          withTicket(n, false, (id) =>
            updateTicket(admin, { ticket: id, dueAt: dayFromNow(isPast ? -1 : 1) }),
          ),
      ]),
  ),
  step(
    1,
    fc
      .tuple(ticket, person, fc.boolean())
      .map(([n, who, isWatching]) => [
        `${who} watches ${n}: ${isWatching}`,
        () =>
          withTicket(n, false, (id) =>
            setWatcher(admin, { ticket: id, personId: actors[who]?.id ?? "", isWatching }),
          ),
      ]),
  ),
  step(
    1,
    ticket.map((n) => [`${n} is deleted`, () => withTicket(n, false, (id) => deleteTicket(admin, id))]),
  ),
  step(
    1,
    ticket.map((n) => [`${n} comes back`, () => withTicket(n, true, (id) => restoreTicket(admin, id))]),
  ),
  step(
    1,
    fc
      .tuple(fc.nat(2), fc.boolean())
      .map(([n, isPrivate]) => [
        `team ${n} is private: ${isPrivate}`,
        () => pool().query("UPDATE teams SET is_private = $2 WHERE id = $1", [teams[n]?.id, isPrivate]),
      ]),
  ),
  step(1, fc.constant<Step>(["fold", foldCounts])),
);

describe("the counts behind the lists", () => {
  it("are those of a fresh count, for everybody, after any writes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 5, maxLength: 25 }), async (steps) => {
        for (const [, run] of steps) {
          await run();
        }
        for (const actor of [...actors, await guest()]) {
          expect(await readStats(actor), actor.role).toEqual(await countAfresh(actor));
        }
      }),
      { numRuns: 12, endOnFailure: true },
    );
  });

  it("are not changed by a write that is rolled back, and go with their organisation", async () => {
    const other = await makeOrganisation({ host: "other.example" });
    const user = await makeActor(other, { role: "admin" });
    await createTicket(user, TEXTS);
    expect((await readStats(user)).total).toBe(1);
    await expect(createTicket(user, { ...TEXTS, teamId: teams[0]?.id })).rejects.toThrow();
    expect((await readStats(user)).total).toBe(1);
    await foldCounts();
    await pool().query("DELETE FROM tickets WHERE organisation_id = $1", [other.id]);
    expect((await readStats(user)).total).toBe(0);
  });

  it("of tickets that came by the thousand are right before and after they are folded", async () => {
    const many = await makeOrganisation({ host: "many.example" });
    const user = await makeActor(many, { role: "admin" });
    for (let time = 0; time < 3; time++) {
      await pool().query(
        `INSERT INTO tickets (id, organisation_id, number, title, category, requester_id, status)
         SELECT gen_random_uuid(), $1, n + $3, 'A ticket', 'other', $2, (ARRAY['open', 'closed'])[1 + n % 2]::status FROM generate_series(1, 1000) n`,
        [many.id, user.id, time * 1_000],
      );
    }
    expect(await readStats(user)).toMatchObject({ total: 3_000, active: 1_500 });
    expect(await foldCounts()).toBeGreaterThan(0);
    expect(await foldCounts()).toBe(0);
    expect(await readStats(user)).toMatchObject({ total: 3_000, byStatus: { open: 1_500, closed: 1_500 } });
  });
});

const TEXTS = { title: "A ticket that counts", description: "It counts once." };

function teamId(index: number | null): string | null {
  return index === null ? null : (teams[index]?.id ?? null);
}

function dayFromNow(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString();
}

async function assign(id: string, personId: string | null | undefined): Promise<void> {
  await pool().query("UPDATE tickets SET assignee_id = $2 WHERE id = $1", [id, personId ?? null]);
}

/** Runs `work` with one of the tickets, or of the deleted ones; nothing when there is none. */
async function withTicket(
  index: number,
  isDeleted: boolean,
  work: (id: string) => Promise<unknown>,
): Promise<void> {
  const { rows } = await pool().query<{ id: string }>(
    "SELECT id FROM tickets WHERE organisation_id = $1 AND (deleted_at IS NOT NULL) = $2 ORDER BY number",
    [organisation.id, isDeleted],
  );
  const found = rows[index % Math.max(1, rows.length)];
  if (found) {
    await work(found.id);
  }
}

interface CountedTicket {
  id: string;
  status: Status;
  priority: Priority;
  team_id: string | null;
  is_private: boolean | null;
  requester_id: string;
  assignee_id: string | null;
  watchers: string[];
  is_overdue: boolean;
}

/** The same counts by the policy itself, over every ticket. */
async function countAfresh(actor: Actor): Promise<TicketStats> {
  const { rows } = await pool().query<CountedTicket>(
    `SELECT t.id, t.status, t.priority, t.team_id, tm.is_private, t.requester_id, t.assignee_id, coalesce(t.due_at < now(), false) AS is_overdue,
       ARRAY(SELECT w.person_id::text FROM watchers w WHERE w.ticket_id = t.id) AS watchers
     FROM tickets t LEFT JOIN teams tm ON tm.id = t.team_id WHERE t.organisation_id = $1 AND t.deleted_at IS NULL`,
    [organisation.id],
  );
  const visible = rows.filter(
    (row) =>
      ticketAudience(actor, {
        id: row.id,
        organisationId: organisation.id,
        teamId: row.team_id,
        teamIsPrivate: row.is_private ?? false,
        requesterId: row.requester_id,
        isWatcher: row.watchers.includes(actor.id),
        isDeleted: false,
      }) !== null,
  );
  const active = visible.filter(({ status }) => status !== "resolved" && status !== "closed");
  const count = (fits: (row: CountedTicket) => boolean) => active.filter(fits).length;
  const counted = (status: Status) => visible.filter((row) => row.status === status).length;
  return {
    total: visible.length,
    byStatus: {
      open: counted("open"),
      in_progress: counted("in_progress"),
      waiting: counted("waiting"),
      resolved: counted("resolved"),
      closed: counted("closed"),
    },
    active: active.length,
    mine: count((row) => row.assignee_id === actor.id),
    requested: count((row) => row.requester_id === actor.id),
    unassigned: count((row) => row.assignee_id === null),
    overdue: count((row) => row.is_overdue),
    urgent: count((row) => row.priority === "urgent"),
    byTeam: actor.teamIds
      .map((id) => ({ teamId: id, active: count((row) => row.team_id === id) }))
      .filter((row) => row.active > 0),
  };
}

/** A guest with the link of some ticket. */
async function guest(): Promise<Actor> {
  const { rows } = await pool().query<{ id: string }>(
    "SELECT id FROM tickets WHERE organisation_id = $1 LIMIT 1",
    [organisation.id],
  );
  const made = await makePerson(organisation, { role: "guest" });
  return await makeSession(made, { kind: "guest", ...(rows[0] ? { guestTicketId: rows[0].id } : {}) });
}
