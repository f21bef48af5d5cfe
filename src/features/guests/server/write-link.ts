import { randomBytes } from "node:crypto";
import { v7 } from "uuid";
import type { Sentence } from "@/messages/server/sentence";
import { say } from "@/messages/server/say";
import { chooseSpeech } from "@/messages/locale";
import { queueMail } from "@/features/mail/server/write-queue";
import type { GuestAccepted } from "@/features/guests/schema";
import { hashToken } from "@/server/api/actor";
import { pool, transaction, type Transaction } from "@/server/database/database";
import type { Job } from "@/server/jobs/jobs";
import { limitAddress, limitUses } from "@/server/rate-limits/limits";
import { mintOrganisationId, type OrganisationId } from "@/shared/roles";
import type { GuestOrigin } from "./rules-guest";

const HOUR = 60 * 60;
/** How long a link opens its ticket. */
const LINK_HOURS = 72;
/** New links that one IP network may ask for in an hour, and that may be asked for at one address. */
const ASKED_BY_NETWORK = 20;
const ASKED_FOR_EMAIL = 5;
/** Tickets that one request for new links sends links of: the latest. */
const TICKETS_OF_REQUEST = 10;
const REQUESTS_AT_ONCE = 50;
const EVERY_MILLISECONDS = 2_000;

/** A guest's ticket, as far as its mails need it. */
interface MailedTicket {
  ticket_id: string;
  number: number;
  title: string;
  person_id: string;
  name: string;
  is_proven: boolean;
  email: string;
  language: string;
  organisation_name: string;
}

type MailKind = "guestFiled" | "guestLink" | "guestReply";

/** Mails the guest the first link of the ticket that they have just filed, in the transaction that files it. */
export async function mailFirstLink(
  tx: Transaction,
  { organisationId, ticketId }: { organisationId: OrganisationId; ticketId: string },
): Promise<void> {
  await mailLinks(tx, organisationId, "guestFiled", "t.id = $2", ticketId);
}

/** Mails the guest that their ticket was answered, with a new link; nothing where it is no guest's ticket. Returns how many mails were queued. */
export async function mailReplyLink(
  tx: Transaction,
  { organisationId, ticketId }: { organisationId: OrganisationId; ticketId: string },
): Promise<number> {
  return await mailLinks(tx, organisationId, "guestReply", "t.id = $2 AND g.proven_at IS NOT NULL", ticketId);
}

/**
 * POST /api/guest/links: asks for new links to the tickets that were filed with an address. Only a row is written, so that
 * answer and time are the same whether or not there is one; the job does the rest. Throws `rate_limited`.
 */
export async function requestGuestLinks(
  organisationId: OrganisationId,
  { email }: { email: string },
  from: GuestOrigin,
): Promise<GuestAccepted> {
  await limitAddress("guest-links", from.address, ASKED_BY_NETWORK, HOUR);
  await limitUses("guest-links-email", `${organisationId} ${email}`, ASKED_FOR_EMAIL, HOUR);
  await pool().query(
    "INSERT INTO guest_link_requests (id, organisation_id, email, language) VALUES ($1, $2, $3, $4)",
    [v7(), organisationId, email, from.language],
  );
  return { accepted: true };
}

/** Mails the new links that were asked for. */
export const guestLinksJob: Job = {
  name: "mail guests' links",
  everyMilliseconds: EVERY_MILLISECONDS,
  run: mailRequestedLinks,
};

/** Mails the new links that were asked for; returns how many requests there were. */
export async function mailRequestedLinks(): Promise<number> {
  return await transaction(async (tx) => {
    const { rows } = await tx.query<{ organisation_id: string; email: string }>(
      `DELETE FROM guest_link_requests WHERE id IN (
         SELECT id FROM guest_link_requests ORDER BY id LIMIT ${REQUESTS_AT_ONCE} FOR UPDATE SKIP LOCKED)
       RETURNING organisation_id, email`,
    );
    const asked = new Map(rows.map((row) => [`${row.organisation_id} ${row.email}`, row]));
    for (const { organisation_id: id, email } of asked.values()) {
      await mailLinks(tx, mintOrganisationId(id), "guestLink", "g.email = $2", email);
    }
    return rows.length;
  });
}

async function mailLinks(
  tx: Transaction,
  organisationId: OrganisationId,
  kind: MailKind,
  condition: string,
  value: string,
): Promise<number> {
  const { rows } = await tx.query<MailedTicket>(
    `SELECT g.ticket_id, t.number, t.title, g.person_id, p.name, g.proven_at IS NOT NULL AS is_proven, g.email, g.language, o.name AS organisation_name
     FROM guest_tickets g JOIN tickets t ON t.id = g.ticket_id JOIN people p ON p.id = g.person_id JOIN organisations o ON o.id = g.organisation_id
     WHERE g.organisation_id = $1 AND ${condition} AND t.deleted_at IS NULL AND p.disabled_at IS NULL AND p.role = 'guest'
     ORDER BY t.updated_at DESC, t.id LIMIT ${TICKETS_OF_REQUEST}`,
    [organisationId, value],
  );
  // In one order, so that two who renew the same links never wait for each other.
  for (const ticket of rows.sort((a, b) => (a.ticket_id < b.ticket_id ? -1 : 1))) {
    const { id, token } = await renewLink(tx, organisationId, ticket);
    const number = String(ticket.number);
    await queueMail(tx, {
      organisationId,
      // Until somebody there has opened a link, nothing that a stranger typed goes to the address.
      to: { address: ticket.email, name: ticket.is_proven ? ticket.name : "", personId: null },
      kind,
      ticketId: ticket.ticket_id,
      ...wordsOf(kind, { number, title: ticket.title, organisation: ticket.organisation_name }),
      link: { label: say("mails.guestFiled.open"), path: `/guest/open#token=${token}` },
      after: [say("mails.guestFiled.after", { hours: LINK_HOURS })],
      cause: `${kind}:${id}`,
      language: chooseSpeech(ticket.language, null).language,
      validMinutes: LINK_HOURS * 60,
    });
  }
  return rows.length;
}

function wordsOf(
  kind: MailKind,
  { number, title, organisation }: { number: string; title: string; organisation: string },
): { subject: Sentence; text: Sentence[] } {
  switch (kind) {
    case "guestFiled":
      return {
        subject: say("mails.guestFiled.subject", { number, organisation }),
        text: [say("mails.guestFiled.text", { organisation })],
      };
    case "guestLink":
      return {
        subject: say("mails.guestLink.subject", { number }),
        text: [say("mails.guestLink.text", { organisation })],
      };
    case "guestReply":
      return {
        subject: say("mails.guestReply.subject", { number, organisation }),
        text: [say("mails.guestReply.text", { title })],
      };
  }
}

/** Makes a ticket's link anew; the one before ends. The token is nowhere but in the mail. */
async function renewLink(
  tx: Transaction,
  organisationId: OrganisationId,
  ticket: MailedTicket,
): Promise<{ id: string; token: string }> {
  const id = v7();
  const token = randomBytes(24).toString("base64url");
  await tx.query(
    `INSERT INTO secret_tokens (id, organisation_id, person_id, ticket_id, kind, hash, expires_at)
     VALUES ($1, $2, $3, $4, 'magic_link', $5, now() + make_interval(hours => $6))
     ON CONFLICT (ticket_id) WHERE kind = 'magic_link' DO UPDATE
       SET id = excluded.id, person_id = excluded.person_id, hash = excluded.hash, created_at = now(), expires_at = excluded.expires_at`,
    [id, organisationId, ticket.person_id, ticket.ticket_id, hashToken(token), LINK_HOURS],
  );
  return { id, token };
}
