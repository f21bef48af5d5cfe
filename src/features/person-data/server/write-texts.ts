import { say, speak } from "@/messages/server/say";
import type { Language } from "@/messages/locale";
import { recordTicketChange } from "@/features/ticket-record/server/write";
import { forgetWords, indexText, unindexText } from "@/features/tickets/server/search/write";
import type { Transaction } from "@/server/database/database";
import type { Erasure, Piece } from "./read-task";

/** Each changes a ticket whose row is locked meanwhile. */
const BATCH = 50;

interface TicketRow {
  id: string;
  title: string;
  is_deleted: boolean;
}

/** The titles and descriptions of the tickets that they asked for, as everybody sees them and in the histories. */
export async function eraseTitles(tx: Transaction, erasure: Erasure): Promise<Piece> {
  const { organisationId, personId, language, position } = erasure;
  const { rows } = await tx.query<TicketRow>(
    `SELECT id, title, deleted_at IS NOT NULL AS is_deleted FROM tickets
     WHERE organisation_id = $1 AND requester_id = $2 AND ($3::uuid IS NULL OR id > $3) ORDER BY id LIMIT ${BATCH} FOR NO KEY UPDATE`,
    [organisationId, personId, position],
  );
  const title = speak(say("erasure.title"), language);
  for (const ticket of rows) {
    await eraseTicket(tx, erasure, ticket, { title, description: textIn(language) });
  }
  return { handled: rows.length, position: lastOf(rows) };
}

async function eraseTicket(
  tx: Transaction,
  { organisationId, startedById }: Erasure,
  ticket: TicketRow,
  { title, description }: { title: string; description: string },
): Promise<void> {
  const part = { subjectId: ticket.id, ticketId: ticket.id, organisationId, internal: false };
  await tx.query("UPDATE ticket_texts SET description = $2 WHERE ticket_id = $1", [ticket.id, description]);
  await indexText(tx, { ...part, kind: "title", text: title });
  await indexText(tx, { ...part, kind: "description", text: description });
  const former = await eraseTitlesOfLog(tx, ticket.id, title);
  await forgetWords(
    tx,
    organisationId,
    [ticket.title, ...former].filter((one) => one !== title),
  );
  if (ticket.is_deleted) {
    await tx.query("UPDATE tickets SET title = $2 WHERE id = $1", [ticket.id, title]);
    return;
  }
  const changes = { title: { from: title, to: title }, description: { from: null, to: null } };
  await recordTicketChange(
    tx,
    { organisationId, actorId: startedById, at: new Date() },
    {
      ticketId: ticket.id,
      isPublic: true,
      set: { title },
      events: [{ type: "ticket:updated", data: { changes, publicChanges: changes } }],
    },
  );
}

/** Titles are the one text that the log keeps; returns those that stood there. */
async function eraseTitlesOfLog(tx: Transaction, ticketId: string, title: string): Promise<string[]> {
  const { rows } = await tx.query<{ titles: (string | null)[] }>(
    `WITH former AS (
       SELECT id, ARRAY[data#>>'{changes,title,from}', data#>>'{changes,title,to}'] AS titles FROM events
       WHERE ticket_id = $1 AND type = 'ticket:updated' AND (data->'changes' ? 'title' OR data->'publicChanges' ? 'title')),
     erased AS (
       UPDATE events e SET data = jsonb_set(jsonb_set(e.data, '{changes,title}', $2::jsonb), '{publicChanges,title}', $2::jsonb)
       FROM former WHERE e.id = former.id)
     SELECT titles FROM former`,
    [ticketId, JSON.stringify({ from: title, to: title })],
  );
  return rows.flatMap(({ titles }) => titles.filter((one) => one !== null));
}

/** What they wrote on tickets, notes too. */
export async function eraseComments(tx: Transaction, erasure: Erasure): Promise<Piece> {
  const { organisationId, personId, startedById, language, position } = erasure;
  const { rows } = await tx.query<{ id: string; ticket_id: string; internal: boolean; is_deleted: boolean }>(
    `SELECT c.id, c.ticket_id, c.internal, c.deleted_at IS NOT NULL OR t.deleted_at IS NOT NULL AS is_deleted
     FROM comments c JOIN tickets t ON t.id = c.ticket_id
     WHERE c.author_id = $1 AND c.organisation_id = $2 AND ($3::uuid IS NULL OR c.id > $3) ORDER BY c.id LIMIT ${BATCH}`,
    [personId, organisationId, position],
  );
  await lockTickets(tx, rows);
  const body = textIn(language);
  for (const { id, ticket_id: ticketId, internal, is_deleted: isDeleted } of rows) {
    const { rowCount } = await tx.query(
      "UPDATE comments SET body = $2, edited_at = now() WHERE id = $1 AND body NOT IN ('', $2)",
      [id, body],
    );
    if (rowCount === 0) {
      continue;
    }
    await indexText(tx, { subjectId: id, kind: "comment", organisationId, ticketId, internal, text: body });
    if (!isDeleted) {
      await recordTicketChange(
        tx,
        { organisationId, actorId: startedById, at: new Date() },
        {
          ticketId,
          isPublic: !internal,
          events: [{ type: "comment:updated", subjectId: id, data: { commentId: id, internal } }],
        },
      );
    }
  }
  return { handled: rows.length, position: lastOf(rows) };
}

interface FileRow {
  id: string;
  ticket_id: string;
  internal: boolean;
  is_deleted: boolean;
  is_ticket_deleted: boolean;
  keys: string[];
}

/** The files that they uploaded, with their names. */
export async function eraseFiles(tx: Transaction, erasure: Erasure): Promise<Piece> {
  const { organisationId, personId, startedById, language, position } = erasure;
  const { rows } = await tx.query<FileRow>(
    `SELECT f.id, f.ticket_id, f.internal, f.deleted_at IS NOT NULL AS is_deleted, t.deleted_at IS NOT NULL AS is_ticket_deleted,
       array_remove(ARRAY[f.storage_key, f.thumbnail_key], NULL) AS keys
     FROM attachments f JOIN tickets t ON t.id = f.ticket_id
     WHERE f.uploader_id = $1 AND f.organisation_id = $2 AND ($3::uuid IS NULL OR f.id > $3) ORDER BY f.id LIMIT ${BATCH}`,
    [personId, organisationId, position],
  );
  await lockTickets(tx, rows);
  for (const file of rows) {
    await tx.query(
      "UPDATE attachments SET name = $2, sha256 = '', deleted_at = coalesce(deleted_at, now()) WHERE id = $1",
      [file.id, speak(say("erasure.file"), language)],
    );
    await tx.query("DELETE FROM pending_thumbnails WHERE attachment_id = $1", [file.id]);
    await unindexText(tx, file.id);
    if (!file.is_deleted) {
      await announceFile(tx, { organisationId, startedById }, file);
    }
  }
  // A file that cannot be removed now has its turn once more at the end.
  return { handled: rows.length, position: lastOf(rows), files: rows.flatMap(({ keys }) => keys) };
}

async function announceFile(
  tx: Transaction,
  { organisationId, startedById }: Pick<Erasure, "organisationId" | "startedById">,
  { id, ticket_id: ticketId, internal, is_ticket_deleted: isTicketDeleted }: FileRow,
): Promise<void> {
  const counts = { all: -1, public: internal ? 0 : -1 };
  if (isTicketDeleted) {
    await tx.query(
      `UPDATE tickets SET attachment_count = attachment_count - 1, public_attachment_count = public_attachment_count + $2 WHERE id = $1`,
      [ticketId, counts.public],
    );
    return;
  }
  await recordTicketChange(
    tx,
    { organisationId, actorId: startedById, at: new Date() },
    {
      ticketId,
      isPublic: !internal,
      attachments: counts,
      events: [{ type: "attachment:deleted", subjectId: id, data: { attachmentId: id, internal } }],
    },
  );
}

/** In one order, as everything that locks several tickets. */
async function lockTickets(tx: Transaction, rows: readonly { ticket_id: string }[]): Promise<void> {
  await tx.query("SELECT 1 FROM tickets WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE", [
    [...new Set(rows.map((row) => row.ticket_id))],
  ]);
}

function textIn(language: Language): string {
  return speak(say("erasure.text"), language);
}

function lastOf(rows: readonly { id: string }[]): string | null {
  return rows.length < BATCH ? null : (rows.at(-1)?.id ?? null);
}
