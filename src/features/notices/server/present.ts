import { eventNoticeSchema, type NoticeDto, type EventNotice } from "@/features/notices/schema";
import { ownTarget } from "@/shared/own-path";

/** A notice with the current fields of its ticket. */
export interface NoticeRow {
  id: string;
  organisation_id: string;
  level: string;
  kind: string;
  message: string;
  link: string | null;
  at: Date;
  ended_at: Date | null;
  ticket_title: string | null;
  ticket_is_deleted: boolean | null;
}

/** A notice as its organisation's admins receive it. The ticket's title is the current one: a notice stores no text of a ticket. */
export function presentNotice(row: NoticeRow): EventNotice {
  const { level, kind } = eventNoticeSchema.pick({ level: true, kind: true }).parse(row);
  const isGone = row.ticket_is_deleted === true;
  const about = isGone ? " It has been deleted." : row.ticket_title === null ? "" : ` “${row.ticket_title}”`;
  return {
    id: row.id,
    level,
    kind,
    message: `${row.message}${about}`,
    link: isGone ? null : ownTarget(row.link),
    at: row.at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
  };
}

/** The same for one admin, with when they acknowledged it. */
export function presentNoticeFor(row: NoticeRow & { acknowledged_at: Date | null }): NoticeDto {
  return { ...presentNotice(row), acknowledgedAt: row.acknowledged_at?.toISOString() ?? null };
}
