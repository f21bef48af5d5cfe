import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { databaseUser, locateBinaries, type Runner } from "./embedded-database-binaries";
import {
  findRunning,
  initialiseCluster,
  lastLines,
  launch,
  stopProcess,
  type Cluster,
} from "./embedded-database-process";
import { isAlive, withFileLock } from "./file-lock";
import { isRoot, othersCanEnter } from "./folders";
import { StartError } from "./start-error";

/** A running embedded database. */
export interface EmbeddedDatabase {
  /** Address of the application's database, with its password, for the role that owns it. */
  url: string;
  /** True when it ran already, left behind by a killed process or shared with a living one. */
  adopted: boolean;
  /** Stops the server and waits for it, unless another process uses it too. */
  stop(): Promise<void>;
}

const NAME = "helpejo";
const START_MILLISECONDS = 60_000;
const STOP_MILLISECONDS = 30_000;
/** Held shared by every process that uses the server: whoever can take it alone afterwards is the last, and stops it. */
const USERS_LOCK = 5_133_003;

/**
 * Runs PostgreSQL under `dataDir`/postgres, on 127.0.0.1 at a free port, with a generated password; makes it at the
 * first call, adopts the one that runs there already. `durable: false` (tests) trades safety for speed.
 */
export async function startEmbeddedDatabase(options: {
  dataDir: string;
  durable?: boolean;
}): Promise<EmbeddedDatabase> {
  const folder = join(options.dataDir, "postgres");
  const runner = databaseUser();
  prepareFolder(options.dataDir, folder);
  const passwordFile = join(folder, "password");

  return await withFileLock(join(folder, "start.lock"), async () => {
    const cluster: Cluster = {
      data: join(folder, "data"),
      native: locateBinaries(join(folder, "programs"), runner),
      log: join(folder, "start.log"),
      runner,
      durable: options.durable ?? true,
    };
    if (!existsSync(cluster.data)) {
      makeCluster(cluster, folder, passwordFile, runner);
    }
    checkVersion(cluster.data);
    const password = readPassword(passwordFile);
    const running = findRunning(cluster.data);
    const adopted = running ? await answers(running, password) : false;
    const server = running && adopted ? running : await startServer(cluster, password);
    return await openDatabase(server, password, adopted);
  });
}

function prepareFolder(dataDir: string, folder: string): void {
  const mode = isRoot() ? 0o711 : 0o700;
  for (const path of [dataDir, folder]) {
    if (!existsSync(path)) {
      mkdirSync(path, { recursive: true });
      chmodSync(path, mode);
    }
  }
  if (isRoot() && !othersCanEnter(folder)) {
    throw new StartError(
      `PostgreSQL does not run as root, and its user cannot get to ${folder}. Set DATA_DIR to a folder such as /var/lib/helpejo, or DATABASE_URL.`,
    );
  }
}

function makeCluster(
  cluster: Cluster,
  folder: string,
  passwordFile: string,
  runner: Runner | undefined,
): void {
  writeFileSync(passwordFile, `${randomBytes(24).toString("base64url")}\n`, { mode: 0o600 });
  // initdb makes its folder itself, which its user may not do in ours: so it gets one, and one file to read.
  const workshop = join(folder, "making");
  mkdirSync(workshop, { recursive: true, mode: 0o700 });
  const readable = join(workshop, "password");
  writeFileSync(readable, readFileSync(passwordFile), { mode: 0o600 });
  if (runner) {
    chownSync(readable, runner.uid, runner.gid);
    chownSync(workshop, runner.uid, runner.gid);
  }
  renameSync(initialiseCluster({ ...cluster, data: join(workshop, "data") }, readable), cluster.data);
  rmSync(workshop, { recursive: true, force: true });
}

function checkVersion(data: string): void {
  const version = readFileSync(join(data, "PG_VERSION"), "utf8").trim();
  if (version !== "18") {
    throw new StartError(
      `The database in ${data} was made by PostgreSQL ${version}; this release brings version 18. Move it with a backup of the old release.`,
    );
  }
}

function readPassword(file: string): string {
  if (!existsSync(file)) {
    throw new StartError(
      `The password of the embedded database is missing: ${file}. Restore that file, or move the data folder away to begin anew.`,
    );
  }
  return readFileSync(file, "utf8").trim();
}

/** Waits for a server found on the data folder: true when it answers, false when it went away (it may have been stopping). */
async function answers(running: { pid: number; port: number }, password: string): Promise<boolean> {
  const gone = (): boolean => !isAlive(running.pid);
  if (await waitUntilReady(running.port, password, gone)) {
    return true;
  }
  if (gone()) {
    return false;
  }
  throw new StartError(
    `A PostgreSQL server (process ${running.pid}) holds the data folder but does not answer at port ${running.port}. Stop it: kill -INT ${running.pid}`,
  );
}

async function startServer(cluster: Cluster, password: string): Promise<{ pid: number; port: number }> {
  const end = Date.now() + START_MILLISECONDS;
  for (;;) {
    writeFileSync(cluster.log, "", { mode: 0o600 });
    const server = await launch(cluster);
    if (await waitUntilReady(server.port, password, server.exited)) {
      return server;
    }
    const reason = lastLines(cluster.log);
    // Processes of a server that was killed outright need a moment to notice; somebody may have taken the port meanwhile.
    if (!/still in use|could not bind|could not create any TCP/.test(reason) || Date.now() > end) {
      throw new StartError(`The embedded PostgreSQL does not start: ${reason}`);
    }
    await wait(200);
  }
}

async function waitUntilReady(port: number, password: string, gone: () => boolean): Promise<boolean> {
  const end = Date.now() + START_MILLISECONDS;
  while (Date.now() < end && !gone()) {
    const client = new pg.Client({
      ...coordinates(port, "postgres", password),
      database: "postgres",
      connectionTimeoutMillis: 5_000,
    });
    client.on("error", () => undefined);
    try {
      await client.connect();
      await client.query("SELECT 1");
      return true;
    } catch (error) {
      if (hasCode(error, "28P01")) {
        throw new StartError(
          "The kept password does not open the embedded database: the password file does not belong to this data folder.",
        );
      }
      await wait(30);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  return false;
}

/** Makes role and database where missing, and takes this process's share of the server. */
async function openDatabase(
  server: { pid: number; port: number },
  password: string,
  adopted: boolean,
): Promise<EmbeddedDatabase> {
  const keeper = new pg.Client({
    ...coordinates(server.port, "postgres", password),
    database: "postgres",
    application_name: "helpejo keeper",
  });
  keeper.on("error", () => undefined);
  await keeper.connect();
  if ((await keeper.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [NAME])).rowCount === 0) {
    // Not a superuser: the same rights that an administrator would give on a database of their own.
    await keeper.query(`CREATE ROLE ${NAME} LOGIN CREATEDB PASSWORD ${pg.escapeLiteral(password)}`);
  }
  if ((await keeper.query("SELECT 1 FROM pg_database WHERE datname = $1", [NAME])).rowCount === 0) {
    await keeper.query(`CREATE DATABASE ${NAME} OWNER ${NAME}`);
  }
  await keeper.query("SELECT pg_advisory_lock_shared($1)", [USERS_LOCK]);

  let stopped: Promise<void> | null = null;
  return {
    url: `postgresql://${NAME}:${password}@127.0.0.1:${server.port}/${NAME}`,
    adopted,
    stop: () => (stopped ??= stopServer(keeper, server.pid)),
  };
}

async function stopServer(keeper: pg.Client, pid: number): Promise<void> {
  try {
    await keeper.query("SELECT pg_advisory_unlock_shared($1)", [USERS_LOCK]);
    const { rows } = await keeper.query<{ last: boolean }>("SELECT pg_try_advisory_lock($1) AS last", [
      USERS_LOCK,
    ]);
    if (rows[0]?.last === false) {
      await keeper.end();
      return;
    }
  } catch {
    // The server is going or gone already: then there is only its end to wait for.
  }
  if (!(await stopProcess(pid, STOP_MILLISECONDS))) {
    throw new StartError(
      `The embedded PostgreSQL (process ${pid}) did not stop within ${STOP_MILLISECONDS / 1000} s.`,
    );
  }
  await keeper.end().catch(() => undefined);
}

function coordinates(port: number, user: string, password: string): pg.ClientConfig {
  return { host: "127.0.0.1", port, user, password };
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
