import type { JobDto } from "@/features/jobs/schema";
import type { Translate } from "@/messages/translation";

const NAMES = [
  "jobs.name.answer-account-requests",
  "jobs.name.anonymise-tickets",
  "jobs.name.archive-tickets",
  "jobs.name.change-tags",
  "jobs.name.fold-tag-counts",
  "jobs.name.recount-tags",
  "jobs.name.ask-directories",
  "jobs.name.ask-providers-that-were-away",
  "jobs.name.begin-and-end-announcements",
  "jobs.name.close-resolved-tickets",
  "jobs.name.erase-personal-data",
  "jobs.name.fold-ticket-counts",
  "jobs.name.index-texts-anew",
  "jobs.name.import-people",
  "jobs.name.mail-guests-links",
  "jobs.name.mail-links-to-confirm-addresses",
  "jobs.name.mail-notifications",
  "jobs.name.make-thumbnails",
  "jobs.name.mark-the-log",
  "jobs.name.merge-people",
  "jobs.name.notice-full-storage",
  "jobs.name.notice-outages",
  "jobs.name.notice-unsent-mail",
  "jobs.name.notice-waiting-tickets",
  "jobs.name.notify-people",
  "jobs.name.purge-deleted-tickets",
  "jobs.name.queue-webhooks",
  "jobs.name.react-to-the-log",
  "jobs.name.recount-tickets",
  "jobs.name.seal-the-audit",
  "jobs.name.send-mail",
  "jobs.name.send-webhooks",
  "jobs.name.sweep-drafts",
  "jobs.name.sweep-files",
  "jobs.name.sweep-imports",
  "jobs.name.sweep-mail",
  "jobs.name.sweep-notices",
  "jobs.name.sweep-notifications",
  "jobs.name.sweep-sessions",
  "jobs.name.sweep-the-audit",
  "jobs.name.sweep-webhooks",
] as const;

/** What a job does, in words; one that has none yet by its name. */
export function jobWords(t: Translate, { id, name }: Pick<JobDto, "id" | "name">): string {
  const known = NAMES.find((one) => one === `jobs.name.${id}`);
  return known === undefined ? name : t(known);
}

/** How long a run took, or what lies between two, in words: to the millisecond below a second, to a tenth below a minute. */
export function durationWords(locale: string, milliseconds: number): string {
  const [unit, value] =
    milliseconds < 1_000
      ? (["millisecond", Math.round(milliseconds)] as const)
      : milliseconds < 60_000
        ? (["second", Math.round(milliseconds / 100) / 10] as const)
        : milliseconds < 3_600_000
          ? (["minute", Math.round(milliseconds / 60_000)] as const)
          : (["hour", Math.round(milliseconds / 3_600_000)] as const);
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short" }).format(value);
}
