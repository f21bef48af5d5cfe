import type { FeedItem } from "@/features/event-feed/schema";
import { requireSameRights, type LiveSession } from "@/server/api/actor";
import { readSnapshot, type Sql } from "@/server/database/database";
import { eventDataSchemas, type LogEvent } from "@/shared/events";
import { LIMITS } from "@/shared/limits";
import type { ServerEvent } from "@/shared/protocol/protocol";
import { loadEntities } from "@/realtime/fanout/payload/entities";
import { jsonBytes } from "@/realtime/fanout/payload/fit-event";
import { EVENT_COLUMNS, toLogEvent, type EventRow } from "@/realtime/log/log-source";
import type { FeedCursor } from "./cursor";
import { chooseEnd, readInterval, resyncRequired, type IntervalRow } from "./interval";
import { itemsFor } from "./items";

/** Events that are read at once, and that one page looks through at most: with hardly any for who asks it is short, or empty. */
const AT_ONCE = 50;
const LOOKED_THROUGH = 1_000;
/** Intervals that one page looks through; those of a busy neighbour may hold nothing of this organisation. */
const INTERVALS = 20;

/** Who reads the feed, and what of it they want. */
export interface FeedReader {
  session: LiveSession;
  rooms: ReadonlySet<string>;
  types: readonly string[] | undefined;
  limit: number;
}

/** A page of the feed; `isAtEnd` when there was nothing more at that moment. */
export interface FeedRead {
  items: FeedItem[];
  cursor: FeedCursor;
  isAtEnd: boolean;
  /** The rooms by which it was read. */
  rooms: ReadonlySet<string>;
}

/**
 * Reads on from a cursor, in one snapshot with the check of the reader's rights: a page never holds what was written after they
 * were lost. Throws `unauthorized` when they are others by now, and `resync_required`.
 */
export async function readFeed(reader: FeedReader, cursor: FeedCursor): Promise<FeedRead> {
  return await readSnapshot(async (sql) => {
    await requireSameRights(reader.session.actor, sql);
    const page = new Page(reader, sql, cursor);
    for (let intervals = 0; intervals < INTERVALS; intervals++) {
      const isNow = await page.readOn();
      if (isNow || page.isFull()) {
        return page.result(isNow);
      }
    }
    return page.result(false);
  });
}

class Page {
  private readonly items: FeedItem[] = [];
  private bytes = 0;
  private lookedThrough = 0;
  private isOver = false;

  constructor(
    private readonly reader: FeedReader,
    private readonly sql: Sql,
    private cursor: FeedCursor,
  ) {}

  isFull(): boolean {
    return this.isOver || this.lookedThrough >= LOOKED_THROUGH;
  }

  result(isAtEnd: boolean): FeedRead {
    return { items: this.items, cursor: this.cursor, isAtEnd, rooms: this.reader.rooms };
  }

  /** Reads on to the end of the interval that the cursor is in, or until the page is full; true when that end was now. */
  async readOn(): Promise<boolean> {
    const chosen = await chooseEnd(this.sql, this.cursor);
    const { to, isNow } = this.cursor.to === null ? chosen : { to: this.cursor.to, isNow: false };
    const { organisationId } = this.reader.session.actor;
    const rows = await readInterval(this.sql, { from: this.cursor.from, to, organisationId });
    this.cursor = { ...this.cursor, to };
    let next = nextIndex(rows, this.cursor);
    while (next < rows.length && !this.isFull()) {
      const some = rows.slice(next, next + AT_ONCE);
      await this.add(some);
      next += some.length;
    }
    if (!this.isOver && next >= rows.length) {
      this.cursor = { epoch: this.cursor.epoch, from: to, to: null, eventId: null, items: 0 };
      return isNow;
    }
    return false;
  }

  private async add(rows: readonly IntervalRow[]): Promise<void> {
    const events = await readEvents(this.sql, rows);
    const { id } = this.reader.session.actor;
    const entities = await loadEntities(this.sql, events, (personId) => personId === id);
    for (const event of events) {
      const given = event.id === this.cursor.eventId ? this.cursor.items : 0;
      const all = itemsFor(event, entities, this.reader.rooms);
      for (const [index, item] of all.entries()) {
        if (index >= given && !this.put(item)) {
          this.cursor = { ...this.cursor, eventId: event.id, items: index };
          return;
        }
      }
      this.cursor = { ...this.cursor, eventId: event.id, items: all.length };
    }
    this.cursor = { ...this.cursor, eventId: rows.at(-1)?.id ?? this.cursor.eventId, items: ALL };
    this.lookedThrough += rows.length;
  }

  /** False when there is no room for it. */
  private put({ name, payload }: ServerEvent): boolean {
    const { types, limit } = this.reader;
    if (types && !types.includes(name)) {
      return true;
    }
    const item = { name, ...payload };
    this.bytes += jsonBytes(item);
    if (this.items.length >= limit || (this.items.length > 0 && this.bytes > LIMITS.replayBytes)) {
      this.isOver = true;
      return false;
    }
    this.items.push(item);
    return true;
  }
}

/** More items than an event has: all of it was given. */
const ALL = 1_000;

/** The first row that was not given whole. */
function nextIndex(rows: readonly IntervalRow[], { eventId, items }: FeedCursor): number {
  if (eventId === null) {
    return 0;
  }
  const index = rows.findIndex((row) => row.id === eventId);
  // Where it is gone (its ticket was removed for good), time is what is left.
  return index === -1 ? rows.filter((row) => row.id < eventId).length : items >= ALL ? index + 1 : index;
}

/** Events of types that a newer release writes are passed over; one that cannot be read is a change that nobody can be shown. */
async function readEvents(sql: Sql, rows: readonly IntervalRow[]): Promise<LogEvent[]> {
  const { rows: read } = await sql.query<EventRow>(
    `SELECT ${EVENT_COLUMNS} FROM events e WHERE e.id = ANY($1::uuid[])`,
    [rows.map((row) => row.id)],
  );
  const found = new Map(read.map((row) => [row.id, row]));
  return rows.flatMap(({ id }) => {
    const row = found.get(id);
    const event = row && toLogEvent(row);
    if (row && !event && Object.hasOwn(eventDataSchemas, row.type)) {
      throw resyncRequired();
    }
    return event ?? [];
  });
}
