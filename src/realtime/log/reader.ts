import { log } from "@/server/process/log";
import { countFailedPoll, observePoll, type FreshStart } from "@/server/metrics/reader";
import type { Sql } from "@/server/database/database";
import type { LogEvent } from "@/shared/events";
import { readLog, readPosition, type EventRow } from "./log-source";
import { connectFirstReader, connectReader } from "./connection";
import { LogCursor } from "./cursor";
import { ReadLag } from "./read-lag";

/** What a reader does with what it reads. */
export interface ReaderWork {
  /** A poll begins. If a change of access overtakes it, its events are not sent: the log is read again. */
  beginPoll?(): { isOvertaken(): boolean; end(): void };
  /**
   * Prepares a batch of events, each sent exactly once, every ticket's in the order of its versions; `sql`
   * reads the entities that they refer to. The function that it resolves with sends them, all at once.
   */
  prepare(events: LogEvent[], sql: Sql): Promise<() => void>;
  /** The log is not the one that was read before (another epoch), or ran too far ahead: everybody has to fetch afresh. */
  startAfresh(reason: FreshStart): void;
  /** Events that cannot be read were skipped; `startAfresh` follows, so that no client keeps a state without their changes. */
  unreadable?(rows: EventRow[]): void;
}

/** A running reader. */
export interface Reader {
  /** Polls as soon as the poll under way is over. */
  wake(): void;
  /** Milliseconds since the log was last read to its end. */
  lagMilliseconds(): number;
  /** Whether the log could not be read for so long that changes, of access too, may be unknown here. */
  isBlind(): boolean;
  /** The epoch of the log that is being read. */
  epoch(): string;
  /** Ends reading, after the current batch. */
  stop(): Promise<void>;
}

/** Between two polls where nothing wakes the reader. */
export const POLL_MILLISECONDS = 500;
const RETRY_MILLISECONDS = 250;

/**
 * Starts reading the log from where it stands now, on a connection of its own (a busy pool must not delay what was
 * committed). Wakes coalesce; a poll covers a wake-up that got lost; a lost connection is opened again and the cursor,
 * the previous snapshot, goes on (almost: see LogCursor) where it was.
 */
export async function startReader(
  databaseUrl: string,
  work: ReaderWork,
  lag = new ReadLag(POLL_MILLISECONDS),
): Promise<Reader> {
  const first = await connectFirstReader(databaseUrl, readPosition);
  let client = first.client;
  const begin = first.found;
  const cursor = new LogCursor(begin.epoch, begin.snapshot);
  lag.noteRead();
  let isDirty = false;
  let isStopped = false;
  let ring: () => void = () => undefined;

  /**
   * Reads the rows and the entities that they refer to in one snapshot: so nothing newer than the batch is
   * sent by the batch's rights (a text that was written after a person lost access comes in the same batch as
   * the loss).
   */
  async function readOnce(): Promise<void> {
    const began = Date.now();
    const poll = work.beginPoll?.();
    try {
      await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
      const events = await readBatch(() => poll?.isOvertaken() ?? false);
      await client.query("COMMIT");
      if (events === null) {
        isDirty = true;
        return;
      }
      lag.noteRead();
      observePoll(began, events);
    } finally {
      poll?.end();
    }
  }

  /** How many events were sent; null when they have to be read again first. */
  async function readBatch(isOvertaken: () => boolean): Promise<number | null> {
    const read = await readLog(client, cursor.snapshot);
    if (read.epoch !== cursor.epoch || read.overflow) {
      const reason = read.epoch === cursor.epoch ? "overflow" : "epoch";
      cursor.startAt(read.epoch, read.snapshot);
      work.startAfresh(reason);
      return 0;
    }
    const events = cursor.unsent(read.events);
    if (events.length > 0) {
      const deliver = await work.prepare(events, client);
      if (isOvertaken()) {
        log().debug({ events: events.length }, "a batch was overtaken by a change of access");
        return null;
      }
      deliver();
    }
    cursor.advance(read.snapshot, events);
    if (read.unreadable.length > 0) {
      work.unreadable?.(read.unreadable);
      work.startAfresh("unreadable");
    }
    return events.length;
  }

  async function loop(): Promise<void> {
    while (!isStopped) {
      isDirty = false;
      try {
        await readOnce();
      } catch (error) {
        countFailedPoll();
        log().warn({ err: error }, "the event log cannot be read; trying again");
        client.cut();
        cursor.goBack();
        await pause(RETRY_MILLISECONDS, (wake) => (ring = wake));
        client = await connectReader(databaseUrl).catch(() => client);
        continue;
      }
      if (!isDirty && !isStopped) {
        await pause(POLL_MILLISECONDS, (wake) => (ring = wake));
      }
    }
    client.cut();
  }

  const running = loop();
  return {
    wake: () => {
      isDirty = true;
      ring();
    },
    lagMilliseconds: lag.milliseconds,
    isBlind: lag.isBlind,
    epoch: () => cursor.epoch,
    stop: async () => {
      isStopped = true;
      ring();
      await running;
    },
  };
}

function pause(milliseconds: number, onRing: (wake: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    onRing(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
