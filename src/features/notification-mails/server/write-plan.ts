import { v7 } from "uuid";
import type { ChoosableKind, MailTime } from "@/features/notification-choices/fields";
import { canSendMail } from "@/features/mail/server/read";
import { takesMail } from "@/features/refused-addresses/server/read";
import type { Transaction } from "@/server/database/database";
import { env } from "@/server/process/env";
import type { LogEvent } from "@/shared/events";
import { nextHour, nextMorning } from "@/shared/time/morning";
import { isTimeZone } from "@/shared/time/time-zone";

/** A person who is to be mailed about an event. */
export interface PlannedMail {
  personId: string;
  kind: ChoosableKind;
  /** The kind whose choice counts. */
  choice: ChoosableKind;
  time: Exclude<MailTime, "never">;
  /** The person's, where they chose one: their morning is there. */
  timeZone: string | null;
}

/**
 * Notes that these people are to be mailed about an event, in the transaction that notifies them: one row for a person and an event, however often
 * it is asked for. Left out is who has no proven address or is of a demo, whose address refuses mail, and the requester of a ticket whose guest gets each
 * answer at the same address. Where no mail is sent at all, what happens to a person waits in one mail a day. Returns how many are new.
 */
export async function planMails(
  tx: Transaction,
  event: Pick<LogEvent, "id" | "organisationId"> & { ticketId: string },
  planned: readonly PlannedMail[],
): Promise<number> {
  if (planned.length === 0) {
    return 0;
  }
  const now = new Date();
  const isSent = await canSendMail(event.organisationId, tx);
  const timed = planned.map((one) => (isSent ? one : { ...one, time: "daily" as const }));
  const { rowCount } = await tx.query(
    `INSERT INTO notification_mails (id, organisation_id, person_id, ticket_id, event_id, kind, choice, time, due_at)
     SELECT g.id, $1, p.id, $2, $3, g.kind, g.choice, g.time, g.due_at
     FROM unnest($4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::timestamptz[]) AS g(id, person_id, kind, choice, time, due_at)
     JOIN people p ON p.id = g.person_id AND p.email IS NOT NULL AND p.email_confirmed_at IS NOT NULL AND NOT p.is_demo AND ${takesMail("p.organisation_id", "p.email")}
     WHERE NOT (g.kind = 'received' AND EXISTS (SELECT 1 FROM guest_tickets gt WHERE gt.ticket_id = $2 AND gt.email = p.email))
       AND NOT (g.kind = 'reply' AND EXISTS (
       SELECT 1 FROM guest_tickets gt JOIN people guest ON guest.id = gt.person_id
       WHERE gt.ticket_id = $2 AND gt.email = p.email AND gt.proven_at IS NOT NULL AND guest.role = 'guest' AND guest.disabled_at IS NULL))
     ON CONFLICT (person_id, event_id) DO NOTHING`,
    [
      event.organisationId,
      event.ticketId,
      event.id,
      planned.map(() => v7()),
      planned.map(({ personId }) => personId),
      planned.map(({ kind }) => kind),
      planned.map(({ choice }) => choice),
      timed.map(({ time }) => time),
      timed.map((one) => dueAt(one, now)),
    ],
  );
  return rowCount ?? 0;
}

function dueAt({ time, timeZone }: PlannedMail, now: Date): Date {
  switch (time) {
    case "now":
      return new Date(now.getTime() + env().mailDelayMilliseconds);
    case "hourly":
      return nextHour(now);
    case "daily":
      return nextMorning(now, timeZone && isTimeZone(timeZone) ? timeZone : ownTimeZone());
  }
}

/** That of the machine (TZ), for people who chose none. */
function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
