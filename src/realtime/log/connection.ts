import { Socket } from "node:net";
import pg from "pg";
import type { Sql } from "@/server/database/database";
import { untilDatabaseAnswers } from "@/server/database/start-retry";

/** A connection to PostgreSQL that one reader has to itself. */
export interface ReaderConnection extends Sql {
  /** Cuts it at once, also where nothing answers any more. */
  cut(): void;
}

const CONNECT_MILLISECONDS = 4_000;
const STATEMENT_MILLISECONDS = 7_000;
/** A line that died silently answers nothing: whoever waits longer than this opens another. */
const ANSWER_MILLISECONDS = 8_000;

/**
 * As `connectReader`, with what `read` reads first, both tried again for a minute while PostgreSQL is away: when a process
 * starts, thousands may be at its door, and refusing them can keep it from hearing PostgreSQL's answer in time; or
 * PostgreSQL is restarted just then. It must not end for that, for it would find them there again.
 */
export async function connectFirstReader<T>(
  url: string,
  read: (sql: Sql) => Promise<T>,
): Promise<{ client: ReaderConnection; found: T }> {
  return await untilDatabaseAnswers(async () => {
    const client = await connectReader(url);
    try {
      return { client, found: await read(client) };
    } catch (error) {
      client.cut();
      throw error;
    }
  });
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
