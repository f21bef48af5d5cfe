import { isDeepStrictEqual } from "node:util";
import {
  notificationPageSchema,
  type NotificationDto,
  type NotificationPage,
} from "@/features/notifications/schema";
import { fetchTicket, fetchTickets } from "@/testing/views/fresh";
import type { HttpClient } from "@/testing/http/client";
import type { NotificationView } from "@/testing/views/notifications";
import type { SocketClient } from "@/testing/sockets/client";
import type { Problem } from "./judge";
import type { RecentReceipts } from "./trail";

/** The differences between a client's view, built from events, and a fresh fetch. */
export async function findDifferences(
  who: { label: string },
  { client, bell }: { client: SocketClient; bell: NotificationView | null },
  http: HttpClient,
  trail: RecentReceipts,
): Promise<Problem[]> {
  const problems: Problem[] = [];
  const found = {
    of: "",
    push: (...texts: string[]): void => {
      problems.push(...texts.map((text) => ({ text, at: 0, trail: trail.of(found.of) })));
    },
  };
  const fresh = new Map((await fetchTickets(http)).map((ticket) => [ticket.id, ticket]));
  for (const [id, ticket] of fresh) {
    found.of = id;
    found.push(...compare(`${who.label}: list row of ${ticket.number}`, client.list.get(id), ticket));
  }
  for (const [id, ticket] of client.list) {
    found.of = id;
    if (!fresh.has(id)) {
      found.push(`${who.label}: still lists ${ticket.number}`);
    }
  }
  for (const id of client.wanted) {
    found.of = id;
    const state = client.open.get(id)?.state ?? null;
    const now = await fetchTicket(http, id);
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
  found.of = "";
  if (bell) {
    const held = bell.held();
    const now = await fetchNotifications(http, held);
    found.push(
      ...compare(`${who.label}: unread notifications`, held.unread, now.unread),
      ...compareNotifications(who.label, held.items, now.items),
    );
  }
  return problems;
}

/** A person's notifications, as many as the view holds, or all where it holds that there are no more. */
async function fetchNotifications(
  http: HttpClient,
  held: ReturnType<NotificationView["held"]>,
): Promise<{ items: NotificationDto[]; unread: number }> {
  const items: NotificationDto[] = [];
  let unread = 0;
  for (
    let cursor: string | null = "";
    cursor !== null && !(held.hasMore && items.length >= held.items.length);
  ) {
    const path = `/api/notifications?limit=100${cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`}`;
    const page: NotificationPage = notificationPageSchema.parse(await http.get(path));
    items.push(...page.items);
    unread = page.unread;
    cursor = page.nextCursor;
  }
  return { items: held.hasMore ? items.slice(0, held.items.length) : items, unread };
}

function compareNotifications(
  label: string,
  held: readonly NotificationDto[],
  fresh: readonly NotificationDto[],
): string[] {
  const [mine, theirs] = [held, fresh].map((items) => new Map(items.map((item) => [item.id, item])));
  return [
    ...held.flatMap((item) =>
      theirs?.has(item.id) ? [] : [`${label}: still shows notification ${brief(item)}`],
    ),
    ...fresh.flatMap((item) => compare(`${label}: notification ${item.id}`, mine?.get(item.id), item)),
    ...compare(
      `${label}: order of notifications`,
      held.map((item) => item.id).filter((id) => theirs?.has(id)),
      fresh.map((item) => item.id).filter((id) => mine?.has(id)),
    ),
  ];
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

/**
 * A person's name and role beside their comments stay as they were in the event: no event announces another
 * person's new role, and pages show it when they fetch again.
 */
function withoutRoles(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutRoles);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const isPerson = "avatarUrl" in value && "role" in value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, part]) =>
      isPerson && name === "role" ? [] : [[name, withoutRoles(part)]],
    ),
  );
}

function compare(label: string, received: unknown, fetched: unknown): string[] {
  const [mine, fresh] = [withoutRoles(received), withoutRoles(fetched)];
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
