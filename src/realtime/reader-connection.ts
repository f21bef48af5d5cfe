import { Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import type { Sql } from "@/server/database";

/** A connection to PostgreSQL that one reader has to itself. */
export interface ReaderConnection extends Sql {
  /** Cuts it at once, also where nothing answers any more. */
  cut(): void;
}

const CONNECT_MILLISECONDS = 4_000;
const STATEMENT_MILLISECONDS = 7_000;
/** A line that died silently answers nothing: whoever waits longer than this opens another. */
const ANSWER_MILLISECONDS = 8_000;

/** For the first connection of a process. */
const START_MILLISECONDS = 60_000;
const AGAIN_MILLISECONDS = 250;

/**
 * As `connectReader`, tried for a minute: when a process starts, thousands may be at its door, and refusing them can
 * keep it from hearing PostgreSQL's answer in time. It must not end for that, for it would find them there again.
 */
export async function connectFirstReader(url: string): Promise<ReaderConnection> {
  for (const end = Date.now() + START_MILLISECONDS; ;) {
    try {
      return await connectReader(url);
    } catch (error) {
      if (Date.now() > end) {
        throw error;
      }
      await wait(AGAIN_MILLISECONDS);
    }
  }
}

/** Opens a connection; throws when there is none to be had within 4 s. */
export async function connectReader(url: string): Promise<ReaderConnection> {
  // Ours, so that it can be destroyed: pg itself would say goodbye first and wait for an answer.
  const stream = new Socket();
  const client = new pg.Client({
    connectionString: url,
    application_name: "helpejo reader",
    stream: () => stream,
    statement_timeout: STATEMENT_MILLISECONDS,
    query_timeout: ANSWER_MILLISECONDS,
    connectionTimeoutMillis: CONNECT_MILLISECONDS,
  });
  // The error comes again with the next query, where it is dealt with.
  client.on("error", () => undefined);
  await client.connect();
  return {
    query: (text, values) => client.query(text, values),
    cut: () => {
      void client.end().catch(() => undefined);
      // A goodbye that can still be sent is sent: PostgreSQL then knows at once that this backend is done.
      setImmediate(() => stream.destroy());
    },
  };
}
