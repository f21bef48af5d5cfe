import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import pg from "pg";
import { connectSuperuser } from "./start";
import { StartError } from "@/server/process/start-error";

/** The application's database. */
export const APPLICATION_DATABASE = "helpejo";
/** The application's role: it owns its database, and has no other rights. */
export const APPLICATION_ROLE = "helpejo_desk";
/** The role of earlier releases, whose password was the superuser's too. */
const FORMER_ROLE = "helpejo";

const TRIES = 10;
const LOCK_TIMEOUT = "3s";

/** What is to be created or corrected. */
export interface RoleOptions {
  port: number;
  superuserPassword: string;
  /** The application's own password. */
  password: string;
  /** Whether another process uses the server at this moment, perhaps one of an earlier release. */
  isShared: boolean;
  /** For tests, which make databases of their own. */
  mayCreateDatabases: boolean;
}

/**
 * Creates the application's role and database where missing, and transfers what an earlier release created to
 * that role. Each step checks whether it was done, so that the next start continues an interrupted one.
 *
 * An earlier release uses one password for both roles. Until the second start its role can still log in, as a
 * member of the new one: a new release is tried out beside it, and may be rolled back.
 */
export async function prepareRoles(options: RoleOptions): Promise<void> {
  const { port, superuserPassword } = options;
  const server = await connectSuperuser(port, superuserPassword);
  try {
    const isNew = await ensureRole(server, options);
    await ensureDatabase(server);
    if (await exists(server, "SELECT 1 FROM pg_roles WHERE rolname = $1", FORMER_ROLE)) {
      await server.query(`GRANT ${APPLICATION_ROLE} TO ${FORMER_ROLE}`);
      await takeOver(options);
      if (!isNew && !options.isShared) {
        await server.query(`ALTER ROLE ${FORMER_ROLE} NOLOGIN NOCREATEDB PASSWORD NULL`);
      }
    }
  } finally {
    await server.end();
  }
}

/** Reads a stored password; makes one at the first call, atomically. Only the owner may read the file. */
export function keptPassword(file: string): string {
  if (!existsSync(file)) {
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, `${randomBytes(24).toString("base64url")}\n`, { mode: 0o600 });
    renameSync(draft, file);
  }
  return readPassword(file);
}

/** Reads a password that must exist. A copy of the folder may have made the file readable to others: that is corrected. */
export function readPassword(file: string): string {
  if (!existsSync(file)) {
    throw new StartError(
      `The password of the embedded database is missing: ${file}. Restore that file, or move the data folder away to begin anew.`,
    );
  }
  if (process.platform !== "win32" && (statSync(file).mode & 0o077) !== 0) {
    chmodSync(file, 0o600);
  }
  return readFileSync(file, "utf8").trim();
}

/** Returns whether the role was missing. Its attributes are set each time, in case they were changed. */
async function ensureRole(server: pg.Client, options: RoleOptions): Promise<boolean> {
  const { port, password, mayCreateDatabases } = options;
  const rights = `LOGIN NOSUPERUSER ${mayCreateDatabases ? "CREATEDB" : "NOCREATEDB"} NOCREATEROLE NOREPLICATION NOBYPASSRLS`;
  const secret = `PASSWORD ${pg.escapeLiteral(password)}`;
  if (!(await exists(server, "SELECT 1 FROM pg_roles WHERE rolname = $1", APPLICATION_ROLE))) {
    await server.query(`CREATE ROLE ${APPLICATION_ROLE} ${rights} ${secret}`);
    return true;
  }
  // If the password file was lost and made anew, the new one counts.
  const isRight = await signsIn(port, password);
  await server.query(`ALTER ROLE ${APPLICATION_ROLE} ${rights} ${isRight ? "" : secret}`);
  return false;
}

async function ensureDatabase(server: pg.Client): Promise<void> {
  if (!(await exists(server, "SELECT 1 FROM pg_database WHERE datname = $1", APPLICATION_DATABASE))) {
    await server.query(`CREATE DATABASE ${APPLICATION_DATABASE} OWNER ${APPLICATION_ROLE}`);
  }
  const owned = "SELECT 1 FROM pg_database WHERE datname = $1 AND pg_get_userbyid(datdba) = $2";
  if (!(await exists(server, owned, APPLICATION_DATABASE, APPLICATION_ROLE))) {
    await server.query(`ALTER DATABASE ${APPLICATION_DATABASE} OWNER TO ${APPLICATION_ROLE}`);
  }
  // Only the superuser needs access to the server's own database.
  await server.query("REVOKE CONNECT ON DATABASE postgres FROM PUBLIC");
}

/** Transfers everything that the former role owns in the application's database to the new one; waits only briefly for writers. */
async function takeOver({ port, superuserPassword }: RoleOptions): Promise<void> {
  const client = await connectSuperuser(port, superuserPassword, APPLICATION_DATABASE);
  try {
    const owns = `SELECT 1 FROM pg_shdepend WHERE deptype = 'o' AND refclassid = 'pg_authid'::regclass
      AND refobjid = (SELECT oid FROM pg_roles WHERE rolname = $1)
      AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())`;
    for (let tries = 1; await exists(client, owns, FORMER_ROLE); tries += 1) {
      try {
        await client.query(`SET lock_timeout = '${LOCK_TIMEOUT}'`);
        await client.query(`REASSIGN OWNED BY ${FORMER_ROLE} TO ${APPLICATION_ROLE}`);
      } catch (error) {
        // A process of the former release is writing to these tables; try again in a moment.
        if (tries === TRIES) {
          throw error;
        }
      }
    }
  } finally {
    await client.end();
  }
}

async function signsIn(port: number, password: string): Promise<boolean> {
  const client = new pg.Client({
    host: "127.0.0.1",
    port,
    user: APPLICATION_ROLE,
    password,
    database: APPLICATION_DATABASE,
    connectionTimeoutMillis: 5_000,
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return true;
  } catch (error) {
    // The database may be missing still; what counts is that the password was not refused.
    return !(error instanceof Error && "code" in error && error.code === "28P01");
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function exists(client: pg.Client, query: string, ...values: string[]): Promise<boolean> {
  return ((await client.query(query, values)).rowCount ?? 0) > 0;
}
