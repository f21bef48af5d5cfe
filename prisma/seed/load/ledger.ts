import { v7 } from "uuid";
import type { TicketRow } from "@/features/tickets/server/read-row";
import { planChanges } from "@/features/tickets/server/write-plan";
import type { Audience, EventData, EventType } from "@/shared/events";
import type { SeedChange, SeedComment, SeedAttachment, SeedTeamKey, SeedTicket } from "../model/types";

/** What the database calls the people and teams of the seed. */
export interface Directory {
  organisationId: string;
  person: (key: string) => { id: string; name: string; isStaff: boolean };
  team: (key: SeedTeamKey) => { id: string; name: string; isPrivate: boolean };
}

/** An event of a seeded ticket. */
export interface LedgerEvent {
  id: string;
  type: EventType;
  audience: Audience | null;
  version: number | null;
  publicVersion: number | null;
  actor: string | null;
  subjectId: string | null;
  data: EventData<EventType>;
  at: Date;
}

/** A seeded ticket as the application's own writes would have left it, and the log of how it came to be. */
export interface Ledger {
  ticket: SeedTicket;
  row: TicketRow;
  events: readonly LedgerEvent[];
  comments: readonly { id: string; comment: SeedComment }[];
  attachments: readonly { id: string; commentId: string | null; attachment: SeedAttachment }[];
  watchers: readonly { person: string; at: Date }[];
  /** In both countings, up to where each person has read. */
  reads: readonly { person: string; at: Date; version: number; publicVersion: number }[];
}

/** An id whose order is that of `at`, as if it had been given then. */
export function idAt(at: Date): string {
  return v7({ msecs: at.getTime() });
}

/** Replays a ticket's life by the rules of the application: versions, counts and times come out as they would have. */
export function keepLedger(ticket: SeedTicket, directory: Directory): Ledger {
  const row = firstRow(ticket, directory);
  const events: LedgerEvent[] = [];
  const comments: { id: string; comment: SeedComment }[] = [];
  const attachments: { id: string; commentId: string | null; attachment: SeedAttachment }[] = [];
  const watchers: { person: string; at: Date }[] = [];

  function record<T extends EventType>(
    type: T,
    at: Date,
    actor: string | null,
    data: EventData<T>,
    about: { isPublic: boolean; subjectId?: string },
  ): void {
    const isFirst = type === "ticket:created";
    row.version += isFirst ? 0 : 1;
    row.public_version += about.isPublic && !isFirst ? 1 : 0;
    row.updated_at = at;
    row.public_updated_at = about.isPublic ? at : row.public_updated_at;
    events.push({
      id: idAt(at),
      type,
      audience: about.isPublic ? "public" : "staff",
      version: row.version,
      publicVersion: about.isPublic ? row.public_version : null,
      actor,
      subjectId: about.subjectId ?? null,
      data,
      at,
    });
  }

  /** Events about access and attention count no version. */
  function recordAside<T extends EventType>(
    type: T,
    at: Date,
    actor: string,
    data: EventData<T>,
    subjectId: string | null,
  ): void {
    events.push({
      id: idAt(at),
      type,
      audience: null,
      version: null,
      publicVersion: null,
      actor,
      subjectId,
      data,
      at,
    });
  }

  record("ticket:created", ticket.createdAt, ticket.filedBy, {}, { isPublic: true });
  for (const step of ticket.steps) {
    switch (step.kind) {
      case "comment": {
        const { comment } = step;
        const id = idAt(step.at);
        comments.push({ id, comment });
        row.comment_count += 1;
        row.public_comment_count += comment.internal ? 0 : 1;
        if (!comment.internal && step.actor !== ticket.requester && directory.person(step.actor).isStaff) {
          row.first_response_at ??= step.at;
        }
        const data = { commentId: id, internal: comment.internal };
        record("comment:added", step.at, step.actor, data, { isPublic: !comment.internal, subjectId: id });
        break;
      }
      case "edit": {
        const edited = comments.find(({ comment }) => comment.key === step.comment);
        if (edited) {
          const data = { commentId: edited.id, internal: edited.comment.internal };
          const about = { isPublic: !edited.comment.internal, subjectId: edited.id };
          record("comment:updated", step.at, step.actor, data, about);
        }
        break;
      }
      case "attachment": {
        const { attachment } = step;
        const id = idAt(step.at);
        const commentId = comments.find(({ comment }) => comment.key === attachment.comment)?.id ?? null;
        attachments.push({ id, commentId, attachment });
        row.attachment_count += 1;
        row.public_attachment_count += attachment.internal ? 0 : 1;
        const data = { attachmentId: id, internal: attachment.internal };
        record("attachment:added", step.at, step.actor, data, {
          isPublic: !attachment.internal,
          subjectId: id,
        });
        break;
      }
      case "watch":
        watchers.push({ person: step.person, at: step.at });
        recordAside(
          "watcher:added",
          step.at,
          step.actor,
          { personId: directory.person(step.person).id },
          directory.person(step.person).id,
        );
        break;
      case "change": {
        const applied = applyChange(row, step.change, step.at, directory);
        if (applied) {
          record("ticket:updated", step.at, step.actor, applied.data, { isPublic: applied.isPublic });
        }
        break;
      }
    }
  }
  const seenBy = ticket.reads.find(({ person }) => directory.person(person).isStaff)?.person;
  if (ticket.seenAt && seenBy !== undefined) {
    row.seen_at = ticket.seenAt;
    recordAside("ticket:seen", ticket.seenAt, seenBy, {}, null);
  }
  const reads = ticket.reads.map(({ person, at }) => ({ person, at, ...countedBy(events, at) }));
  return { ticket, row, events, comments, attachments, watchers, reads };
}

/** Changes the row as a PATCH would have; returns what the log says of it. */
function applyChange(
  row: TicketRow,
  change: SeedChange,
  at: Date,
  directory: Directory,
): { data: EventData<"ticket:updated">; isPublic: boolean } | null {
  const { team: teamKey, assignee, tags, dueAt, ...plain } = change;
  const team = teamKey === undefined ? row.team : teamKey === null ? null : teamOf(directory, teamKey);
  const input = {
    ...plain,
    ...(teamKey === undefined ? {} : { teamId: team?.id ?? null }),
    ...(assignee === undefined
      ? {}
      : { assigneeId: assignee === null ? null : directory.person(assignee).id }),
    ...(tags === undefined ? {} : { tags: [...tags] }),
    ...(dueAt === undefined ? {} : { dueAt: dueAt?.toISOString() ?? null }),
  };
  const plan = planChanges(row, { input, team: team && { id: team.id, isPrivate: team.is_private }, at });
  if (!plan) {
    return null;
  }
  const { set, changes, publicChanges, sight, isPublic } = plan;
  Object.assign(row, set, { team });
  return { data: { changes, publicChanges, ...(sight ? { sight } : {}) }, isPublic };
}

function firstRow(
  { number, createdAt, description, initial, requester }: SeedTicket,
  directory: Directory,
): TicketRow {
  const person = directory.person(requester);
  const team = initial.team === null ? null : teamOf(directory, initial.team);
  return {
    id: idAt(createdAt),
    organisation_id: directory.organisationId,
    number,
    version: 1,
    public_version: 1,
    title: initial.title,
    description,
    status: initial.status,
    priority: initial.priority,
    category: initial.category,
    team_id: team?.id ?? null,
    team,
    tags: [...initial.tags],
    requester_id: person.id,
    requester: { id: person.id, name: person.name, role: "user", email: null, avatar_key: null },
    assignee_id: null,
    assignee: null,
    comment_count: 0,
    public_comment_count: 0,
    attachment_count: 0,
    public_attachment_count: 0,
    created_at: createdAt,
    updated_at: createdAt,
    public_updated_at: createdAt,
    due_at: initial.dueAt,
    first_response_at: null,
    seen_at: null,
    resolved_at: null,
    closed_at: null,
    deleted_at: null,
    archived_at: null,
    anonymised_at: null,
    merged_into_id: null,
    merged_at: null,
  };
}

function teamOf(directory: Directory, key: SeedTeamKey): NonNullable<TicketRow["team"]> {
  const { id, name, isPrivate } = directory.team(key);
  return { id, name, is_private: isPrivate };
}

/** Where the log stood at a moment, in both countings. */
function countedBy(events: readonly LedgerEvent[], at: Date): { version: number; publicVersion: number } {
  const counted = events.filter((event) => event.version !== null && event.at <= at);
  return {
    version: Math.max(0, ...counted.map((event) => event.version ?? 0)),
    publicVersion: Math.max(0, ...counted.map((event) => event.publicVersion ?? 0)),
  };
}
