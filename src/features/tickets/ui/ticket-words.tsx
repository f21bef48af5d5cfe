import type { Priority, Status, TicketDto, TicketField } from "@/features/tickets/schema";
import { PriorityMark, type PriorityLevel } from "@/ui/priority-mark";
import type { SelectOption } from "@/ui/select";
import { StatusDot, type DotShape } from "@/ui/status-dot";
import { absoluteTime } from "@/ui/time-words";
import type { Tone } from "@/ui/tone";

const STATUS: Record<Status, { label: string; tone: Tone; shape: DotShape }> = {
  open: { label: "Open", tone: "info", shape: "ring" },
  in_progress: { label: "In progress", tone: "accent", shape: "half" },
  waiting: { label: "Waiting", tone: "warning", shape: "pause" },
  resolved: { label: "Resolved", tone: "success", shape: "check" },
  closed: { label: "Closed", tone: "neutral", shape: "dash" },
};

const PRIORITY: Record<Priority, { label: string; level: PriorityLevel }> = {
  low: { label: "Low", level: 1 },
  medium: { label: "Medium", level: 2 },
  high: { label: "High", level: 3 },
  urgent: { label: "Urgent", level: 4 },
};

/** What the fields of a ticket are called. */
export const FIELD_WORDS: Record<TicketField, string> = {
  title: "Title",
  description: "Description",
  status: "Status",
  priority: "Priority",
  category: "Category",
  assigneeId: "Assignee",
  teamId: "Team",
  tags: "Tags",
  dueAt: "Due",
};

/** Tags in a sentence; one with a comma in it in quotes, as it would be read as several. */
export function tagWords(tags: readonly string[]): string {
  return tags.map((tag) => (tag.includes(",") ? `“${tag}”` : tag)).join(", ");
}

/** The word for a status; what is no status (a later version's) stands as it is. */
export function statusWord(status: unknown): string {
  return isStatus(status) ? STATUS[status].label : String(status);
}

/** The word for a priority. */
export function priorityWord(priority: unknown): string {
  return isPriority(priority) ? PRIORITY[priority].label : String(priority);
}

/** A status as dot and word. */
export function TicketStatus({ status }: { status: Status }) {
  const { label, tone, shape } = STATUS[status];
  return (
    <StatusDot tone={tone} shape={shape}>
      {label}
    </StatusDot>
  );
}

/** A priority as mark and word. */
export function PriorityWord({ priority }: { priority: Priority }) {
  return <PriorityMark level={PRIORITY[priority].level}>{PRIORITY[priority].label}</PriorityMark>;
}

/** The statuses to choose among. */
export const STATUS_OPTIONS: readonly SelectOption<Status>[] = Object.keys(STATUS)
  .filter(isStatus)
  .map((value) => ({
    value,
    label: STATUS[value].label,
    icon: <StatusDot tone={STATUS[value].tone} shape={STATUS[value].shape} />,
  }));

/** The priorities to choose among, the most pressing first. */
export const PRIORITY_OPTIONS: readonly SelectOption<Priority>[] = Object.keys(PRIORITY)
  .filter(isPriority)
  .reverse()
  .map((value) => ({
    value,
    label: PRIORITY[value].label,
    icon: <PriorityMark level={PRIORITY[value].level} />,
  }));

/** A category's key as words, until its name is known. */
export function categoryFallback(key: string): string {
  return key.charAt(0).toUpperCase() + key.slice(1).replaceAll(/[_-]/g, " ");
}

/** A field's value in words, for choosing between two of them. */
export function fieldInWords(field: TicketField, ticket: TicketDto): string {
  switch (field) {
    case "title":
      return ticket.title;
    case "description":
      return ticket.description.length > 200
        ? // Not in the middle of a character of two halves.
          `${ticket.description.slice(0, 200).replace(/[\ud800-\udbff]$/, "")}…`
        : ticket.description;
    case "status":
      return statusWord(ticket.status);
    case "priority":
      return priorityWord(ticket.priority);
    case "category":
      return categoryFallback(ticket.category);
    case "assigneeId":
      return ticket.assignee?.name ?? "Nobody";
    case "teamId":
      return ticket.team?.name ?? "No team";
    case "tags":
      return tagWords(ticket.tags) || "No tags";
    case "dueAt":
      return ticket.dueAt ? absoluteTime(ticket.dueAt) : "No due time";
  }
}

function isStatus(value: unknown): value is Status {
  return typeof value === "string" && Object.hasOwn(STATUS, value);
}

function isPriority(value: unknown): value is Priority {
  return typeof value === "string" && Object.hasOwn(PRIORITY, value);
}
