import { vectorOf } from "@/features/tickets/server/search/write";
import type { Sql } from "@/server/database/database";
import type { OrganisationId } from "@/shared/roles";
import type { DemoFile } from "./files";
import { found } from "./found";
import { insertRows, type SearchPart } from "./insert";
import type { Directory, Ledger } from "./ledger";
import { notificationsOf } from "./notify";

const SOURCE = "demo";

/** Writes the tickets with their texts, the counter behind their numbers and the tags they carry. */
export async function loadTickets(
  sql: Sql,
  organisationId: OrganisationId,
  ledgers: readonly Ledger[],
): Promise<void> {
  await insertRows(
    sql,
    "tickets",
    ledgers.map(({ row }) => ({ ...row, source: SOURCE })),
  );
  await insertRows(
    sql,
    "ticket_texts",
    ledgers.map(({ row }) => ({ ticket_id: row.id, description: row.description })),
  );
  await sql.query(
    `INSERT INTO ticket_counters (organisation_id, last_number) VALUES ($1, $2)
     ON CONFLICT (organisation_id) DO UPDATE SET last_number = excluded.last_number`,
    [organisationId, Math.max(0, ...ledgers.map(({ row }) => row.number))],
  );
  const tags = new Map<string, Date>();
  for (const { row } of ledgers) {
    for (const tag of row.tags) {
      tags.set(tag, tags.get(tag) ?? row.created_at);
    }
  }
  await insertRows(
    sql,
    "tags",
    [...tags].map(([name, at]) => ({ organisation_id: organisationId, name, created_at: at })),
  );
}

/** Writes the comments. */
export async function loadComments(
  sql: Sql,
  organisationId: OrganisationId,
  ledgers: readonly Ledger[],
  directory: Directory,
): Promise<void> {
  const rows = ledgers.flatMap(({ row, comments }) =>
    comments.map(({ id, comment }) => ({
      id,
      organisation_id: organisationId,
      ticket_id: row.id,
      author_id: directory.person(comment.author).id,
      body: comment.body,
      internal: comment.internal,
      source: SOURCE,
      created_at: comment.at,
      edited_at: comment.editedAt,
    })),
  );
  await insertRows(sql, "comments", rows);
}

/** Writes the log: each ticket's history in order. */
export async function loadEvents(
  sql: Sql,
  organisationId: OrganisationId,
  ledgers: readonly Ledger[],
  directory: Directory,
): Promise<void> {
  const rows = ledgers.flatMap(({ row, events }) =>
    events.map((event) => ({
      id: event.id,
      organisation_id: organisationId,
      type: event.type,
      audience: event.audience,
      ticket_id: row.id,
      version: event.version,
      public_version: event.publicVersion,
      actor_id: event.actor === null ? null : directory.person(event.actor).id,
      subject_id: event.subjectId,
      data: event.data,
      at: event.at,
    })),
  );
  await insertRows(sql, "events", rows);
}

/** Writes who has read what, who watches what, and the notifications. */
export async function loadReading(
  sql: Sql,
  ledgers: readonly Ledger[],
  directory: Directory,
  now: Date,
): Promise<void> {
  const id = (key: string) => directory.person(key).id;
  const reads = ledgers.flatMap(({ row, reads: entries }) =>
    entries.map(({ person, at, version, publicVersion }) => ({
      ticket_id: row.id,
      person_id: id(person),
      version,
      public_version: publicVersion,
      read_at: at,
    })),
  );
  await insertRows(sql, "reads", reads);
  const watchers = ledgers.flatMap(({ row, watchers: entries }) =>
    entries.map(({ person, at }) => ({ ticket_id: row.id, person_id: id(person), created_at: at })),
  );
  await insertRows(sql, "watchers", watchers);
  const notifications = ledgers
    .flatMap((ledger) => notificationsOf(ledger, now))
    .map((entry) => ({
      id: entry.id,
      person_id: id(entry.person),
      kind: entry.kind,
      ticket_id: entry.ticketId,
      event_id: entry.eventId,
      actor_id: entry.actor === null ? null : id(entry.actor),
      created_at: entry.at,
      read_at: entry.readAt,
    }));
  await insertRows(sql, "notifications", notifications);
}

/** Writes the attachments whose files are stored. */
export async function loadAttachments(
  sql: Sql,
  organisationId: OrganisationId,
  ledgers: readonly Ledger[],
  directory: Directory,
  files: ReadonlyMap<string, DemoFile>,
): Promise<void> {
  const rows = ledgers.flatMap(({ row, attachments }) =>
    attachments.map(({ id, commentId, attachment }) => {
      const file = found(files, attachment.key);
      return {
        id,
        organisation_id: organisationId,
        ticket_id: row.id,
        comment_id: commentId,
        uploader_id: directory.person(attachment.uploader).id,
        name: attachment.name,
        content_type: file.contentType,
        size: file.size,
        sha256: file.sha256,
        internal: attachment.internal,
        storage_key: file.key,
        thumbnail_key: file.thumbnailKey,
        created_at: attachment.at,
      };
    }),
  );
  await insertRows(sql, "attachments", rows);
}

/** What a ticket can be found by. */
export function searchParts(
  organisationId: OrganisationId,
  { row, comments, attachments }: Ledger,
): SearchPart[] {
  const part = (subjectId: string, kind: SearchPart["kind"], text: string, internal = false): SearchPart => ({
    subject_id: subjectId,
    kind,
    organisation_id: organisationId,
    ticket_id: row.id,
    internal,
    vector: vectorOf(kind, text),
  });
  return [
    part(row.id, "title", row.title),
    part(row.id, "description", row.description),
    ...comments.map(({ id, comment }) => part(id, "comment", comment.body, comment.internal)),
    ...attachments.map(({ id, attachment }) => part(id, "file", attachment.name, attachment.internal)),
  ];
}
