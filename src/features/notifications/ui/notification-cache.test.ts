import { InfiniteQueryObserver, QueryClient, QueryObserver } from "@tanstack/react-query";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { NotificationDto } from "@/features/notifications/schema";
import {
  countQuery,
  putReadAnswer,
  putTicketChange,
  putNotification,
  putRead,
  listQuery,
  refreshNotifications,
} from "./notification-cache";

/** A page's notification cache, over an API whose content and timing the test controls. */
class Bell {
  readonly queries = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 60_000 } } });
  items: NotificationDto[] = [];
  fetches = 0;
  /** How many stand on a page. */
  limit = 9;
  /** While it is set, answers wait for it, with the content at the time of the request. */
  pendingAnswer: Promise<void> | null = null;
  private readonly fetchPage = async (path: string) => {
    this.fetches += 1;
    const last = /cursor=(.+)/.exec(path)?.[1];
    const rest = this.items.slice(this.items.findIndex(({ id }) => id === last) + 1);
    const items = rest.slice(0, this.limit);
    const nextCursor = rest.length > items.length ? (items.at(-1)?.id ?? null) : null;
    const answer = { items, nextCursor, unread: unreadOf(this.items) };
    await this.pendingAnswer;
    return answer;
  };

  /** The number on the bell is always there. */
  readonly count = new QueryObserver<number>(this.queries, countQuery(this.fetchPage));
  readonly list = new InfiniteQueryObserver(this.queries, listQuery(this.fetchPage));

  constructor() {
    this.count.subscribe(() => undefined);
  }

  /** Opens the list; returns how to close it. */
  open(): () => void {
    return this.list.subscribe(() => undefined);
  }

  shown = () => ({
    ids: this.list.getCurrentResult().data?.pages.flatMap((page) => page.items.map(({ id }) => id)) ?? null,
    unread: this.count.getCurrentResult().data,
  });

  /** Waits until it shows what the API has. */
  isTrue = () =>
    vi.waitFor(() =>
      expect(this.shown()).toEqual({ ids: this.items.map(({ id }) => id), unread: unreadOf(this.items) }),
    );

  /** Adds a notification and sends its event; ids are in the order of time. */
  receive(id: string): void {
    const notification = notificationDto(id);
    this.items = [...this.items, notification].sort((a, b) => Number(b.id) - Number(a.id));
    putNotification(this.queries, { notification, unread: unreadOf(this.items) });
  }
}

let bell: Bell;
beforeEach(() => {
  bell = new Bell();
});

/** Fetches something else: what was asked for before has been asked by then. */
let others = 0;
const another = (): Promise<unknown> =>
  bell.queries.fetchQuery({ queryKey: ["another", (others += 1)], queryFn: () => Promise.resolve(others) });

const isCalm = (): Promise<unknown> => vi.waitFor(() => expect(bell.queries.isFetching()).toBe(0));

describe("the bell", () => {
  it("shows events that came while its list was fetched for the first time", async () => {
    await isCalm();
    let open: () => void = () => undefined;
    bell.pendingAnswer = new Promise((resolve) => (open = resolve));
    bell.open();
    bell.receive("1");
    open();
    await bell.isTrue();
  });

  it("asks a slow server once more however many events come meanwhile, and not again and again", async () => {
    bell.open();
    await isCalm();
    const { fetches } = bell;
    let open: () => void = () => undefined;
    bell.pendingAnswer = new Promise((resolve) => (open = resolve));
    void refreshNotifications(bell.queries);
    await vi.waitFor(() => expect(bell.fetches).toBe(fetches + 2));
    for (const id of ["1", "2", "3", "4"]) {
      bell.receive(id);
      await another();
    }
    expect(bell.fetches).toBe(fetches + 2);
    open();
    await vi.waitFor(() => expect(bell.fetches).toBe(fetches + 4));
    await isCalm();
    await bell.isTrue();
    expect(bell.fetches).toBe(fetches + 4);
  });

  it("shows what was missed while the list was closed, though an event came since", async () => {
    const close = bell.open();
    await isCalm();
    close();
    bell.items = [notificationDto("1")];
    await refreshNotifications(bell.queries);
    bell.receive("2");
    bell.open();
    await bell.isTrue();
  });

  it("counts events that came while the answer to marking as read was under way", async () => {
    bell.items = [notificationDto("2"), notificationDto("1")];
    bell.open();
    await isCalm();
    const readAt = "2026-01-01T00:00:09.000Z";
    const answer = { readAt, read: 1, unread: 1 };
    bell.items = bell.items.map((item) => (item.id === "1" ? { ...item, readAt } : item));
    putRead(bell.queries, { ids: ["1"], readAt, unread: 1 });
    bell.receive("3");
    putReadAnswer(bell.queries, ["1"], answer);
    await isCalm();
    await bell.isTrue();
  });

  it("inserts a late event by its time, though that is on another page or not fetched yet", async () => {
    bell.items = [
      notificationDto("9"),
      notificationDto("8"),
      notificationDto("6"),
      notificationDto("4"),
      notificationDto("2"),
    ];
    bell.limit = 2;
    bell.open();
    await isCalm();
    await bell.list.fetchNextPage();
    bell.receive("7");
    bell.receive("3");
    expect(bell.shown()).toEqual({ ids: ["9", "8", "7", "6", "4"], unread: 7 });
    await bell.list.fetchNextPage();
    expect(bell.shown().ids).toEqual(["9", "8", "7", "6", "4", "3", "2"]);
  });

  it("is fetched again when a ticket comes from or goes to a private team, or is restored, and for no other change", async () => {
    bell.items = [notificationDto("1")];
    bell.open();
    await isCalm();
    const { fetches } = bell;
    const [open, sealed] = [
      { id: "o", name: "Open", isPrivate: false },
      { id: "s", name: "Sealed", isPrivate: true },
    ];
    const change = (changes: Parameters<typeof putTicketChange>[1]["changes"]) =>
      putTicketChange(bell.queries, { ticketId: "t", ticket: { title: "Renamed" }, changes });
    change({ team: { from: open, to: null } });
    change({ title: { from: "A ticket", to: "Renamed" } });
    await isCalm();
    expect(bell.fetches).toBe(fetches);
    expect(bell.list.getCurrentResult().data?.pages[0]?.items[0]?.title).toBe("Renamed");
    for (const changes of [
      { team: { from: sealed, to: null } },
      { team: { from: null, to: sealed } },
      { deletedAt: { from: "2026-01-01T00:00:00.000Z", to: null } },
    ]) {
      bell.items = [notificationDto("2"), ...bell.items];
      change(changes);
      await bell.isTrue();
    }
  });
});

function notificationDto(id: string): NotificationDto {
  const at = `2026-01-01T00:00:0${id}.000Z`;
  return { id, kind: "reply", ticketId: "t", number: 1, title: "A ticket", actor: null, at, readAt: null };
}

function unreadOf(items: readonly NotificationDto[]): number {
  return items.filter((item) => item.readAt === null).length;
}
