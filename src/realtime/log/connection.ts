import { Socket } from "node:net";
import pg from "pg";
import type { Sql } from "@/server/database/database";
import { untilDatabaseAnswers } from "@/server/database/start-retry";

/** A connection to PostgreSQL that only one reader uses. */
export interface ReaderConnection extends Sql {
  /** Destroys it at once, also when the other end does not answer any more. */
  cut(): void;
}

const CONNECT_MILLISECONDS = 4_000;
const STATEMENT_MILLISECONDS = 7_000;
/** A connection that died silently answers nothing: a reader that waits longer than this opens another. */
const ANSWER_MILLISECONDS = 8_000;

/**
 * As `connectReader`, followed by `read`; both are tried again for a minute while PostgreSQL is away. When a
 * process starts, thousands of clients may try to connect, and refusing them can delay PostgreSQL's answer
 * beyond its timeout; or PostgreSQL is just being restarted. The process must not exit for that: after its
 * restart the clients would be there again.
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
  // Our own socket, so that it can be destroyed: pg itself would send a Terminate first and wait for an answer.
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
      // A Terminate that can still be sent is sent: PostgreSQL then ends this backend at once.
      setImmediate(() => stream.destroy());
    },
  };
}
