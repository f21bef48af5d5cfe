import { InfiniteQueryObserver, QueryClient, QueryObserver } from "@tanstack/react-query";
import { z } from "zod";
import { fetchAgain } from "@/client/cache/fetch-again";
import {
  notificationPageSchema,
  notificationsReadAnswerSchema,
  newNotificationSchema,
  notificationsReadEventSchema,
  type NotificationDto,
  type NotificationPage,
} from "@/features/notifications/schema";
import {
  countQuery,
  putReadAnswer,
  putTicketChange,
  putNotification,
  putRead,
  listQuery,
  refreshNotifications,
} from "@/features/notifications/ui/notification-cache";
import type { HttpClient } from "../http/client";

const changeSchema = z.object({
  ticketId: z.string(),
  ticket: z.object({ title: z.string() }).optional(),
  changes: z.object({
    title: z.unknown().optional(),
    deletedAt: z.unknown().optional(),
    team: z.object({ from: z.unknown(), to: z.unknown() }).optional(),
  }),
});
const delaySchema = z.object({ isDelayed: z.boolean() });
const RETRIES = 3;
const BEHIND_MILLISECONDS = 500;

/** What a view needs of the client that it belongs to. */
export interface BellHost {
  http: HttpClient;
  socket: { connected: boolean; onAny(listener: (name: string, payload: unknown) => void): unknown };
}

/** An answer of the API that is no notifications. */
class Refusal extends Error {
  /** Whether a repeated request would get the same answer. */
  readonly isLasting: boolean;

  constructor(status: number) {
    super(`answered ${status}`);
    this.isLasting = status < 500 && status !== 429;
  }
}

/**
 * A client's bell and notification list, which may be open or closed: the state of a page, kept by the page's
 * own functions, over the same store.
 */
export class NotificationView {
  /** How many pages were asked for. */
  fetches = 0;
  private readonly queries = new QueryClient({
    defaultOptions: {
      queries: {
        // As the page has it; but nothing is fetched because of the time alone, which would hide a missing event.
        staleTime: Infinity,
        networkMode: "always",
        retry: (count, error) => count < RETRIES && !(error instanceof Refusal && error.isLasting),
      },
    },
  });
  private readonly fetchPage = async (path: string): Promise<NotificationPage> => {
    this.fetches += 1;
    const answer = await this.client.http.send("GET", path);
    if (answer.status !== 200) {
      throw new Refusal(answer.status);
    }
    return notificationPageSchema.parse(answer.body);
  };
  private readonly count = new QueryObserver(this.queries, countQuery(this.fetchPage));
  private readonly list = new InfiniteQueryObserver(this.queries, listQuery(this.fetchPage));
  private closeList: (() => void) | null = null;
  private again: NodeJS.Timeout | undefined;

  constructor(private readonly client: BellHost) {
    this.count.subscribe(() => undefined);
    client.socket.onAny((name, payload) => this.receive(name, payload));
  }

  /** Shows the list, until `close`. */
  open(): void {
    this.closeList ??= this.list.subscribe(() => undefined);
  }

  /** Closes the list: what it held is kept, and fetched again when that was asked for meanwhile. */
  close(): void {
    this.closeList?.();
    this.closeList = null;
  }

  isOpen(): boolean {
    return this.closeList !== null;
  }

  /** Whether everything on the screen is there and nothing of it is being fetched. */
  isCalm(): boolean {
    const shown = this.queries.getQueryCache().findAll({ type: "active" });
    return shown.every(
      ({ state }) => state.data !== undefined && state.fetchStatus === "idle" && !state.isInvalidated,
    );
  }

  /** What it holds: some of them, the newest first, whether there are more, and how many are unread in all. */
  held(): { items: NotificationDto[]; hasMore: boolean; unread: number | undefined } {
    const { data, hasNextPage } = this.list.getCurrentResult();
    const items = data?.pages.flatMap((page) => page.items) ?? [];
    return { items, hasMore: hasNextPage, unread: this.count.getCurrentResult().data };
  }

  /** Clicks on one that is unread, if the list shows one; returns whether it was answered. */
  async readOne(): Promise<boolean> {
    const unread = this.isOpen() ? this.held().items.find((item) => item.readAt === null) : undefined;
    const ids = unread ? [unread.id] : [];
    const answer = unread && (await this.client.http.send("POST", "/api/notifications/read", { ids }));
    if (answer?.status !== 200) {
      return false;
    }
    putReadAnswer(this.queries, ids, notificationsReadAnswerSchema.parse(answer.body));
    return true;
  }

  /** Forgets everything, when nobody looks any more. */
  end(): void {
    clearTimeout(this.again);
    this.close();
    this.count.destroy();
    this.queries.clear();
  }

  /** The events of notification-watch.tsx, and those for which the connection manager fetches everything again. */
  private receive(name: string, payload: unknown): void {
    switch (name) {
      case "notification:new":
        return putNotification(this.queries, newNotificationSchema.parse(payload));
      case "notification:read":
      case "notification:unread":
        return putRead(this.queries, notificationsReadEventSchema.parse(payload));
      case "notification:changed":
      case "ticket:removed":
      case "ticket:deleted":
        return void refreshNotifications(this.queries);
      case "ticket:updated":
        return putTicketChange(this.queries, changeSchema.parse(payload));
      case "session:ready":
        return void this.catchUp();
      case "session:delayed":
        return delaySchema.parse(payload).isDelayed ? undefined : void this.catchUp();
    }
  }

  /** Fetches again and again, as a page does, until everything that it shows is current. */
  private async catchUp(): Promise<void> {
    clearTimeout(this.again);
    await fetchAgain(this.queries);
    const shown = this.queries.getQueryCache().findAll({ type: "active" });
    const isBehind = shown.some(({ state }) => state.isInvalidated && state.fetchStatus === "idle");
    if (isBehind && this.client.socket.connected) {
      clearTimeout(this.again);
      this.again = setTimeout(() => void this.catchUp(), BEHIND_MILLISECONDS);
    }
  }
}
