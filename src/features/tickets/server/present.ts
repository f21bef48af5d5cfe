import type { ListedTicket, TicketDto } from "@/features/tickets/schema";
import { presentPerson } from "@/features/users/server/present";
import type { Audience } from "@/shared/events";
import type { ListedRow, TicketRow } from "./read-row";

/** A whole ticket, as one audience sees it, without personal fields (lastReadVersion, watching). */
export function presentTicket(row: TicketRow, audience: Audience): TicketDto {
  return { ...presentListed(row, audience), description: row.description };
}

/** A ticket without its description, as one audience sees it: the form for lists and rooms. */
export function presentListed(row: ListedRow, audience: Audience): ListedTicket {
  const isStaff = audience === "staff";
  const hidesTeam = !isStaff && (row.team?.is_private ?? false);
  return {
    id: row.id,
    number: row.number,
    version: isStaff ? row.version : row.public_version,
    title: row.title,
    status: row.status,
    priority: row.priority,
    category: row.category,
    team:
      row.team && !hidesTeam
        ? { id: row.team.id, name: row.team.name, isPrivate: row.team.is_private }
        : null,
    tags: hidesTeam ? [] : row.tags,
    requester: presentPerson(row.requester, audience),
    assignee: row.assignee ? presentPerson(row.assignee, audience) : null,
    commentCount: isStaff ? row.comment_count : row.public_comment_count,
    attachmentCount: isStaff ? row.attachment_count : row.public_attachment_count,
    createdAt: row.created_at.toISOString(),
    updatedAt: (isStaff ? row.updated_at : row.public_updated_at).toISOString(),
    dueAt: toIso(row.due_at),
    firstResponseAt: toIso(row.first_response_at),
    seenAt: toIso(row.seen_at),
    resolvedAt: toIso(row.resolved_at),
    closedAt: toIso(row.closed_at),
    archivedAt: toIso(row.archived_at),
    anonymisedAt: toIso(row.anonymised_at),
    mergedAt: toIso(row.merged_at),
  };
}

/** A time as the API writes it, or null. */
export function toIso(time: Date | null): string | null {
  return time ? time.toISOString() : null;
}
