import type { Sql } from "@/server/database/database";
import type { EventData } from "@/shared/events";
import { insertRows } from "../load/insert";
import { idAt, type Directory, type Ledger, type LedgerEvent } from "../load/ledger";
import { MINUTE } from "../model/clock";
import { STAFF } from "../model/people";
import type { SeedPerson, SeedTeamKey } from "../model/types";

/** A request for an assignment; people by their keys. */
export interface SeedRequest {
  ledger: Ledger;
  asker: string;
  wanted: string;
  note: string | null;
  at: Date;
  state: "pending" | "approved" | "declined" | "withdrawn" | "expired";
  decidedBy: string | null;
  decidedAt: Date | null;
  reason: string | null;
}

const TEAMS: readonly SeedTeamKey[] = ["desk", "workplace", "network"];
const MOST_WAITING = 90 * MINUTE;
const NOTES = [
  "I was on the phone with them this morning and know what it is about.",
  "They sit two doors away from me, I can look at it in passing.",
  null,
  "I had the same problem last month and still have the notes.",
];

/** Writes requests in every state, two of them pending for the people whom a visitor signs in as. */
export async function loadRequests(
  sql: Sql,
  directory: Directory,
  ledgers: readonly Ledger[],
  now: Date,
): Promise<void> {
  const rows = planRequests(directory, ledgers, now).map((request) => ({ ...request, id: idAt(request.at) }));
  await insertRows(
    sql,
    "assignment_requests",
    rows.map(({ id, ledger, asker, wanted, note, at, state, decidedBy, decidedAt, reason }) => ({
      id,
      organisation_id: directory.organisationId,
      ticket_id: ledger.row.id,
      team_id: ledger.row.team_id,
      requested_by: directory.person(asker).id,
      assignee_id: directory.person(wanted).id,
      note,
      state,
      decided_by: decidedBy && directory.person(decidedBy).id,
      reason,
      created_at: at,
      decided_at: decidedAt,
    })),
  );
  await insertRows(
    sql,
    "events",
    rows.flatMap((request) => eventsOf(request, directory)),
  );
}

/** One of each state in each public team, where a ticket's life has room for it. */
export function planRequests(directory: Directory, ledgers: readonly Ledger[], now: Date): SeedRequest[] {
  return TEAMS.flatMap((team) => requestsOf(team, directory, ledgers, now));
}

function requestsOf(
  team: SeedTeamKey,
  directory: Directory,
  ledgers: readonly Ledger[],
  now: Date,
): SeedRequest[] {
  const teamId = directory.team(team).id;
  const own = ledgers.filter(({ row, events }) => {
    const hasMoved = events.some((event) => changesOf(event)?.["team"] !== undefined);
    return row.team_id === teamId && row.deleted_at === null && !hasMoved;
  });
  const outsiders = agents().filter(({ teams }) => !teams.includes(team));
  const taken = new Set<Ledger>();
  const first = (find: (ledger: Ledger, asker: SeedPerson) => SeedRequest | null): SeedRequest[] => {
    const asker = outsiders[taken.size % outsiders.length];
    for (const ledger of own.toReversed()) {
      const request = asker && !taken.has(ledger) ? find(ledger, asker) : null;
      if (request) {
        taken.add(ledger);
        return [{ ...request, note: NOTES[(taken.size + team.length) % NOTES.length] ?? null }];
      }
    }
    return [];
  };
  return [
    ...first((ledger, asker) => pendingOn(ledger, asker, now)),
    ...first((ledger, asker) => approvedOn(ledger, asker, directory)),
    ...first((ledger, asker) => decidedOn(ledger, asker, directory, "declined")),
    ...first((ledger, asker) => decidedOn(ledger, asker, directory, "withdrawn")),
    ...first((ledger, asker) => expiredOn(ledger, asker)),
  ];
}

/** On a ticket that nobody has yet. */
function pendingOn(ledger: Ledger, asker: SeedPerson, now: Date): SeedRequest | null {
  const { status, assignee_id: assignee, updated_at: since } = ledger.row;
  if (!["open", "in_progress"].includes(status) || assignee !== null) {
    return null;
  }
  const waited = Math.min(MOST_WAITING, (now.getTime() - since.getTime()) / 2);
  return request(ledger, asker, new Date(since.getTime() + waited));
}

/** Before a change that assigned the ticket: that was the approval. */
function approvedOn(ledger: Ledger, asker: SeedPerson, directory: Directory): SeedRequest | null {
  const index = ledger.events.findIndex((event) => assigneeOf(event, directory) !== null);
  const [before, event] = [ledger.events[index - 1], ledger.events[index]];
  const wanted = event && assigneeOf(event, directory);
  const decider = STAFF.find(({ key }) => key === event?.actor);
  const mayDecide =
    decider?.role === "admin" || decider?.teams.some((key) => directory.team(key).id === ledger.row.team_id);
  if (!before || !event?.actor || !wanted || event.actor === wanted || !mayDecide) {
    return null;
  }
  const at = new Date(Math.max(middle(before, event), event.at.getTime() - 25 * MINUTE));
  return {
    ...request(ledger, asker, at),
    wanted,
    state: "approved",
    decidedBy: event.actor,
    decidedAt: event.at,
  };
}

/** While somebody else had the ticket, who declined; or the one who asked took it back. */
function decidedOn(
  ledger: Ledger,
  asker: SeedPerson,
  directory: Directory,
  state: "declined" | "withdrawn",
): SeedRequest | null {
  const index = ledger.events.findIndex((event) => assigneeOf(event, directory) !== null);
  const [event, next] = [ledger.events[index], ledger.events[index + 1]];
  const assignee = event && assigneeOf(event, directory);
  if (!event || !next || !assignee || next.at.getTime() - event.at.getTime() < 60 * MINUTE) {
    return null;
  }
  return {
    ...request(ledger, asker, new Date(event.at.getTime() + 20 * MINUTE)),
    state,
    decidedBy: state === "declined" ? assignee : asker.key,
    decidedAt: new Date(event.at.getTime() + 45 * MINUTE),
    reason: state === "declined" ? "Thank you, but it is nearly done." : null,
  };
}

/** Until the ticket was closed. */
function expiredOn(ledger: Ledger, asker: SeedPerson): SeedRequest | null {
  const index = ledger.events.findIndex((event) => changesOf(event)?.["status"]?.to === "closed");
  const [before, event] = [ledger.events[index - 1], ledger.events[index]];
  if (!before || !event || event.at.getTime() - before.at.getTime() < 60 * MINUTE) {
    return null;
  }
  const at = new Date(event.at.getTime() - 50 * MINUTE);
  return { ...request(ledger, asker, at), state: "expired", decidedBy: event.actor, decidedAt: event.at };
}

function request(ledger: Ledger, asker: SeedPerson, at: Date): SeedRequest {
  const undecided = { state: "pending", decidedBy: null, decidedAt: null, reason: null } as const;
  return { ledger, asker: asker.key, wanted: asker.key, note: null, at, ...undecided };
}

/** They count no version: nothing of the ticket has changed. */
function eventsOf(
  { id, ledger, asker, at, decidedBy, decidedAt }: SeedRequest & { id: string },
  directory: Directory,
) {
  const personId = directory.person(asker).id;
  const event = (type: "assignment:requested" | "assignment:decided", when: Date, actor: string | null) => ({
    id: idAt(when),
    organisation_id: directory.organisationId,
    type,
    audience: "staff",
    ticket_id: ledger.row.id,
    version: null,
    public_version: null,
    actor_id: actor && directory.person(actor).id,
    subject_id: id,
    data: { requestId: id, personId } satisfies EventData<"assignment:requested">,
    at: when,
  });
  return [
    event("assignment:requested", at, asker),
    ...(decidedAt ? [event("assignment:decided", decidedAt, decidedBy)] : []),
  ];
}

function agents(): SeedPerson[] {
  return STAFF.filter(({ role }) => role === "agent");
}

/** The key of the agent whom an event assigned the ticket to. */
function assigneeOf(event: LedgerEvent, directory: Directory): string | null {
  const id = changesOf(event)?.["assignee"]?.to;
  return agents().find(({ key }) => directory.person(key).id === id)?.key ?? null;
}

function changesOf({ data }: LedgerEvent): Record<string, { to: unknown } | undefined> | null {
  return "changes" in data ? { ...data.changes } : null;
}

function middle(one: LedgerEvent, other: LedgerEvent): number {
  return (one.at.getTime() + other.at.getTime()) / 2;
}
