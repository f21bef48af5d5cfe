import { readChoices } from "@/features/notification-choices/server/read";
import { planMails } from "@/features/notification-mails/server/write-plan";
import { TEAM_IDS } from "@/server/api/session-rows";
import type { Transaction } from "@/server/database/database";
import type { Role } from "@/shared/roles";
import type { Pair } from "./write-tickets";

const IS_WAITING = "state IN ('queued', 'held')";
/** Written when they are sent: what they are about is queued anew for the other account. */
const COMPOSED = "kind IN ('notification', 'digest')";
/** Their links lead to what ends with the account: its password, its claimed addresses, its rights. */
const DEAD = "kind IN ('invitation', 'passwordReset', 'confirmAddress', 'notice')";
const OF_GUESTS = "kind IN ('guestFiled', 'guestLink', 'guestReply')";

/**
 * What was to be mailed to an account is mailed to the one that it becomes, except what that one is to be mailed already or did itself. Mails whose
 * links are dead are taken out of the outbox. Call it once the account that goes is disabled and its addresses have changed hands.
 */
export async function moveMails(
  tx: Transaction,
  { organisationId }: { organisationId: string },
  pair: Pair,
): Promise<void> {
  await moveNotificationMails(tx, pair);
  await tx.query(
    `UPDATE outgoing_mails SET state = 'cancelled', settled_at = now(), sealed_link = NULL WHERE person_id = $1 AND ${IS_WAITING} AND ${DEAD}`,
    [pair.fromId],
  );
  await moveGuestMails(tx, organisationId, pair);
}

/** Those that no mail has said yet. By what the other account wants and may see is asked when they are queued and sent, as ever. */
async function moveNotificationMails(tx: Transaction, { fromId, toId }: Pair): Promise<void> {
  await tx.query(
    `UPDATE notification_mails m SET mail_id = NULL FROM outgoing_mails o WHERE m.person_id = $1 AND o.id = m.mail_id AND ${IS_WAITING}`,
    [fromId],
  );
  await tx.query(`DELETE FROM outgoing_mails WHERE person_id = $1 AND ${IS_WAITING} AND ${COMPOSED}`, [
    fromId,
  ]);
  await tx.query(
    `UPDATE notification_mails m SET person_id = $2 WHERE m.person_id = $1 AND m.mail_id IS NULL
       AND NOT EXISTS (SELECT 1 FROM notification_mails o WHERE o.person_id = $2 AND o.event_id = m.event_id)
       AND NOT EXISTS (SELECT 1 FROM events e WHERE e.id = m.event_id AND e.actor_id = $2)`,
    [fromId, toId],
  );
  await tx.query("DELETE FROM notification_mails WHERE person_id = $1", [fromId]);
}

/** A guest's links end. That somebody answered is mailed to the other account as any answer is. */
async function moveGuestMails(
  tx: Transaction,
  organisationId: string,
  { fromId, toId }: Pair,
): Promise<void> {
  const { rows } = await tx.query<{ kind: string; ticket_id: string; created_at: Date }>(
    `UPDATE outgoing_mails m SET state = 'cancelled', settled_at = now(), sealed_link = NULL FROM guest_tickets g
     WHERE g.person_id = $1 AND m.ticket_id = g.ticket_id AND m.to_address = g.email AND m.person_id IS NULL AND ${IS_WAITING} AND ${OF_GUESTS}
     RETURNING m.kind, m.ticket_id, m.created_at`,
    [fromId],
  );
  for (const { ticket_id: ticketId, created_at: at } of rows.filter(({ kind }) => kind === "guestReply")) {
    const answer = await tx.query<{ id: string }>(
      `SELECT id FROM events WHERE ticket_id = $1 AND type = 'comment:added' AND audience = 'public' AND at <= $2 AND actor_id <> ALL($3::uuid[])
       ORDER BY version DESC LIMIT 1`,
      [ticketId, at, [fromId, toId]],
    );
    for (const { id } of answer.rows) {
      await planAnswer(tx, { id, organisationId, ticketId }, toId);
    }
  }
}

async function planAnswer(
  tx: Transaction,
  event: { id: string; organisationId: string; ticketId: string },
  personId: string,
): Promise<void> {
  const { rows } = await tx.query<{
    role: Role;
    team_ids: string[];
    chosen: unknown;
    time_zone: string | null;
  }>(
    `SELECT p.role, ${TEAM_IDS} AS team_ids, p.notification_choices AS chosen, coalesce(nullif(p.preferences->>'timeZone', ''), o.settings->>'timeZone') AS time_zone FROM people p JOIN organisations o ON o.id = p.organisation_id WHERE p.id = $1`,
    [personId],
  );
  for (const { role, team_ids: teamIds, chosen, time_zone: timeZone } of rows) {
    const time = readChoices({ role, teamIds }, chosen).reply?.mail ?? "never";
    if (time !== "never") {
      await planMails(tx, event, [{ personId, kind: "reply", choice: "reply", time, timeZone }]);
    }
  }
}
