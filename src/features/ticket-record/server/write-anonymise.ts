import { v7 } from "uuid";
import type { Transaction } from "@/server/database/database";
import { ANONYMISED } from "@/shared/protocol/anonymised";

/** Rows of a statement at most: others wait for the ticket no longer than for that. */
const PIECE = 500;

/** Where a person of an organisation stands who may not be recognised any more. */
const NOBODY = { source: "anonymised", id: "nobody" };

/** Who stands for everybody that was anonymised in an organisation: a guest without an address, who cannot sign in. Made at the first need. */
export async function nobodyOf(tx: Transaction, organisationId: string): Promise<string> {
  await tx.query(
    `INSERT INTO people (id, organisation_id, role, name, email_confirmed_at, disabled_at, external_source, external_id)
     VALUES ($1, $2, 'guest', $3, NULL, now(), $4, $5) ON CONFLICT DO NOTHING`,
    [v7(), organisationId, ANONYMISED, NOBODY.source, NOBODY.id],
  );
  const { rows } = await tx.query<{ id: string }>(
    "SELECT id FROM people WHERE organisation_id = $1 AND external_source = $2 AND external_id = $3",
    [organisationId, NOBODY.source, NOBODY.id],
  );
  return rows[0]?.id ?? "";
}

/** SQL that leaves those people out, of a `people` aliased `p`. */
export const IS_SOMEBODY = `(p.external_source IS DISTINCT FROM '${NOBODY.source}')`;

/** The ids of all who take part in a ticket from outside, and of its requester, staff too. */
export async function readOutsiders(tx: Transaction, ticketId: string, nobodyId: string): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `SELECT p.id FROM people p WHERE p.id <> $2 AND p.id IN (
       SELECT requester_id FROM tickets WHERE id = $1
       UNION SELECT actor_id FROM events WHERE ticket_id = $1
       UNION SELECT (data->>'personId')::uuid FROM events WHERE ticket_id = $1 AND data ? 'personId'
       UNION SELECT (data#>>'{changes,requester,from}')::uuid FROM events WHERE ticket_id = $1 AND data->'changes' ? 'requester'
       UNION SELECT author_id FROM comments WHERE ticket_id = $1
       UNION SELECT uploader_id FROM attachments WHERE ticket_id = $1
       UNION SELECT person_id FROM watchers WHERE ticket_id = $1
       UNION SELECT person_id FROM notifications WHERE ticket_id = $1
       UNION SELECT person_id FROM reads WHERE ticket_id = $1
       UNION SELECT person_id FROM guest_tickets WHERE ticket_id = $1)
     AND (p.role IN ('user', 'guest') OR p.id = (SELECT requester_id FROM tickets WHERE id = $1)
       OR p.id IN (SELECT (data#>>'{changes,requester,from}')::uuid FROM events WHERE ticket_id = $1 AND data->'changes' ? 'requester'))`,
    [ticketId, nobodyId],
  );
  return rows.map(({ id }) => id);
}

/** Replaces what was written in a ticket, and its authors of `people`; false where there is more than a piece. Files and what is found of the texts go, too. */
export async function replaceTexts(
  tx: Transaction,
  { ticketId, people, nobodyId }: { ticketId: string; people: readonly string[]; nobodyId: string },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `UPDATE comments SET body = CASE WHEN deleted_at IS NULL THEN $2 ELSE '' END,
       author_id = CASE WHEN author_id = ANY($3::uuid[]) THEN $4::uuid ELSE author_id END
     WHERE id IN (SELECT id FROM comments WHERE ticket_id = $1
       AND (body <> (CASE WHEN deleted_at IS NULL THEN $2 ELSE '' END) OR author_id = ANY($3::uuid[])) LIMIT ${PIECE})`,
    [ticketId, ANONYMISED, people, nobodyId],
  );
  const parts = await tx.query(
    `DELETE FROM search_parts WHERE ctid = ANY(ARRAY(SELECT ctid FROM search_parts WHERE ticket_id = $1 LIMIT ${PIECE}))`,
    [ticketId],
  );
  return (rowCount ?? 0) < PIECE && (parts.rowCount ?? 0) < PIECE;
}

/** Takes people, and titles, out of a ticket's part of the log; false where there is more than a piece. Types, times and versions stay. */
export async function replaceInLog(
  tx: Transaction,
  { ticketId, people, nobodyId }: { ticketId: string; people: readonly string[]; nobodyId: string },
): Promise<boolean> {
  const title = JSON.stringify({ from: ANONYMISED, to: ANONYMISED });
  const titles = await tx.query(
    `UPDATE events SET data = jsonb_set(jsonb_set(data, '{changes,title}', $2::jsonb, false), '{publicChanges,title}', $2::jsonb, false)
     WHERE id IN (SELECT id FROM events WHERE ticket_id = $1 AND data->'changes' ? 'title' AND data#>'{changes,title}' <> $2::jsonb LIMIT ${PIECE})`,
    [ticketId, title],
  );
  let isWhole = (titles.rowCount ?? 0) < PIECE;
  for (const person of people) {
    const { rowCount } = await tx.query(
      `UPDATE events SET data = replace(data::text, $2::text, $3::text)::jsonb,
         actor_id = CASE WHEN actor_id = $2::text::uuid THEN $3::text::uuid ELSE actor_id END,
         subject_id = CASE WHEN subject_id = $2::text::uuid THEN $3::text::uuid ELSE subject_id END
       WHERE id IN (SELECT id FROM events WHERE ticket_id = $1
         AND (actor_id = $2::text::uuid OR subject_id = $2::text::uuid OR position($2::text IN data::text) > 0) LIMIT ${PIECE})`,
      [ticketId, person, nobodyId],
    );
    isWhole &&= (rowCount ?? 0) < PIECE;
  }
  return isWhole;
}

/** Takes people of `people` out of the rows beside a ticket: who read it, was notified, drafted, asked, or had a link. */
export async function removeTraces(
  tx: Transaction,
  { ticketId, people, nobodyId }: { ticketId: string; people: readonly string[]; nobodyId: string },
): Promise<void> {
  const statements = [
    "DELETE FROM reads WHERE ticket_id = $1 AND person_id = ANY($2::uuid[])",
    "DELETE FROM notifications WHERE ticket_id = $1 AND person_id = ANY($2::uuid[])",
    "UPDATE notifications SET actor_id = $3 WHERE ticket_id = $1 AND actor_id = ANY($2::uuid[])",
  ];
  for (const statement of statements) {
    await tx.query(statement, statement.includes("$3") ? [ticketId, people, nobodyId] : [ticketId, people]);
  }
  for (const statement of [
    "DELETE FROM drafts WHERE ticket_id = $1",
    "DELETE FROM notification_mails WHERE ticket_id = $1",
    "DELETE FROM guest_tickets WHERE ticket_id = $1",
    "DELETE FROM secret_tokens WHERE ticket_id = $1",
    "DELETE FROM follow_ups WHERE ticket_id = $1 OR follows_id = $1",
    "UPDATE assignment_requests SET note = NULL, reason = NULL WHERE ticket_id = $1",
    "UPDATE webhook_deliveries SET body = NULL, answer = NULL WHERE ticket_id = $1 AND body IS NOT NULL",
  ]) {
    await tx.query(statement, [ticketId]);
  }
}
