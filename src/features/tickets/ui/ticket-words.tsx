import type { Priority, Status, TicketDto, TicketField } from "@/features/tickets/schema";
import { useTranslate } from "@/messages/translate-provider";
import type { Spoken, Translate } from "@/messages/translation";
import { isolate } from "@/messages/isolate";
import { PriorityMark, type PriorityLevel } from "@/ui/marks/priority";
import type { SelectOption } from "@/ui/fields/select";
import { StatusDot, type DotShape } from "@/ui/marks/status-dot";
import { absoluteTime } from "@/ui/time/words";
import type { Tone } from "@/ui/marks/tone";

const STATUS: Record<Status, { tone: Tone; shape: DotShape }> = {
  open: { tone: "info", shape: "ring" },
  in_progress: { tone: "accent", shape: "half" },
  waiting: { tone: "warning", shape: "pause" },
  resolved: { tone: "success", shape: "check" },
  closed: { tone: "neutral", shape: "dash" },
};

const PRIORITY: Record<Priority, PriorityLevel> = { low: 1, medium: 2, high: 3, urgent: 4 };

/** Tags in a sentence; a tag with a comma is quoted, as it would be read as several. */
export function tagWords(t: Translate, tags: readonly string[]): string {
  return tags
    .map((tag) => isolate(tag))
    .map((tag) => (tag.includes(",") ? t("tickets.quotedTag", { tag }) : tag))
    .join(", ");
}

/** The word for a status; an unknown one (of a later release) stays as it is. */
export function statusWord(t: Translate, status: unknown): string {
  return isStatus(status) ? t(`tickets.status.${status}`) : String(status);
}

/** The word for a priority. */
export function priorityWord(t: Translate, priority: unknown): string {
  return isPriority(priority) ? t(`tickets.priority.${priority}`) : String(priority);
}

/** A status as dot and word. */
export function TicketStatus({ status }: { status: Status }) {
  const t = useTranslate();
  return <StatusDot {...STATUS[status]}>{t(`tickets.status.${status}`)}</StatusDot>;
}

/**
 * A priority as mark and word; in a list (`isListed`) the word of an ordinary one is for screen readers alone, and in a row that is
 * narrow as a phone (`isTight`) each one's is.
 */
export function PriorityWord({
  priority,
  isListed = false,
  isTight = false,
}: {
  priority: Priority;
  isListed?: boolean;
  isTight?: boolean;
}) {
  const t = useTranslate();
  const word = t(`tickets.priority.${priority}`);
  const isQuiet = isListed && PRIORITY[priority] < PRIORITY.high;
  return (
    <PriorityMark level={PRIORITY[priority]}>
      {isQuiet || isTight ? <span className={isQuiet ? "sr-only" : "@max-sm:sr-only"}>{word}</span> : word}
    </PriorityMark>
  );
}

/** The statuses to choose among. */
export function statusOptions(t: Translate): readonly SelectOption<Status>[] {
  return Object.keys(STATUS)
    .filter(isStatus)
    .map((value) => ({
      value,
      label: t(`tickets.status.${value}`),
      icon: <StatusDot {...STATUS[value]} />,
    }));
}

/** The priorities to choose among, the most pressing first. */
export function priorityOptions(t: Translate): readonly SelectOption<Priority>[] {
  return Object.keys(PRIORITY)
    .filter(isPriority)
    .reverse()
    .map((value) => ({
      value,
      label: t(`tickets.priority.${value}`),
      icon: <PriorityMark level={PRIORITY[value]} />,
    }));
}

/** A category's key in words, until its name is loaded. */
export function categoryFallback(key: string): string {
  return key.charAt(0).toUpperCase() + key.slice(1).replaceAll(/[_-]/g, " ");
}

/** A field's value in words, for choosing between two of them. */
export function fieldInWords(
  { t, locale, timeZone }: Pick<Spoken, "t" | "locale" | "timeZone">,
  field: TicketField,
  ticket: TicketDto,
): string {
  switch (field) {
    case "title":
      return isolate(ticket.title);
    case "description":
      return ticket.description.length > 200
        ? // Not in the middle of a surrogate pair.
          `${ticket.description.slice(0, 200).replace(/[\ud800-\udbff]$/, "")}…`
        : ticket.description;
    case "status":
      return statusWord(t, ticket.status);
    case "priority":
      return priorityWord(t, ticket.priority);
    case "category":
      return categoryFallback(ticket.category);
    case "assigneeId":
      return ticket.assignee ? isolate(ticket.assignee.name) : t("tickets.empty.assigneeId");
    case "teamId":
      return ticket.team ? isolate(ticket.team.name) : t("tickets.empty.teamId");
    case "tags":
      return tagWords(t, ticket.tags) || t("tickets.empty.tags");
    case "dueAt":
      return ticket.dueAt ? absoluteTime(ticket.dueAt, locale, timeZone) : t("tickets.empty.dueAt");
  }
}

/** Whether this is a status that this release knows. */
export function isStatus(value: unknown): value is Status {
  return typeof value === "string" && Object.hasOwn(STATUS, value);
}

function isPriority(value: unknown): value is Priority {
  return typeof value === "string" && Object.hasOwn(PRIORITY, value);
}
