import { DAY } from "../model/clock";
import { idAt, type Ledger, type LedgerEvent } from "./ledger";
import { PEOPLE, STAFF } from "../model/people";
import type { SeedChange, SeedTicket } from "../model/types";

/** A notification of the demo; `person` and `actor` are keys of the seed. */
export interface SeedNotification {
  id: string;
  person: string;
  kind: "created" | "assigned" | "reply" | "note" | "mention" | "status" | "urgent";
  ticketId: string;
  eventId: string;
  actor: string | null;
  at: Date;
  readAt: Date | null;
}

/** Older ones would have been swept. */
const KEPT_DAYS = 10;
/** A person who was away longer than this has looked at the list meanwhile. */
const UNREAD_DAYS = 4;

type Receiver = readonly [kind: SeedNotification["kind"], person: string];

/** The notifications of the events of the last days, by the contract's defaults: never of one's own change. */
export function notificationsOf(ledger: Ledger, now: Date): SeedNotification[] {
  return ledger.events
    .filter((event) => event.version !== null && now.getTime() - event.at.getTime() < KEPT_DAYS * DAY)
    .flatMap((event) => {
      const receivers = recipients(ledger, event).filter(([, person]) => person !== event.actor);
      const once = receivers.filter(
        ([, person], index) => receivers.findIndex((other) => other[1] === person) === index,
      );
      return once.map(([kind, person]) => ({
        id: idAt(event.at),
        person,
        kind,
        ticketId: ledger.row.id,
        eventId: event.id,
        actor: event.actor,
        at: event.at,
        readAt: readTime(ledger, event, person, now),
      }));
    });
}

function recipients(ledger: Ledger, event: LedgerEvent): Receiver[] {
  const { ticket } = ledger;
  const watchers = ledger.watchers.filter(({ at }) => at <= event.at).map(({ person }) => person);
  const assignee = assigneeAt(ledger, event.at);
  const comment = ledger.comments.find(({ id }) => id === event.subjectId)?.comment;
  if (event.type === "ticket:created") {
    return agentsAt(ledger, event.at).map((person) => ["created", person]);
  }
  if (event.type === "comment:added" && comment?.internal) {
    const mentioned = STAFF.filter(({ call }) => comment.body.includes(`@${call}`)).map(({ key }) => key);
    return [
      ...mentioned.map((person): Receiver => ["mention", person]),
      ...assignee.map((person): Receiver => ["note", person]),
    ];
  }
  if (event.type === "comment:added") {
    return [ticket.requester, ...assignee, ...watchers].map((person) => ["reply", person]);
  }
  const step = ticket.steps.find(({ kind, at }) => kind === "change" && at.getTime() === event.at.getTime());
  if (event.type !== "ticket:updated" || step?.kind !== "change") {
    return [];
  }
  const { change } = step;
  return [
    ...(change.assignee ? [["assigned", change.assignee] satisfies Receiver] : []),
    ...(change.priority === "urgent"
      ? agentsAt(ledger, event.at).map((person): Receiver => ["urgent", person])
      : []),
    ...(change.status ? [ticket.requester, ...watchers].map((person): Receiver => ["status", person]) : []),
  ];
}

function assigneeAt({ ticket }: Ledger, at: Date): string[] {
  const assignee = lastValue(changesUntil(ticket, at).map((change) => change.assignee));
  return assignee ? [assignee] : [];
}

/** The agents of the team that the ticket was in at that moment; of all teams where it had none. */
function agentsAt({ ticket }: Ledger, at: Date): string[] {
  const team =
    lastValue([ticket.initial.team, ...changesUntil(ticket, at).map((change) => change.team)]) ?? null;
  const isTheirs = (teams: readonly string[]) => team === null || teams.includes(team);
  return PEOPLE.filter(({ role, teams }) => role === "agent" && isTheirs(teams)).map(({ key }) => key);
}

function changesUntil({ steps }: SeedTicket, at: Date): SeedChange[] {
  return steps.flatMap((step) => (step.kind === "change" && step.at <= at ? [step.change] : []));
}

function lastValue<T>(values: readonly (T | undefined)[]): T | undefined {
  return values.filter((value) => value !== undefined).at(-1);
}

/** Opening a ticket marks its notifications as read. */
function readTime(ledger: Ledger, event: LedgerEvent, person: string, now: Date): Date | null {
  const read = ledger.reads.find((entry) => entry.person === person);
  if (read && read.at >= event.at) {
    return read.at;
  }
  const isOld = now.getTime() - event.at.getTime() > UNREAD_DAYS * DAY;
  return isOld ? new Date(event.at.getTime() + DAY) : null;
}
