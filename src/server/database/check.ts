import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { StartError } from "@/server/process/start-error";

const OLDEST = 150_000;
const EXTENSIONS = ["pg_trgm", "unaccent"];
const PATIENCE_MILLISECONDS = 30_000;
const NOT_YET = new Set(["ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "57P03", "EAI_AGAIN"]);

/**
 * Waits until the database at `url` answers (it may just be starting) and checks that it is suitable for
 * Helpejo; throws a StartError with one sentence otherwise. Never shows the password.
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
    await checkRights(client);
  } finally {
    await client.end();
  }
}

/** A plain role is enough; the error of a missing right names the statement that grants it. */
async function checkRights(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{
    role: string;
    database: string;
    encoding: string;
    schema: string | null;
    may_make_tables: boolean;
    may_make_schemas: boolean;
    may_read_epoch: boolean;
  }>(
    `SELECT current_user AS role, current_database() AS database, current_setting('server_encoding') AS encoding,
       current_schema() AS schema, coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) AS may_make_tables,
       has_database_privilege(current_database(), 'CREATE') AS may_make_schemas,
       has_function_privilege('pg_control_system()', 'EXECUTE')
         AND has_function_privilege('pg_control_checkpoint()', 'EXECUTE') AS may_read_epoch`,
  );
  const [found] = rows;
  if (!found) {
    return;
  }
  const [role, database] = [pg.escapeIdentifier(found.role), pg.escapeIdentifier(found.database)];
  const lacks: string[] = [];
  if (found.encoding !== "UTF8") {
    lacks.push(
      `it keeps text as ${found.encoding}. Make it anew: CREATE DATABASE ${database} ENCODING 'UTF8' TEMPLATE template0`,
    );
  }
  if (!found.may_make_tables) {
    lacks.push(
      `the role ${found.role} may not make tables in it. Allow it: GRANT CREATE, USAGE ON SCHEMA ${pg.escapeIdentifier(found.schema ?? "public")} TO ${role}`,
    );
  }
  if (!found.may_make_schemas) {
    lacks.push(
      `the role ${found.role} may not make schemas and extensions in it. Allow it: GRANT CREATE ON DATABASE ${database} TO ${role}`,
    );
  }
  if (!found.may_read_epoch) {
    lacks.push(
      `the role ${found.role} may not ask which server this is. Allow it: GRANT EXECUTE ON FUNCTION pg_control_system(), pg_control_checkpoint() TO ${role}`,
    );
  }
  if (lacks.length > 0) {
    throw new StartError(
      lacks
        .map((what) => `The database ${found.database} of DATABASE_URL cannot be used: ${what}`)
        .join("\n"),
    );
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

/** For a host with several addresses Node collects one error for each. */
function codeOf(error: unknown): string {
  const one: unknown = error instanceof AggregateError ? error.errors[0] : error;
  // pg's own timeout error has no code.
  if (one instanceof Error && one.message === "timeout expired") {
    return "ETIMEDOUT";
  }
  return one instanceof Error && "code" in one ? String(one.code) : "";
}
