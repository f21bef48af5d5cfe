import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { StartError } from "./start-error";

const OLDEST = 150_000;
const EXTENSIONS = ["pg_trgm", "unaccent"];
const PATIENCE_MILLISECONDS = 30_000;
const NOT_YET = new Set(["ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "57P03", "EAI_AGAIN"]);

/**
 * Waits until the database at `url` answers (it may be starting beside us) and makes sure that it can carry Helpejo;
 * throws a StartError with one sentence otherwise. Never says the password.
 */
export async function checkDatabase(url: string): Promise<void> {
  const client = await connect(url, Date.now() + PATIENCE_MILLISECONDS);
  try {
    const { rows } = await client.query<{ number: number; version: string; found: string[] }>(
      `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version,
         ARRAY(SELECT name::text FROM pg_available_extensions WHERE name = ANY($1)) AS found`,
      [EXTENSIONS],
    );
    const server = rows[0];
    if (!server || server.number < OLDEST) {
      throw new StartError(
        `DATABASE_URL points to PostgreSQL ${server?.version ?? "of unknown age"}; Helpejo needs 15 or newer.`,
      );
    }
    const missing = EXTENSIONS.filter((name) => !server.found.includes(name));
    if (missing.length > 0) {
      throw new StartError(
        `The PostgreSQL of DATABASE_URL lacks ${missing.join(" and ")}. On Debian they come with the package postgresql-contrib.`,
      );
    }
  } finally {
    await client.end();
  }
}

async function connect(url: string, until: number): Promise<pg.Client> {
  const address = new URL(url);
  const where = `${address.hostname || "localhost"}:${address.port || "5432"}`;
  for (;;) {
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: 10_000,
      application_name: "helpejo start",
    });
    client.on("error", () => undefined);
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      const code = codeOf(error);
      if (!NOT_YET.has(code) || Date.now() > until) {
        throw new StartError(
          `The database of DATABASE_URL at ${where} cannot be used: ${sentence(code, error, address)}`,
        );
      }
      await wait(500);
    }
  }
}

function sentence(code: string, error: unknown, address: URL): string {
  switch (code) {
    case "ECONNREFUSED":
      return "nothing listens there.";
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return "there is no host of that name.";
    case "28P01":
    case "28000":
      return `user ${address.username || "(none)"} was refused; is the password right?`;
    case "3D000":
      return `there is no database ${address.pathname.slice(1)}. Make it: createdb -O ${address.username || "helpejo"} ${address.pathname.slice(1)}`;
    default:
      return error instanceof Error && error.message !== "" ? error.message : code;
  }
}

/** On a host of several addresses Node gathers one error for each. */
function codeOf(error: unknown): string {
  const one: unknown = error instanceof AggregateError ? error.errors[0] : error;
  // pg's own patience has no code.
  if (one instanceof Error && one.message === "timeout expired") {
    return "ETIMEDOUT";
  }
  return one instanceof Error && "code" in one ? String(one.code) : "";
}
