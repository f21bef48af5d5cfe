import { v7 } from "uuid";
import type { ComposedContent, MailContent, MailKind } from "@/features/mail/schema";
import type { Language } from "@/messages/locale";
import type { Sentence } from "@/messages/server/sentence";
import type { Transaction } from "@/server/database/database";
import { onCommit } from "@/server/database/wake";
import { shareOnce } from "@/server/process/globals";
import { sealSecret } from "@/server/secrets/seal";

/** How long a mail is tried without a time of its own; mail servers give up after five days too. */
const VALID_MINUTES = 5 * 24 * 60;
/** No transaction of ours takes longer from the queued mail to its commit. */
const SOON_MILLISECONDS = 10_000;

/** A mail to be sent: sentences, in whatever language its reader has. */
export interface GivenMail {
  organisationId: string;
  /** A person's chosen language is read when it is sent. */
  to: { address: string; name: string; personId?: string | null };
  kind: MailKind;
  /** The ticket that it is about. */
  ticketId?: string;
  subject: Sentence;
  /** Paragraphs; a greeting stands above them. */
  text: readonly Sentence[];
  /** A button: its label, and a path of this organisation. The path may hold a secret: it is sealed, and gone once the mail was sent. */
  link?: { label: Sentence; path: string };
  /** Small paragraphs below the button. */
  after?: readonly Sentence[];
  /** The same cause queues one mail. */
  cause: string;
  /** For a reader who has chosen no language, such as that of the request. */
  language?: Language;
  /** Not sent after so many minutes: what it says would not be true any more. */
  validMinutes?: number;
}

/**
 * Queues a mail in the transaction that causes it; the job "send mail" sends it after the commit. False where the same cause
 * has queued one before. Only sentences of the catalogue can be queued.
 */
export async function queueMail(tx: Transaction, mail: GivenMail): Promise<boolean> {
  const id = v7();
  const link = mail.link ? sealSecret(mail.link.path, linkPurpose(id)) : null;
  return await insertMail(tx, mail, { id, content: contentOf(mail), link });
}

/** A mail whose text is composed each time when it is sent, by what is true then: see `Composer`. */
export interface GivenComposedMail extends Pick<
  GivenMail,
  "organisationId" | "to" | "kind" | "ticketId" | "subject" | "cause"
> {
  id: string;
}

/** Queues a mail of which only the subject is known yet, as `queueMail` does a whole one. */
export async function queueComposedMail(tx: Transaction, mail: GivenComposedMail): Promise<boolean> {
  const content: ComposedContent = { composed: true, subject: storedSentence(mail.subject) };
  return await insertMail(tx, mail, { id: mail.id, content, link: null });
}

async function insertMail(
  tx: Transaction,
  mail: Pick<
    GivenMail,
    "organisationId" | "to" | "kind" | "ticketId" | "cause" | "language" | "validMinutes"
  >,
  { id, content, link }: { id: string; content: MailContent | ComposedContent; link: string | null },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `INSERT INTO outgoing_mails (id, organisation_id, person_id, to_address, to_name, kind, content, language, sealed_link, cause_key, expires_at, ticket_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, now() + make_interval(mins => $11), $12)
     ON CONFLICT (organisation_id, cause_key) DO NOTHING`,
    [
      id,
      mail.organisationId,
      mail.to.personId ?? null,
      mail.to.address,
      mail.to.name,
      mail.kind,
      JSON.stringify(content),
      mail.language ?? null,
      link,
      mail.cause,
      mail.validMinutes ?? VALID_MINUTES,
      mail.ticketId ?? null,
    ],
  );
  noteQueued(tx);
  return rowCount === 1;
}

/** What a mail keeps of its words. Throws for a sentence that is none of the catalogue. */
export function contentOf(mail: Pick<GivenMail, "subject" | "text" | "link" | "after">): MailContent {
  return {
    subject: storedSentence(mail.subject),
    text: mail.text.map(storedSentence),
    label: mail.link ? storedSentence(mail.link.label) : null,
    after: (mail.after ?? []).map(storedSentence),
  };
}

/** Lets the commit of a transaction in which a mail became due wake the job that sends. */
export function noteQueued(tx: Transaction): void {
  // The commit announces itself with that, and `onMailQueued` tells its listeners.
  tx.emitted = true;
  queued().at = performance.now();
}

/** Calls `listener` when a mail may have been committed in this process; returns a function that unsubscribes. */
export function onMailQueued(listener: () => void): () => void {
  return onCommit(() => performance.now() - queued().at < SOON_MILLISECONDS && listener());
}

/** When this process last queued one. */
function queued(): { at: number } {
  return shareOnce("mail-queued", () => ({ at: Number.NEGATIVE_INFINITY }));
}

/** What a mail's link is sealed for. */
export function linkPurpose(mailId: string): string {
  return `mail ${mailId}`;
}

function storedSentence({ key, values, english }: Sentence): MailContent["subject"] {
  if (key === null) {
    throw new Error(`A mail holds sentences of the catalogue alone, and this is none: ${english}`);
  }
  return { key, values: { ...values } };
}
