import { cache } from "react";
import { listAttachments } from "@/features/attachments/server/read";
import { listComments } from "@/features/comments/server/read";
import { getTicket } from "@/features/tickets/server/read";
import { toHistoryEntry, type HistoryEntry } from "@/features/tickets/ui/ticket-history";
import type { InitialTicket } from "@/features/tickets/ui/use-ticket-room";
import type { CommentDto } from "@/features/comments/schema";
import { listHistory } from "@/realtime/replay";
import { isAppError } from "@/shared/errors";
import { LIMITS } from "@/shared/limits";
import type { Actor } from "@/shared/roles";

/** Everything of a ticket for its first paint, or null where this person may not see it; read once for a request. */
export const loadTicket = cache(async (actor: Actor, ticket: string): Promise<InitialTicket | null> => {
  try {
    const [row, comments, attachments, history] = await Promise.all([
      getTicket(actor, ticket),
      allComments(actor, ticket),
      listAttachments(actor, ticket),
      allHistory(actor, ticket),
    ]);
    return { ticket: row, comments, attachments: attachments.items, history };
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") {
      return null;
    }
    throw error;
  }
});

async function allComments(actor: Actor, ticket: string): Promise<CommentDto[]> {
  const items: CommentDto[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await listComments(actor, ticket, { limit: LIMITS.pageMax, ...(cursor ? { cursor } : {}) });
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
}

async function allHistory(actor: Actor, ticket: string): Promise<HistoryEntry[]> {
  const entries: HistoryEntry[] = [];
  for (let after: number | null = 0; after !== null;) {
    const page = await listHistory(actor, ticket, { after, limit: LIMITS.pageMax });
    entries.push(...page.items.flatMap((event) => toHistoryEntry(event) ?? []));
    after = page.nextCursor === null ? null : (page.items[page.items.length - 1]?.version ?? null);
  }
  return entries;
}
