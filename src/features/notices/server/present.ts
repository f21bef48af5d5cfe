import { z } from "zod";
import { say, sayStored, speak } from "@/messages/server/say";
import type { Language } from "@/messages/locale";
import { eventNoticeSchema, type NoticeDto, type EventNotice } from "@/features/notices/schema";
import { ownTarget } from "@/shared/own-path";

/** A notice with the current fields of its ticket. */
export interface NoticeRow {
  id: string;
  organisation_id: string;
  level: string;
  kind: string;
  /** The sentence in English, or as an earlier release said it. */
  message: string;
  /** Its key and values; null in a row that has the message alone. */
  sentence: unknown;
  link: string | null;
  at: Date;
  ended_at: Date | null;
  ticket_title: string | null;
  ticket_is_deleted: boolean | null;
}

/** A sentence as a notice keeps it. */
export const storedSentenceSchema = z.object({
  key: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
});

/**
 * A notice as its organisation's admins see it, in the language of its reader. The ticket's title is that of
 * now: a notice keeps no text of a ticket.
 */
export function presentNotice(row: NoticeRow, language: Language): EventNotice {
  const { level, kind } = eventNoticeSchema.pick({ level: true, kind: true }).parse(row);
  const isTicketDeleted = row.ticket_is_deleted === true;
  return {
    id: row.id,
    level,
    kind,
    message: messageOf(row, language),
    link: isTicketDeleted ? null : ownTarget(row.link),
    at: row.at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
  };
}

/** The same for one admin, with when they acknowledged it. */
export function presentNoticeFor(
  row: NoticeRow & { acknowledged_at: Date | null },
  language: Language,
): NoticeDto {
  return { ...presentNotice(row, language), acknowledgedAt: row.acknowledged_at?.toISOString() ?? null };
}

function messageOf(row: NoticeRow, language: Language): string {
  const stored = storedSentenceSchema.safeParse(row.sentence).data;
  const sentence = stored && sayStored(stored.key, stored.values);
  const text = sentence ? speak(sentence, language) : row.message;
  if (row.ticket_is_deleted) {
    return speak(say("alerts.gone", { said: text }), language);
  }
  return row.ticket_title === null
    ? text
    : speak(say("alerts.aboutTicket", { said: text, title: row.ticket_title }), language);
}
