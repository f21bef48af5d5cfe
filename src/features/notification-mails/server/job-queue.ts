import { v7 } from "uuid";
import { queueComposedMail } from "@/features/mail/server/write-queue";
import type { MailTime } from "@/features/notification-choices/fields";
import { takesMail } from "@/features/refused-addresses/server/read";
import { isolate } from "@/messages/isolate";
import { say } from "@/messages/server/say";
import type { Sentence } from "@/messages/server/sentence";
import { pool, transaction, type Transaction } from "@/server/database/database";
import type { Job } from "@/server/jobs/jobs";
import { byTicket, readSendable, type Sendable } from "./read-sendable";

const TAKES_MAIL = takesMail("organisation_id", "email");
const EVERY_MILLISECONDS = 2_000;
/** People of one look; a run goes on until nobody is left. */
const PEOPLE_AT_A_TIME = 200;
/** Mails about single tickets to one person in an hour; what else happens waits for the mail of the hour. */
const MOST_OF_HOUR = 20;

/** Puts what is to be mailed into the outbox when its time has come. */
export const queueNotificationMailsJob: Job = {
  name: "mail notifications",
  everyMilliseconds: EVERY_MILLISECONDS,
  run: queueNotificationMails,
};

/** Queues what is due, person by person; returns how many mails there were. */
export async function queueNotificationMails(): Promise<number> {
  let queued = 0;
  for (;;) {
    // Who is getting another account's tickets is mailed about them once they have them all.
    const { rows } = await pool().query<{ person_id: string }>(
      `SELECT DISTINCT person_id FROM notification_mails n WHERE mail_id IS NULL AND due_at <= now()
         AND NOT EXISTS (SELECT 1 FROM person_merges g WHERE g.to_id = n.person_id AND g.state = 'running') LIMIT $1`,
      [PEOPLE_AT_A_TIME],
    );
    const failures: unknown[] = [];
    for (const { person_id: personId } of rows) {
      // What fails for one person holds up nobody else, and the job says so.
      await transaction((tx) => queueForPerson(tx, personId)).then(
        (count) => (queued += count),
        (error: unknown) => failures.push(error),
      );
    }
    if (failures.length > 0) {
      throw failures[0];
    }
    if (rows.length < PEOPLE_AT_A_TIME) {
      return queued;
    }
  }
}

interface Waiting {
  id: string;
  ticket_id: string;
  time: MailTime;
  is_due: boolean;
}

interface Receiver {
  organisationId: string;
  id: string;
  name: string;
  address: string;
}

/** All that is due for one person: a mail for each ticket of what is sent at once, and one for each kind of digest. */
async function queueForPerson(tx: Transaction, personId: string): Promise<number> {
  const { rows: waiting } = await tx.query<Waiting>(
    `SELECT id, ticket_id, time, due_at <= now() AS is_due FROM notification_mails
     WHERE person_id = $1 AND mail_id IS NULL ORDER BY id FOR UPDATE`,
    [personId],
  );
  const dueTickets = new Set(
    waiting.flatMap((one) => (one.time === "now" && one.is_due ? one.ticket_id : [])),
  );
  // What happened to a ticket since is said in the same mail.
  const taken = waiting.filter((one) => one.is_due || (one.time === "now" && dueTickets.has(one.ticket_id)));
  const receiver = await readReceiver(tx, personId);
  const sendable = receiver ? await readSendable(tx, { ids: taken.map(({ id }) => id) }) : [];
  const kept = new Set(sendable.map(({ id }) => id));
  await tx.query("DELETE FROM notification_mails WHERE id = ANY($1)", [
    taken.flatMap(({ id }) => (kept.has(id) ? [] : id)),
  ]);
  if (!receiver) {
    return 0;
  }
  const ofTime = (time: MailTime): Sendable[] => sendable.filter((one) => one.time === time);
  const singles = byTicket(ofTime("now"));
  const left = Math.max(0, MOST_OF_HOUR - (await countOfHour(tx, personId)));
  await waitForDigest(tx, singles.slice(left).flat());
  let queued = 0;
  for (const things of singles.slice(0, left)) {
    queued += await queueOne(tx, receiver, { kind: "notification", things, subject: subjectOf(things) });
  }
  for (const time of ["hourly", "daily"] as const) {
    const things = ofTime(time);
    const tickets = new Set(things.map(({ ticketId }) => ticketId)).size;
    const subject = say(`mails.digest.${time}`, { count: tickets });
    queued += await queueOne(tx, receiver, { kind: "digest", things, subject });
  }
  return queued;
}

async function queueOne(
  tx: Transaction,
  { organisationId, id: personId, name, address }: Receiver,
  mail: { kind: "notification" | "digest"; things: readonly Sendable[]; subject: Sentence },
): Promise<number> {
  const [first] = mail.things;
  if (!first) {
    return 0;
  }
  const id = v7();
  const isNew = await queueComposedMail(tx, {
    id,
    organisationId,
    to: { address, name, personId },
    kind: mail.kind,
    ...(mail.kind === "notification" ? { ticketId: first.ticketId } : {}),
    subject: mail.subject,
    cause: `${mail.kind}:${first.id}`,
  });
  if (!isNew) {
    throw new Error("a notification was to be mailed twice");
  }
  await tx.query("UPDATE notification_mails SET mail_id = $1 WHERE id = ANY($2)", [
    id,
    mail.things.map((one) => one.id),
  ]);
  return 1;
}

/** As every mail about the ticket is called: programs show mails of one subject together. */
function subjectOf([first]: readonly Sendable[]): Sentence {
  return say("mails.notification.subject", {
    number: String(first?.number ?? ""),
    title: isolate(first?.title ?? ""),
  });
}

/** Who gets mail now: an address that was proven, of somebody who is active. */
async function readReceiver(tx: Transaction, personId: string): Promise<Receiver | null> {
  const { rows } = await tx.query<{ organisation_id: string; name: string; email: string }>(
    `SELECT organisation_id, name, email FROM people
     WHERE id = $1 AND disabled_at IS NULL AND email IS NOT NULL AND email_confirmed_at IS NOT NULL AND NOT is_demo AND ${TAKES_MAIL}`,
    [personId],
  );
  const [row] = rows;
  return row
    ? { organisationId: row.organisation_id, id: personId, name: row.name, address: row.email }
    : null;
}

async function countOfHour(tx: Transaction, personId: string): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM outgoing_mails
     WHERE person_id = $1 AND kind = 'notification' AND created_at > now() - interval '1 hour'`,
    [personId],
  );
  return rows[0]?.count ?? 0;
}

/** By the database's clock, as what is due is: what was put off is never due at once. */
async function waitForDigest(tx: Transaction, things: readonly Sendable[]): Promise<void> {
  await tx.query(
    "UPDATE notification_mails SET time = 'hourly', due_at = date_trunc('hour', now()) + interval '1 hour' WHERE id = ANY($1)",
    [things.map(({ id }) => id)],
  );
}
