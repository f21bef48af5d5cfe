import { MAIL_TIMES, type ChoosableKind, type MailTime } from "@/features/notification-choices/fields";
import { CHOOSABLE_KINDS } from "@/features/notification-choices/schema";
import { readChoices } from "@/features/notification-choices/server/read";
import { PERSON_SEES_STAFF_SIDE, visibleToPerson } from "@/features/ticket-record/server/read-visibility";
import { TEAM_IDS } from "@/server/api/session-rows";
import type { Sql } from "@/server/database/database";
import type { Audience } from "@/shared/events";
import type { Role } from "@/shared/roles";

/** A thing to be mailed that its receiver may know of now, has not read, and wants by mail. */
export interface Sendable {
  id: string;
  kind: ChoosableKind;
  ticketId: string;
  number: number;
  title: string;
  /** The receiver's audience of the ticket now: it decides what is read for the mail. */
  audience: Audience;
  time: MailTime;
}

interface Row {
  id: string;
  kind: string;
  choice: string;
  ticket_id: string;
  number: number;
  title: string;
  sees_staff_side: boolean;
  time: string;
  role: Role;
  team_ids: string[];
  chosen: unknown;
}

/** Kinds about what staff say among themselves: as of notifications, the public audience must not learn that there is any. */
const OF_STAFF = "m.kind IN ('note', 'mention', 'assigned', 'created', 'urgent')";

/** Read in the page, in the list or in the ticket; what has no version (being made a watcher) by opening the ticket after it. */
const IS_READ = `(EXISTS (SELECT 1 FROM notifications n WHERE n.person_id = m.person_id AND n.event_id = m.event_id AND n.read_at IS NOT NULL)
  OR EXISTS (SELECT 1 FROM reads r WHERE r.ticket_id = m.ticket_id AND r.person_id = m.person_id
    AND CASE WHEN e.version IS NULL THEN r.read_at >= e.at ELSE r.version >= e.version END))`;

/** The address that a queued mail goes to is still the receiver's: they may have removed it while it waited. */
const IS_THEIRS = `EXISTS (SELECT 1 FROM outgoing_mails o JOIN person_addresses x ON x.person_id = o.person_id AND x.email = o.to_address AND x.confirmed_at IS NOT NULL
  WHERE o.id = m.mail_id)`;

/**
 * Of things to be mailed to one person, those that are still to be: by the rights of now, not read meanwhile, and not switched off since. In
 * the order in which they happened.
 */
export async function readSendable(
  sql: Sql,
  of: { ids: readonly string[] } | { mailId: string },
): Promise<Sendable[]> {
  const { rows } = await sql.query<Row>(
    `SELECT m.id, m.kind, m.choice, m.ticket_id, t.number, t.title, ${PERSON_SEES_STAFF_SIDE} AS sees_staff_side, m.time,
       p.role, ${TEAM_IDS} AS team_ids, p.notification_choices AS chosen
     FROM notification_mails m JOIN people p ON p.id = m.person_id JOIN tickets t ON t.id = m.ticket_id LEFT JOIN teams tm ON tm.id = t.team_id
       JOIN events e ON e.id = m.event_id
     WHERE ${"ids" in of ? "m.id = ANY($1::uuid[])" : `m.mail_id = $1 AND ${IS_THEIRS}`} AND p.disabled_at IS NULL
       AND ${visibleToPerson(`NOT ${OF_STAFF}`)} AND NOT ${IS_READ}
     ORDER BY e.id`,
    ["ids" in of ? of.ids : of.mailId],
  );
  return rows.flatMap((row) => {
    const [kind, choice] = [kindOf(row.kind), kindOf(row.choice)];
    const time = MAIL_TIMES.find((one) => one === row.time);
    const chosen = readChoices({ role: row.role, teamIds: row.team_ids }, row.chosen);
    const wanted = choice && chosen[choice]?.mail;
    if (!kind || !time || wanted === undefined || wanted === "never") {
      return [];
    }
    const { id, ticket_id: ticketId, number, title } = row;
    return [{ id, kind, time, ticketId, number, title, audience: row.sees_staff_side ? "staff" : "public" }];
  });
}

/** Things by their tickets, in the order of the first of each. */
export function byTicket(things: readonly Sendable[]): Sendable[][] {
  const groups = new Map<string, Sendable[]>();
  for (const thing of things) {
    groups.set(thing.ticketId, [...(groups.get(thing.ticketId) ?? []), thing]);
  }
  return [...groups.values()];
}

function kindOf(name: string): ChoosableKind | undefined {
  return CHOOSABLE_KINDS.find((kind) => kind === name);
}
