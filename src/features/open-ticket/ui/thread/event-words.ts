import { absoluteTime } from "@/ui/time-words";
import type { HistoryEntry } from "@/features/open-ticket/ui/state/history";
import { categoryFallback, priorityWord, statusWord, tagWords } from "@/features/tickets/ui/ticket-words";

/** What the sentences need to know of the page. */
export interface ChangeWords {
  /** Names of categories by key. */
  categories: ReadonlyMap<string, string>;
  /** Whether the reader is staff; requesters read fewer and plainer sentences. */
  isStaff: boolean;
}

/** What an entry of the history tells, as sentences that follow the actor's name: "set status to Waiting". */
export function changeSentences(entry: HistoryEntry, words: ChangeWords): string[] {
  if (entry.name === "comment:deleted") {
    return ["deleted a message"];
  }
  if (entry.name === "attachment:deleted") {
    return ["removed a file"];
  }
  const { status, priority, assignee, team, category, tags, dueAt, title, description, deletedAt } =
    entry.changes ?? {};
  if (!words.isStaff) {
    return requesterSentences(entry);
  }
  return [
    ...(status ? [`changed status from ${statusWord(status.from)} to ${statusWord(status.to)}`] : []),
    ...(priority ? [`set priority to ${priorityWord(priority.to)}`] : []),
    ...(assignee ? [assigneeSentence(entry, assignee.to)] : []),
    ...(team ? [nameOf(team.to) ? `moved it to ${nameOf(team.to)}` : "took it out of its team"] : []),
    ...(category
      ? [
          `set category to ${words.categories.get(String(category.to)) ?? categoryFallback(String(category.to))}`,
        ]
      : []),
    ...(tags ? tagSentences(listOf(tags.from), listOf(tags.to)) : []),
    ...(dueAt
      ? [typeof dueAt.to === "string" ? `set it due ${absoluteTime(dueAt.to)}` : "took away the due time"]
      : []),
    ...(title ? [`changed the title from “${String(title.from)}”`] : []),
    ...(description ? ["edited the description"] : []),
    ...(deletedAt ? [deletedAt.to === null ? "restored the ticket" : "deleted the ticket"] : []),
  ];
}

function requesterSentences({ changes, actor }: HistoryEntry): string[] {
  const { status, assignee, title, description } = changes ?? {};
  return [
    ...(status ? [REQUESTER_STATUS[String(status.to)] ?? "changed the state"] : []),
    ...(assignee && nameOf(assignee.to)
      ? [
          idOf(assignee.to) === actor?.id
            ? "is taking care of this"
            : `asked ${nameOf(assignee.to)} to take care of this`,
        ]
      : []),
    ...(title ? ["changed the title"] : []),
    ...(description ? ["edited the description"] : []),
  ];
}

const REQUESTER_STATUS: Record<string, string> = {
  open: "opened this again",
  in_progress: "started working on this",
  waiting: "is waiting for an answer",
  resolved: "marked this as solved",
  closed: "closed this",
};

function assigneeSentence({ actor }: HistoryEntry, to: unknown): string {
  const name = nameOf(to);
  if (!name) {
    return "took away the assignee";
  }
  return idOf(to) === actor?.id ? "took this on" : `assigned this to ${name}`;
}

function tagSentences(from: readonly string[], to: readonly string[]): string[] {
  const added = to.filter((tag) => !from.includes(tag));
  const removed = from.filter((tag) => !to.includes(tag));
  return [
    ...(added.length > 0 ? [`added the ${added.length === 1 ? "tag" : "tags"} ${tagWords(added)}`] : []),
    ...(removed.length > 0
      ? [`removed the ${removed.length === 1 ? "tag" : "tags"} ${tagWords(removed)}`]
      : []),
  ];
}

function nameOf(value: unknown): string | null {
  return typeof value === "object" && value !== null && "name" in value && typeof value.name === "string"
    ? value.name
    : null;
}

function idOf(value: unknown): string | null {
  return typeof value === "object" && value !== null && "id" in value && typeof value.id === "string"
    ? value.id
    : null;
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}
