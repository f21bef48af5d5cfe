import { transaction, type Sql, type Transaction } from "@/server/database/database";
import type { Job } from "@/server/jobs/jobs";
import { log } from "@/server/process/log";
import type { Reaction } from "@/server/event-log/reaction";
import { onCommit } from "@/server/database/wake";
import type { LogEvent } from "@/shared/events";
import { EVENT_COLUMNS, readPosition, toLogEvent, type EventRow } from "./log-source";
import { readUnseenIds } from "./log-unseen";

const EVERY_MILLISECONDS = 1_000;
const PAGE = 1_000;

/**
 * A consumer of the log: reads the same log as the sockets' readers, but once for the whole cluster and with
 * a cursor that is stored in the database. The reaction to an event and the cursor are committed together, so
 * a process that dies in the middle leaves nothing half done, and the next goes on with nothing lost and
 * nothing done twice.
 */
export function consumerJob(name: string, reactions: readonly Reaction[]): Job {
  return {
    name,
    everyMilliseconds: EVERY_MILLISECONDS,
    wakeOn: onCommit,
    run: () => runConsumer(name, reactions),
  };
}

/** Reacts to every event that was committed since the last run; returns how many reactions there were. The first run begins at the log's end. */
export async function runConsumer(name: string, reactions: readonly Reaction[]): Promise<number> {
  return await transaction(async (tx) => {
    const now = await readPosition(tx);
    const before = await readCursor(tx, name);
    if (before?.epoch !== now.epoch) {
      if (before) {
        log().warn({ consumer: name }, "the log is another one now: the consumer goes on from its end");
      }
      await startCursor(tx, name, now);
      return 0;
    }
    const types = [...new Set(reactions.flatMap((reaction) => reaction.types))];
    const { ids, hasGrown } = await readUnseenIds(tx, { from: before.snapshot, to: now.snapshot, types });
    if (!hasGrown) {
      return 0;
    }
    let done = 0;
    for (let index = 0; index < ids.length; index += PAGE) {
      const events = await readEvents(tx, ids.slice(index, index + PAGE));
      for (const { types: wanted, react } of reactions) {
        const own = events.filter((event) => wanted.includes(event.type));
        done += own.length > 0 ? await react(tx, own) : 0;
      }
    }
    await moveCursor(tx, name, before.snapshot, now.snapshot);
    return done;
  });
}

async function readEvents(sql: Sql, ids: string[]): Promise<LogEvent[]> {
  const { rows } = await sql.query<EventRow>(
    `SELECT ${EVENT_COLUMNS} FROM events e WHERE e.id = ANY($1::uuid[]) ORDER BY e.id`,
    [ids],
  );
  return rows.flatMap((row) => toLogEvent(row) ?? []);
}

async function readCursor(sql: Sql, name: string): Promise<{ epoch: string; snapshot: string } | null> {
  const { rows } = await sql.query<{ epoch: string; snapshot: string }>(
    "SELECT epoch, snapshot FROM cursors WHERE name = $1",
    [name],
  );
  return rows[0] ?? null;
}

async function startCursor(sql: Sql, name: string, at: { epoch: string; snapshot: string }): Promise<void> {
  await sql.query(
    `INSERT INTO cursors (name, epoch, snapshot) VALUES ($1, $2, $3)
     ON CONFLICT (name) DO UPDATE SET epoch = excluded.epoch, snapshot = excluded.snapshot, updated_at = now()
     WHERE cursors.epoch <> excluded.epoch`,
    [name, at.epoch, at.snapshot],
  );
}

/**
 * Advances the cursor from where this run began, and only from there: should another process handle the same
 * events (the lock that prevents it ends with its connection), one of the two finds the cursor moved, and is
 * rolled back.
 */
async function moveCursor(tx: Transaction, name: string, from: string, to: string): Promise<void> {
  const { rowCount } = await tx.query(
    "UPDATE cursors SET snapshot = $3, updated_at = now() WHERE name = $1 AND snapshot = $2",
    [name, from, to],
  );
  if (rowCount !== 1) {
    throw new Error(`another process has moved the consumer "${name}" on`);
  }
}
