import fc from "fast-check";
import { v7 } from "uuid";
import { beforeAll, describe, expect, it } from "vitest";
import { maySeeNotification } from "@/features/notifications/policy";
import { IS_VISIBLE, WITH_TICKET } from "@/features/notifications/server/read-rows";
import { accessRules, ticketAudience, canWorkOn, type TicketFacts } from "@/features/tickets/policy";
import { deliveriesOf } from "@/realtime/fanout/audience/audience";
import { loadEntities } from "@/realtime/fanout/payload/entities";
import { roomsOf } from "@/realtime/sockets/rooms";
import { TEAM_IDS } from "@/server/api/session-rows";
import { pool, transaction, type Sql } from "@/server/database/database";
import { Params } from "@/server/database/params";
import type { Audience, LogEvent } from "@/shared/events";
import type { Actor, Role } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import {
  changeDesk,
  makeVisibilityDesk,
  ROLES,
  type DeskChange,
  type VisibilityDesk,
} from "@/testing/desk/visibility";
import { openedBy, PERSON_MAY_WORK, staffVisibility, teamIsVisible, visibleTickets } from "./read-visibility";

setUpDatabase();

let desk: VisibilityDesk;

beforeAll(async () => {
  desk = await makeVisibilityDesk();
});

const OPENING = ["admin", "viewer", "agent", "agent_of_team", "requester", "watcher", "guest_link"] as const;

interface Seen {
  actor: Actor;
  /** By ticket. */
  audiences: Map<string, Audience | null>;
  facts: Map<string, TicketFacts>;
}

/** The answers of policy.ts for everybody and every ticket. */
async function byPolicy(tx: Sql): Promise<Seen[]> {
  const { rows: tickets } = await tx.query<Omit<TicketFacts, "isWatcher"> & { watcherIds: string[] }>(
    `SELECT t.id, t.organisation_id AS "organisationId", t.team_id AS "teamId", coalesce(tm.is_private, false) AS "teamIsPrivate",
       t.requester_id AS "requesterId", t.deleted_at IS NOT NULL AS "isDeleted",
       ARRAY(SELECT w.person_id::text FROM watchers w WHERE w.ticket_id = t.id) AS "watcherIds"
     FROM tickets t LEFT JOIN teams tm ON tm.id = t.team_id`,
  );
  const { rows } = await tx.query<{ id: string; role: Role; name: string; teamIds: string[] }>(
    `SELECT p.id, p.role, p.name, ${TEAM_IDS} AS "teamIds" FROM people p WHERE p.id = ANY($1::uuid[])`,
    [desk.people.map(({ id }) => id)],
  );
  return desk.people.flatMap((person) => {
    const row = rows.find(({ id }) => id === person.id);
    if (!row) {
      return [];
    }
    const actor: Actor = {
      ...row,
      organisationId: person.organisationId,
      sessionId: v7(),
      guestTicketId: row.role === "guest" ? person.guestTicketId : null,
    };
    const facts = new Map(
      tickets.map(({ watcherIds, ...ticket }) => [
        ticket.id,
        { ...ticket, isWatcher: watcherIds.includes(person.id) },
      ]),
    );
    return [
      { actor, facts, audiences: new Map([...facts].map(([id, fact]) => [id, ticketAudience(actor, fact)])) },
    ];
  });
}

const idsOf = ({ audiences }: Seen, ...wanted: (Audience | null)[]): string[] =>
  desk.ticketIds.filter((id) => wanted.includes(audiences.get(id) ?? null)).sort();

async function ids(tx: Sql, text: string, values: unknown[]): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(text, values);
  return rows.map(({ id }) => id).sort();
}

async function compare(tx: Sql): Promise<void> {
  for (const seen of await byPolicy(tx)) {
    const { actor } = seen;
    await compareLists(tx, seen);
    if (actor.role !== "guest" && actor.organisationId === desk.organisationId) {
      await compareNotifications(tx, seen);
    }
    const workable = await ids(
      tx,
      `SELECT t.id FROM tickets t LEFT JOIN teams tm ON tm.id = t.team_id, people p
       WHERE p.id = $1 AND p.organisation_id = t.organisation_id AND t.deleted_at IS NULL AND ${PERSON_MAY_WORK}`,
      [actor.id],
    );
    expect(workable).toEqual(
      [...seen.facts].flatMap(([id, facts]) => (canWorkOn(actor, facts) ? id : [])).sort(),
    );
  }
  await compareRooms(tx, await byPolicy(tx));
}

async function compareLists(tx: Sql, seen: Seen): Promise<void> {
  const params = new Params();
  const visible = visibleTickets(seen.actor, params);
  expect(await ids(tx, `SELECT t.id FROM tickets t WHERE ${visible}`, params.values)).toEqual(
    idsOf(seen, "staff", "public"),
  );
  for (const rule of OPENING) {
    const some = new Params();
    const conditions = `${visibleTickets(seen.actor, some)} AND ${openedBy(rule, seen.actor, some)}`;
    expect(await ids(tx, `SELECT t.id FROM tickets t WHERE ${conditions}`, some.values)).toEqual(
      [...seen.facts].flatMap(([id, facts]) => (accessRules(seen.actor, facts)[0] === rule ? id : [])).sort(),
    );
  }
  const sides = new Params();
  const staff = staffVisibility(seen.actor, sides);
  const here = `t.organisation_id = ${sides.add(seen.actor.organisationId)} AND t.deleted_at IS NULL`;
  expect(await ids(tx, `SELECT t.id FROM tickets t WHERE ${here} AND ${staff}`, sides.values)).toEqual(
    idsOf(seen, "staff"),
  );
  for (const teamId of desk.teamIds) {
    const one = new Params();
    const visibleTeam = teamIsVisible(seen.actor, teamId, one);
    const ofTeam = `t.organisation_id = ${one.add(seen.actor.organisationId)} AND t.deleted_at IS NULL AND t.team_id = ${one.add(teamId)}::uuid`;
    expect(
      await ids(tx, `SELECT t.id FROM tickets t WHERE ${ofTeam} AND ${visibleTeam}`, one.values),
    ).toEqual(idsOf(seen, "staff").filter((id) => seen.facts.get(id)?.teamId === teamId));
  }
}

/** There is a notification of each kind for everybody and every ticket: people who may see them find them. */
async function compareNotifications(tx: Sql, seen: Seen): Promise<void> {
  const notes = `SELECT x.id, x.kind, p.id AS person_id, x.id AS ticket_id FROM (SELECT t.id, k.kind FROM tickets t, (VALUES ('note'), ('reply')) k(kind)) x, people p`;
  for (const kind of ["note", "reply"] as const) {
    const found = await ids(
      tx,
      `SELECT n.id FROM ${WITH_TICKET.replace("notifications n", `(${notes}) n`)} WHERE p.id = $1 AND n.kind = $2 AND ${IS_VISIBLE}`,
      [seen.actor.id, kind],
    );
    expect(found).toEqual(
      desk.ticketIds.filter((id) => maySeeNotification(kind, seen.audiences.get(id) ?? null)).sort(),
    );
  }
}

/** Events of each ticket reach everybody by their audience, in the rooms that they are in. */
async function compareRooms(tx: Sql, everybody: readonly Seen[]): Promise<void> {
  const events = desk.ticketIds.map((ticketId): LogEvent => ({
    id: v7(),
    type: "ticket:created",
    organisationId: desk.organisationId,
    audience: "public",
    ticketId,
    version: 7,
    publicVersion: 5,
    actorId: null,
    subjectId: null,
    data: {},
    at: new Date(),
  }));
  const entities = await loadEntities(tx, events);
  for (const event of events) {
    const deliveries = deliveriesOf(event, entities).filter(({ kind }) => kind === "emit");
    for (const { actor, audiences, facts } of everybody) {
      const id = event.ticketId ?? "";
      if (facts.get(id)?.isDeleted) {
        continue;
      }
      const rooms = roomsOf({ actor, scopes: null }, "en");
      const versions = deliveries
        .filter((one) => one.rooms.some((room) => rooms.includes(room)))
        .filter((one) => !one.except.some((room) => rooms.includes(room)))
        .map((one) => ("payload" in one && "version" in one.payload ? one.payload.version : null));
      const audience = audiences.get(id) ?? null;
      expect(versions).toEqual(audience === null ? [] : [audience === "staff" ? 7 : 5]);
    }
  }
}

class TakeBack extends Error {}

/** Checks the fixtures after these changes, which are rolled back afterwards. */
async function compareAfter(changes: readonly DeskChange[]): Promise<void> {
  await transaction(async (tx) => {
    for (const change of changes) {
      await changeDesk(tx, desk, change);
    }
    await compare(tx);
    throw new TakeBack();
  }).catch((error: unknown) => {
    if (!(error instanceof TakeBack)) {
      throw error;
    }
  });
}

describe("policy, SQL and rooms", () => {
  it("agree for every role, team state and relation", async () => {
    await compare(pool());
  });

  it("agree after any changes", { timeout: 120_000 }, async () => {
    const team = fc.nat(3);
    const person = fc.nat(12);
    const ticket = fc.nat(150);
    const change: fc.Arbitrary<DeskChange> = fc.oneof(
      fc.record({
        kind: fc.constant("team" as const),
        team,
        isPrivate: fc.boolean(),
        isArchived: fc.boolean(),
      }),
      fc.record({ kind: fc.constant("member" as const), team, person: fc.nat(9) }),
      fc.record({ kind: fc.constant("role" as const), person, role: fc.constantFrom(...ROLES) }),
      fc.record({ kind: fc.constant("watch" as const), ticket, person: fc.nat(9) }),
      fc.record({ kind: fc.constant("move" as const), ticket, team: fc.option(team) }),
      fc.record({ kind: fc.constant("delete" as const), ticket }),
    );
    await fc.assert(fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 12 }), compareAfter), {
      numRuns: 25,
    });
  });
});
