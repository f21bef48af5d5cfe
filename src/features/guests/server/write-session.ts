import { say } from "@/messages/server/say";
import type { GuestSessionDto } from "@/features/guests/schema";
import { endSessions, startSession, type Origin } from "@/features/sessions/server/write";
import { moveTickets } from "@/features/ticket-record/server/write-requester";
import { lockOrganisation } from "@/features/users/server/write-admins";
import { hashToken } from "@/server/api/actor";
import { audit } from "@/server/audit/audit";
import { transaction, type Transaction } from "@/server/database/database";
import { ownerOf } from "@/server/sign-in/address-owner";
import { AppError } from "@/shared/errors";
import type { OrganisationId } from "@/shared/roles";
import { guestActor } from "./rules-guest";

/** A session that a link began. */
export interface OpenedLink {
  personId: string;
  sessionId: string;
  answer: GuestSessionDto;
}

interface LinkRow {
  ticket_id: string;
  number: number;
  person_id: string;
  name: string;
  email: string;
  is_proven: boolean;
}

/**
 * Begins a guest's session with the token of their link, which works as often as they like while it lasts: on the telephone
 * and at the desk. Opening it proves the address (decision 67): the first time, the guest comes to own it, or
 * their ticket goes to the person who owns it. `earlier` is this browser's session, which ends. Throws `invalid_token`.
 */
export async function openGuestLink(
  organisationId: OrganisationId,
  token: string,
  from: Origin,
  earlier: { sessionId: string; personId: string } | null,
): Promise<OpenedLink> {
  return await transaction(async (tx) => {
    const link = await findLink(tx, organisationId, token);
    const personId = link.is_proven ? link.person_id : await prove(tx, organisationId, link, from);
    if (earlier) {
      await endSessions(tx, {
        organisationId,
        ...earlier,
        reason: "signed_in_again",
        actorId: earlier.personId,
      });
    }
    const sessionId = await startSession(tx, {
      organisationId,
      personId,
      kind: "guest",
      ticketId: link.ticket_id,
      from,
    });
    const { rows } = await tx.query<{ expires_at: Date }>("SELECT expires_at FROM sessions WHERE id = $1", [
      sessionId,
    ]);
    const expiresAt = (rows[0]?.expires_at ?? new Date()).toISOString();
    return {
      personId,
      sessionId,
      answer: { ticket: { id: link.ticket_id, number: link.number }, expiresAt },
    };
  });
}

async function findLink(tx: Transaction, organisationId: OrganisationId, token: string): Promise<LinkRow> {
  const { rows } = await tx.query<LinkRow>(
    `SELECT g.ticket_id, t.number, g.person_id, p.name, g.email, g.proven_at IS NOT NULL AS is_proven
     FROM secret_tokens s JOIN guest_tickets g ON g.ticket_id = s.ticket_id JOIN tickets t ON t.id = g.ticket_id JOIN people p ON p.id = g.person_id
     WHERE s.hash = $1 AND s.kind = 'magic_link' AND s.organisation_id = $2 AND s.expires_at > now()
       AND t.deleted_at IS NULL AND p.disabled_at IS NULL AND p.role = 'guest'
     FOR NO KEY UPDATE OF g`,
    [hashToken(token), organisationId],
  );
  if (!rows[0]) {
    throw new AppError("invalid_token", say("refusals.guests.link"));
  }
  return rows[0];
}

/** The first opening of a link; returns whose session it begins. */
async function prove(
  tx: Transaction,
  organisationId: OrganisationId,
  link: LinkRow,
  from: Origin,
): Promise<string> {
  await lockOrganisation(tx, organisationId);
  const { rows } = await tx.query<{ id: string; role: string }>(
    `SELECT id, role::text FROM people WHERE id = ${ownerOf("$1", "$2")} AND disabled_at IS NULL FOR NO KEY UPDATE`,
    [organisationId, link.email],
  );
  const owner = rows[0] ?? null;
  const guest = guestActor(organisationId, { id: link.person_id, name: link.name }, link.ticket_id);
  await tx.query("UPDATE guest_tickets SET proven_at = now() WHERE ticket_id = $1", [link.ticket_id]);
  if (owner) {
    await moveTickets(tx, guest, { fromId: guest.id, toId: owner.id });
  }
  const isSameGuest = owner?.role === "guest";
  if (isSameGuest) {
    await joinGuests(tx, link, owner.id);
  } else {
    // The owner keeps the address; without one the guest has it now. A row of an address that nobody may use stays unproven.
    await tx.query(
      `UPDATE people p SET email_confirmed_at = CASE WHEN ${ownerOf("p.organisation_id", "p.email")} IS NULL THEN now() END,
         updated_at = now()
       WHERE p.id = $1`,
      [guest.id],
    );
  }
  await audit(
    tx,
    { organisationId, id: isSameGuest ? owner.id : guest.id },
    {
      action: "guest.address_proven",
      subjectType: "ticket",
      subjectId: link.ticket_id,
      data: { requester: owner === null || isSameGuest ? "guest" : "person" },
      address: from.address,
    },
  );
  return isSameGuest ? owner.id : guest.id;
}

/** The same guest has come back: what the new form made is the earlier guest's, and the new row is put away. */
async function joinGuests(tx: Transaction, link: LinkRow, earlierId: string): Promise<void> {
  await tx.query("UPDATE guest_tickets SET person_id = $2 WHERE ticket_id = $1", [link.ticket_id, earlierId]);
  await tx.query("UPDATE attachments SET uploader_id = $2 WHERE ticket_id = $1 AND uploader_id = $3", [
    link.ticket_id,
    earlierId,
    link.person_id,
  ]);
  await tx.query("UPDATE people SET email = NULL, disabled_at = now(), updated_at = now() WHERE id = $1", [
    link.person_id,
  ]);
}
