import type { ListedTicket, ListTicketsInput } from "@/features/tickets/schema";
import type { TicketsExport } from "@/features/tickets/schema-bulk";
import type { Language } from "@/messages/locale";
import { say, speak } from "@/messages/server/say";
import { requireSameRights } from "@/server/api/actor";
import { csvResponse, csvRow } from "@/server/http/answers/csv";
import { limitUses } from "@/server/rate-limits/limits";
import { LIMITS } from "@/shared/limits";
import type { Actor } from "@/shared/roles";
import { listTickets } from "./read";

/** How often a person may ask within an hour: each time a whole list is read. */
const EXPORTS = 60;
const SECONDS = 3_600;

/**
 * GET /api/tickets/export.csv: the list with these filters as a file, page by page as it is sent, and no longer than somebody
 * receives it. An export whose person has other rights meanwhile, or no session, is broken off. Throws `rate_limited`.
 */
export async function exportTickets(
  actor: Actor,
  { query, language }: { query: TicketsExport; language: Language },
): Promise<Response> {
  await limitUses("tickets-export", actor.id, EXPORTS, SECONDS);
  return csvResponse("tickets.csv", rowsOf(actor, query, language));
}

async function* rowsOf(actor: Actor, query: TicketsExport, language: Language): AsyncGenerator<string, void> {
  yield csvRow(COLUMNS.map(([name]) => speak(say(`refusals.tickets.columns.${name}`), language)));
  const asked: ListTicketsInput = { ...query, limit: LIMITS.pageMax };
  let cursor: string | undefined;
  do {
    await requireSameRights(actor);
    const page = await listTickets(actor, { ...asked, cursor });
    yield page.items.map((ticket) => csvRow(COLUMNS.map(([, cell]) => cell(ticket)))).join("");
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

/** The columns, with what stands in them. Times and closed lists are as the API writes them, so that programs can read them. */
const COLUMNS = [
  ["number", ({ number }) => String(number)],
  ["title", ({ title }) => title],
  ["status", ({ status }) => status],
  ["priority", ({ priority }) => priority],
  ["category", ({ category }) => category],
  ["team", ({ team }) => team?.name ?? ""],
  ["tags", ({ tags }) => tags.join("; ")],
  ["requester", ({ requester }) => requester.name],
  ["requesterEmail", ({ requester }) => requester.email ?? ""],
  ["assignee", ({ assignee }) => assignee?.name ?? ""],
  ["created", ({ createdAt }) => createdAt],
  ["updated", ({ updatedAt }) => updatedAt],
  ["due", ({ dueAt }) => dueAt ?? ""],
  ["firstResponse", ({ firstResponseAt }) => firstResponseAt ?? ""],
  ["resolved", ({ resolvedAt }) => resolvedAt ?? ""],
  ["closed", ({ closedAt }) => closedAt ?? ""],
  ["comments", ({ commentCount }) => String(commentCount)],
  ["files", ({ attachmentCount }) => String(attachmentCount)],
] as const satisfies readonly (readonly [name: string, cell: (ticket: ListedTicket) => string])[];
