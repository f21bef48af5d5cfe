import type { MailLook } from "@/features/organisations/server/read-logo";
import { mailContentSchema, type MailContent, type MailKind } from "@/features/mail/schema";
import { ownLanguage, readLanguageSettings, type Language } from "@/messages/locale";
import { say } from "@/messages/server/say";
import type { Sentence } from "@/messages/server/sentence";
import { pool, type Transaction } from "@/server/database/database";

/** A mail that is due, with what it takes to write it. */
export interface DueMail {
  id: string;
  organisationId: string;
  /** The ticket that it is about, where it is about one. */
  ticketId: string | null;
  /** An admin lets it go, however many were sent. */
  isReleased: boolean;
  /** Null for an address without an account. */
  personId: string | null;
  organisationName: string;
  host: string | null;
  to: { name: string; address: string };
  kind: string;
  /** Null for one that is composed when it is sent, and where another release wrote it in a way of its own. */
  content: MailContent | null;
  /** What the person has chosen, or what the mail was queued with, or what the organisation chose for such people. */
  language: Language | null;
  look: MailLook;
  sealedLink: string | null;
}

/** Waits between tries; a mail's last one is kept to from then on. */
const WAITS_SECONDS = [30, 120, 600, 1_800, 3_600, 7_200, 14_400];
/** How long nobody else tries a mail that is being tried: should the process die, it is tried again after that, though it may have been sent. */
const TAKEN_SECONDS = 300;

const COLUMNS = `m.id, m.organisation_id, m.ticket_id, m.is_released, m.person_id, o.name AS organisation_name, o.host, o.logo_key, o.settings->>'accent' AS accent, o.settings->>'language' AS desk_language, o.settings->'languages' AS desk_languages, m.to_address, m.to_name, m.kind, m.content,
  coalesce((SELECT p.preferences->>'language' FROM people p WHERE p.id = m.person_id), m.language) AS language, m.sealed_link`;

interface Row {
  id: string;
  organisation_id: string;
  ticket_id: string | null;
  is_released: boolean;
  person_id: string | null;
  organisation_name: string;
  host: string | null;
  to_address: string;
  to_name: string;
  kind: string;
  content: unknown;
  language: string | null;
  logo_key: string | null;
  accent: string | null;
  desk_language: unknown;
  desk_languages: unknown;
  sealed_link: string | null;
}

/** Takes mails that are due, the longest waiting first, and counts the try before it is made. */
export async function takeDueMails(most: number, organisationId: string | null = null): Promise<DueMail[]> {
  const { rows } = await pool().query<Row>(
    `WITH due AS (
       SELECT id FROM outgoing_mails WHERE state = 'queued' AND next_try_at <= now() AND expires_at > now()
         AND ($3::uuid IS NULL OR organisation_id = $3)
       ORDER BY next_try_at, id LIMIT $1 FOR UPDATE SKIP LOCKED)
     UPDATE outgoing_mails m SET attempts = attempts + 1, next_try_at = now() + make_interval(secs => $2)
     FROM due, organisations o
     WHERE m.id = due.id AND o.id = m.organisation_id
     RETURNING ${COLUMNS}`,
    [most, TAKEN_SECONDS, organisationId],
  );
  return rows.map(dueOf);
}

/** A mail of the outbox as it would be sent now, with its state; null for one of another organisation. */
export async function readDueMail(
  organisationId: string,
  id: string,
): Promise<(DueMail & { state: string }) | null> {
  const { rows } = await pool().query<Row & { state: string }>(
    `SELECT m.state, ${COLUMNS} FROM outgoing_mails m JOIN organisations o ON o.id = m.organisation_id WHERE m.id = $1 AND m.organisation_id = $2`,
    [id, organisationId],
  );
  return rows[0] ? { ...dueOf(rows[0]), state: rows[0].state } : null;
}

function dueOf(row: Row): DueMail {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    ticketId: row.ticket_id,
    isReleased: row.is_released,
    personId: row.person_id,
    organisationName: row.organisation_name,
    host: row.host,
    to: { name: row.to_name, address: row.to_address },
    kind: row.kind,
    content: mailContentSchema.safeParse(row.content).data ?? null,
    language: ownLanguage(row.language, readLanguageSettings(row.desk_language, row.desk_languages)),
    look: { logoKey: row.logo_key, accent: row.accent },
    sealedLink: row.sealed_link,
  };
}

/** Notes that a mail was handed over: its link is gone with that. */
export async function markSent(id: string): Promise<void> {
  await pool().query(
    "UPDATE outgoing_mails SET state = 'sent', settled_at = now(), sealed_link = NULL, error = NULL WHERE id = $1",
    [id],
  );
}

/** Takes a mail out of the outbox that has nothing to say any more. */
export async function dropMail(id: string): Promise<void> {
  await pool().query("DELETE FROM outgoing_mails WHERE id = $1 AND state <> 'sent'", [id]);
}

/** Notes why a mail was not handed over, and when it is tried again; `isFinal` where it never is by itself. */
export async function markUnsent(id: string, error: Sentence, isFinal: boolean): Promise<void> {
  await pool().query(
    `UPDATE outgoing_mails SET error = $2, state = CASE WHEN $3::boolean THEN 'failed' ELSE state END, settled_at = CASE WHEN $3 THEN now() END,
       next_try_at = now() + make_interval(secs => ($4::int[])[least(attempts, $5)])
     WHERE id = $1 AND state = 'queued'`,
    [
      id,
      JSON.stringify({ key: error.key, values: error.values }),
      isFinal,
      WAITS_SECONDS,
      WAITS_SECONDS.length,
    ],
  );
}

/** Notes that a mail is not sent before an admin lets it go, and why. The try is not counted, as there was none. */
export async function markHeld(id: string, error: Sentence): Promise<void> {
  await pool().query(
    "UPDATE outgoing_mails SET state = 'held', attempts = attempts - 1, error = $2 WHERE id = $1 AND state = 'queued'",
    [id, JSON.stringify({ key: error.key, values: error.values })],
  );
}

/** Lets mails that were taken and not tried be taken again at once. */
export async function giveBack(ids: readonly string[]): Promise<void> {
  await pool().query(
    "UPDATE outgoing_mails SET attempts = attempts - 1, next_try_at = now() WHERE id = ANY($1) AND state = 'queued'",
    [ids],
  );
}

/** Gives up mails whose time is over, and takes the links out of all such; returns how many were given up. What went wrong before stays. */
export async function expireMails(): Promise<number> {
  const { key, values } = say("mails.error.expired");
  const { rowCount } = await pool().query(
    `UPDATE outgoing_mails SET state = 'failed', settled_at = now(), sealed_link = NULL, error = coalesce(error, $1)
     WHERE state IN ('queued', 'held') AND expires_at <= now()`,
    [JSON.stringify({ key, values })],
  );
  await pool().query(
    "UPDATE outgoing_mails SET sealed_link = NULL WHERE state IN ('failed', 'cancelled') AND sealed_link IS NOT NULL AND expires_at <= now()",
  );
  return rowCount ?? 0;
}

/** Takes a person's mails of a kind out of the queue: what they say does not hold any more. */
export async function withdrawMails(
  tx: Transaction,
  { organisationId, personId, kind }: { organisationId: string; personId: string; kind: MailKind },
): Promise<void> {
  await tx.query(
    "UPDATE outgoing_mails SET expires_at = now() WHERE organisation_id = $1 AND person_id = $2 AND kind = $3 AND state <> 'sent' AND expires_at > now()",
    [organisationId, personId, kind],
  );
}
