import { pool } from "@/server/database/database";
import type { History } from "../history/history";
import type { Problem } from "../judge/judge";
import type { World, WorldPerson } from "../world";
import { markersOf } from "./about";
import type { MailJudge } from "./judge";
import type { Arrival } from "./post";

/** What was mailed of what had to be. */
export interface Owed {
  /** Things that people had to be mailed about. */
  owed: number;
  /** Of those, the ones that a mail which arrived is about. */
  mailed: number;
  /** The others, of which something came in between: they were read, deleted, or out of sight. */
  excused: number;
  lost: Problem[];
}

interface Thing {
  personId: string;
  ticketId: string;
  eventId: string;
  /** Of a message. */
  body: string | null;
  kind: string;
  /** Milliseconds since the epoch. */
  at: number;
  mailId: string | null;
  isRead: boolean;
  isDeleted: boolean;
}

/** Kinds that can reach everybody who is notified of them, whatever role they have since. */
const KINDS = ["reply", "note", "mention", "status", "watching"];
const OF_STAFF = ["note", "mention"];
const COMMITTED = "(extract(epoch FROM pg_xact_commit_timestamp(e.xid::xid)) * 1000)::float8";

/**
 * Compares what had to be mailed, by notifications and by the log, with what arrived: all must have come, except what was read, deleted or lost
 * sight of before it was sent. All mails must have left.
 */
export async function findUnmailed(
  world: World,
  history: History,
  judge: MailJudge,
  since: number,
): Promise<Owed> {
  const people = new Map(world.people.map((one) => [one.id, one]));
  const now = Date.now();
  const found: Owed = { owed: 0, mailed: 0, excused: 0, lost: await findUnsent(judge) };
  const things = [...(await readNotified()), ...(await readAnswers(since))].filter(
    ({ personId }) => people.get(personId)?.wantsMail === true,
  );
  for (const thing of things) {
    const who = people.get(thing.personId);
    if (!who) {
      continue;
    }
    const merged = history.mergedInto(who.id).flatMap(({ personId }) => people.get(personId) ?? []);
    found.owed += 1;
    if (hasArrived(thing, [who, ...merged], judge)) {
      found.mailed += 1;
    } else if (isExcused(thing, [who, ...merged], history, now)) {
      found.excused += 1;
    } else {
      found.lost.push({
        text: `${who.label} was never mailed of ${thing.kind} ${thing.eventId}, on ${thing.ticketId}`,
        at: thing.at,
        trail: [JSON.stringify(thing)],
      });
    }
  }
  return found;
}

function hasArrived(thing: Thing, accounts: readonly WorldPerson[], judge: MailJudge): boolean {
  const own = accounts.map(({ address }) => address);
  const arrived = (judge.byId.get(thing.mailId ?? "") ?? []).filter(({ to }) => own.includes(to));
  if (arrived.length > 0) {
    return arrived.some((arrival) => saysIt(arrival, thing));
  }
  // What a merged account was mailed is noted nowhere any more.
  return accounts
    .slice(1)
    .some(({ address }) =>
      (judge.byAddress.get(address) ?? []).some(
        (arrival) =>
          arrival.at > thing.at &&
          (thing.body === null ? judge.ticketsOf(arrival).includes(thing.ticketId) : saysIt(arrival, thing)),
      ),
    );
}

/** Of many things about one ticket, a mail says the first ones and how many more there are. */
function saysIt(arrival: Arrival, { body }: Thing): boolean {
  const marker = /\[\d+\.\d+\]/.exec(body ?? "")?.[0];
  return marker === undefined ||
    markersOf(arrival).includes(marker) ||
    /And (?:one|\d+) (?:more|further) t/.test(arrival.mail.text)
    ? true
    : // It may have been changed since, and said what it was then.
      /(?:words|SECRET-NOTE|Edited|changed)\s+\[/.test(arrival.mail.text) &&
        /^(?:Edited|SECRET-NOTE changed)/.test(body ?? "");
}

function isExcused(thing: Thing, accounts: readonly WorldPerson[], history: History, now: number): boolean {
  const roles = new Set(
    accounts.flatMap((who) => history.rightsDuring(who, thing.at, now).map(({ role }) => role)),
  );
  const staff = OF_STAFF.includes(thing.kind);
  return (
    thing.isRead ||
    thing.isDeleted ||
    roles.size !== 1 ||
    !history.seesThroughout(accounts, { ticketId: thing.ticketId, staff }, thing.at, now)
  );
}

const THING = `e.ticket_id AS "ticketId", e.id AS "eventId", CASE WHEN e.type = 'comment:added' THEN c.body END AS body, ${COMMITTED} AS at, m.mail_id AS "mailId",
  EXISTS (SELECT 1 FROM events d WHERE d.ticket_id = e.ticket_id AND d.type = 'comment:deleted' AND d.data->>'commentId' = e.subject_id::text) AS "isDeleted"`;
const READ = (person: string): string =>
  `EXISTS (SELECT 1 FROM reads r WHERE r.ticket_id = e.ticket_id AND r.person_id = ${person}
     AND CASE WHEN e.version IS NULL THEN r.read_at >= e.at ELSE r.version >= e.version END)`;
const NOTICED = `(n.read_at IS NOT NULL OR EXISTS (SELECT 1 FROM events r WHERE r.type = 'notification:read' AND r.data->'notificationIds' ? n.id::text))`;
const REST = `LEFT JOIN comments c ON c.id = e.subject_id`;

/** By the notifications, which are another way of the same news. */
async function readNotified(): Promise<Thing[]> {
  const { rows } = await pool().query<Thing>(
    `SELECT n.person_id AS "personId", n.kind, ${THING}, ${READ("n.person_id")} OR ${NOTICED} AS "isRead"
     FROM notifications n JOIN events e ON e.id = n.event_id ${REST}
       LEFT JOIN notification_mails m ON m.person_id = n.person_id AND m.event_id = e.id
     WHERE n.kind = ANY($1) AND e.actor_id <> n.person_id`,
    [KINDS],
  );
  return rows;
}

/** By the log alone: what somebody else wrote to requesters and watchers of today, since the consumers of this database began. */
async function readAnswers(since: number): Promise<Thing[]> {
  const { rows } = await pool().query<Thing>(
    `WITH first AS (SELECT min(pg_xact_commit_timestamp(n.xid::xid)) AS at FROM events n WHERE n.type = 'notification:added' AND pg_xact_commit_timestamp(n.xid::xid) > $1),
       own AS (SELECT id AS ticket_id, requester_id AS person_id FROM tickets UNION SELECT ticket_id, person_id FROM watchers)
     SELECT p.id AS "personId", 'reply' AS kind, ${THING}, ${READ("p.id")} OR EXISTS (SELECT 1 FROM notifications n WHERE n.person_id = p.id AND n.event_id = e.id AND ${NOTICED}) AS "isRead"
     FROM events e JOIN own ON own.ticket_id = e.ticket_id JOIN people p ON p.id = own.person_id ${REST}
       LEFT JOIN notification_mails m ON m.person_id = p.id AND m.event_id = e.id, first
     WHERE e.type = 'comment:added' AND e.audience = 'public' AND p.role <> 'guest' AND pg_xact_commit_timestamp(e.xid::xid) > first.at
       AND e.actor_id <> p.id AND NOT EXISTS (SELECT 1 FROM person_merges g WHERE g.from_id = e.actor_id AND g.to_id = p.id)`,
    [new Date(since)],
  );
  return rows;
}

/** What the outbox calls sent must have arrived, and nothing may have been given up. */
async function findUnsent(judge: MailJudge): Promise<Problem[]> {
  const { rows } = await pool().query<{ id: string; state: string; address: string; error: unknown }>(
    "SELECT id, state, to_address AS address, error FROM outgoing_mails WHERE state <> 'cancelled'",
  );
  return rows.flatMap(({ id, state, address, error }) =>
    state === "sent" && judge.byId.has(id)
      ? []
      : [
          {
            text: `mail ${id} to ${address} is ${state} and did not arrive`,
            at: 0,
            trail: [JSON.stringify(error)],
          },
        ],
  );
}
