import { ANONYMISED } from "@/shared/protocol/anonymised";
import type { Translate } from "@/messages/translation";
import { isolate } from "@/messages/isolate";
import { absoluteTime } from "@/ui/time/words";
import type { TicketChanges } from "@/shared/events";
import type { HistoryEntry } from "@/features/open-ticket/ui/state/history";
import {
  categoryFallback,
  isStatus,
  priorityWord,
  statusWord,
  tagWords,
} from "@/features/tickets/ui/ticket-words";

/** The context of the sentences. */
export interface ChangeWords {
  t: Translate;
  /** How times are written: the server and the browser have to write the same. */
  locale: string;
  /** The zone of the times; undefined for the reader's own. */
  timeZone: string | undefined;
  /** Names of categories by key. */
  categories: ReadonlyMap<string, string>;
  /** Whether the reader is staff; requesters read fewer and plainer sentences. */
  isStaff: boolean;
}

/** A history entry as sentences that follow the actor's name: "set status to Waiting". */
export function changeSentences(entry: HistoryEntry, words: ChangeWords): string[] {
  const { t } = words;
  if (entry.name === "comment:deleted") {
    return [t("openTicket.history.messageDeleted")];
  }
  if (entry.name === "attachment:deleted") {
    return [t("openTicket.history.fileRemoved")];
  }
  if (!words.isStaff) {
    return requesterSentences(t, entry);
  }
  return Object.keys(SENTENCES)
    .filter(isChanged)
    .flatMap((field) => {
      const change = entry.changes?.[field];
      return (change && SENTENCES[field]?.(change, words, entry)) ?? [];
    });
}

type Sentences = (
  change: { from: unknown; to: unknown },
  words: ChangeWords,
  entry: HistoryEntry,
) => string[];

/** The sentences that staff read of changed fields, in this order; null for a field that follows from another one. */
const SENTENCES: Record<keyof TicketChanges, Sentences | null> = {
  status: ({ from, to }, { t }) => [
    t("openTicket.history.status", { from: statusWord(t, from), to: statusWord(t, to) }),
  ],
  priority: ({ to }, { t }) => [t("openTicket.history.priority", { to: priorityWord(t, to) })],
  assignee: ({ to }, { t }, entry) => [assigneeSentence(t, entry, to)],
  team: ({ to }, { t }) => [teamSentence(t, nameOf(to))],
  category: ({ to }, { t, categories }) => [
    t("openTicket.history.category", { to: categories.get(String(to)) ?? categoryFallback(String(to)) }),
  ],
  tags: ({ from, to }, { t }) => tagSentences(t, listOf(from), listOf(to)),
  dueAt: ({ to }, { t, locale, timeZone }) => [
    typeof to === "string"
      ? t("openTicket.history.due", { time: absoluteTime(to, locale, timeZone) })
      : t("openTicket.history.noDue"),
  ],
  title: ({ from }, { t }) =>
    from === ANONYMISED ? [] : [t("openTicket.history.title", { from: isolate(String(from)) })],
  description: (_, { t }, { changes }) =>
    changes?.anonymisedAt ? [] : [t("openTicket.history.description")],
  anonymisedAt: (_, { t }) => [t("openTicket.history.anonymised")],
  archivedAt: ({ to }, { t }) => [t(`openTicket.history.${to === null ? "unarchived" : "archived"}`)],
  deletedAt: ({ to }, { t }) => [t(`openTicket.history.${to === null ? "restored" : "deleted"}`)],
  links: ({ to }, { t }) => [t(`openTicket.history.${to === null ? "unlinked" : "linked"}`)],
  mergedInto: ({ from, to }, { t }) => [
    to === null
      ? t("openTicket.history.unmergedFrom", { number: numberOf(from) })
      : t("openTicket.history.mergedInto", { number: numberOf(to) }),
  ],
  mergedTicket: ({ from, to }, { t }) => [
    to === null
      ? t("openTicket.history.unmergedTicket", { number: numberOf(from) })
      : t("openTicket.history.mergedTicket", { number: numberOf(to) }),
  ],
  mergedAt: null,
  requester: null,
  resolvedAt: null,
  closedAt: null,
};

function isChanged(name: string): name is keyof TicketChanges {
  return Object.hasOwn(SENTENCES, name);
}

function requesterSentences(t: Translate, { changes, actor }: HistoryEntry): string[] {
  const { status, assignee, title, description, mergedAt } = changes ?? {};
  if (mergedAt) {
    // Its request goes on: that it was closed for that is staff's affair.
    const { from, to } = mergedAt;
    return from === null || to === null
      ? [t(`openTicket.history.request.${to === null ? "unmerged" : "merged"}`)]
      : [];
  }
  return [
    ...(status ? [t(`openTicket.history.request.${isStatus(status.to) ? status.to : "other"}`)] : []),
    ...(assignee && nameOf(assignee.to)
      ? [
          idOf(assignee.to) === actor?.id
            ? t("openTicket.history.request.takesCare")
            : t("openTicket.history.request.asked", { name: isolate(nameOf(assignee.to) ?? "") }),
        ]
      : []),
    ...(title ? [t("openTicket.history.request.title")] : []),
    ...(description ? [t("openTicket.history.description")] : []),
  ];
}

function assigneeSentence(t: Translate, { actor }: HistoryEntry, to: unknown): string {
  const name = nameOf(to);
  if (!name) {
    return t("openTicket.history.unassigned");
  }
  return idOf(to) === actor?.id
    ? t("openTicket.history.taken")
    : t("openTicket.history.assigned", { name: isolate(name) });
}

function teamSentence(t: Translate, name: string | null): string {
  return name ? t("openTicket.history.team", { name: isolate(name) }) : t("openTicket.history.noTeam");
}

function tagSentences(t: Translate, from: readonly string[], to: readonly string[]): string[] {
  const added = to.filter((tag) => !from.includes(tag));
  const removed = from.filter((tag) => !to.includes(tag));
  return [
    ...(added.length > 0
      ? [t("openTicket.history.tagsAdded", { count: added.length, tags: tagWords(t, added) })]
      : []),
    ...(removed.length > 0
      ? [t("openTicket.history.tagsRemoved", { count: removed.length, tags: tagWords(t, removed) })]
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

function numberOf(value: unknown): string {
  return typeof value === "object" && value !== null && "number" in value ? String(value.number) : "";
}
