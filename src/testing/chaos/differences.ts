import { isDeepStrictEqual } from "node:util";
import { fetchTickets } from "@/testing/fresh";
import type { SocketClient } from "@/testing/socket-client";
import type { Somebody } from "./world";

/** Where a client's view, built from events, is not what a fresh fetch shows this person; a sentence each. */
export async function findDifferences(who: Somebody, client: SocketClient): Promise<string[]> {
  const found: string[] = [];
  const fresh = new Map((await fetchTickets(client.http)).map((ticket) => [ticket.id, ticket]));
  for (const [id, ticket] of fresh) {
    found.push(...compare(`${who.label}: list row of ${ticket.number}`, client.list.get(id), ticket));
  }
  for (const [id, ticket] of client.list) {
    if (!fresh.has(id)) {
      found.push(`${who.label}: still lists ${ticket.number}`);
    }
  }
  for (const id of client.wanted) {
    const state = client.open.get(id)?.state ?? null;
    const now = await client.fetchTicket(id);
    if (!state || !now) {
      if (state !== now) {
        found.push(
          `${who.label}: ${id} is ${state ? "open" : "not open"} and can ${now ? "" : "not "}be fetched`,
        );
      }
      continue;
    }
    const label = `${who.label}: open ticket ${now.ticket.number}`;
    found.push(...compare(label, state.ticket, now.ticket));
    found.push(...compare(`${label}, comments`, sorted(state.comments), sorted(now.comments)));
    found.push(...compare(`${label}, files`, sorted(state.attachments), sorted(now.attachments)));
    found.push(...compare(`${label}, version`, state.version, now.ticket.version));
  }
  return found;
}

function sorted<Item extends { id: string }>(items: readonly Item[]): Item[] {
  return [...items]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((item) =>
      "attachments" in item && Array.isArray(item.attachments)
        ? { ...item, attachments: sorted(item.attachments) }
        : item,
    );
}

function compare(label: string, mine: unknown, fresh: unknown): string[] {
  if (isDeepStrictEqual(mine, fresh)) {
    return [];
  }
  if (typeof mine === "object" && typeof fresh === "object" && mine && fresh && !Array.isArray(mine)) {
    const names = [...new Set([...Object.keys(mine), ...Object.keys(fresh)])];
    const fields = names.filter(
      (name) => !isDeepStrictEqual(Reflect.get(mine, name), Reflect.get(fresh, name)),
    );
    return fields.map(
      (name) =>
        `${label}: ${name} is ${brief(Reflect.get(mine, name))}, should be ${brief(Reflect.get(fresh, name))}`,
    );
  }
  return [`${label}: is ${brief(mine)}, should be ${brief(fresh)}`];
}

function brief(value: unknown): string {
  return (JSON.stringify(value) ?? "missing").slice(0, 300);
}
