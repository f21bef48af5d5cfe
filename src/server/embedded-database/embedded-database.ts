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
import { databaseUser, locateBinaries, type Runner } from "./binaries";
import { superviseServer } from "./keeper";
import { findRunning, initialiseCluster, type Cluster, type RunningServer } from "./process";
import { APPLICATION_DATABASE, APPLICATION_ROLE, keptPassword, prepareRoles, readPassword } from "./roles";
import { startServer, waitUntilReady } from "./start";
import { isAlive, withFileLock } from "@/server/process/file-lock";
import { isRoot, othersCanEnter } from "@/server/process/folders";
import { StartError } from "@/server/process/start-error";

/** A running embedded database. */
export interface EmbeddedDatabase {
  /** Address of the application's database, with its password, for the role that owns it. */
  url: string;
  /** True when it was running already, left behind by a killed process or shared with a live one. */
  adopted: boolean;
  /** Stops the server and waits for it, unless another process uses it too. */
  stop(): Promise<void>;
}

/**
 * Runs PostgreSQL under `dataDir`/postgres, on 127.0.0.1 at a free port, with generated passwords, one for the
 * superuser and one for the application; makes it at the first call, adopts the one that runs there already. For tests:
 * `durable: false` trades safety for speed, and `mayCreateDatabases` lets the application's role make others.
 */
export async function startEmbeddedDatabase(options: {
  dataDir: string;
  durable?: boolean;
  mayCreateDatabases?: boolean;
}): Promise<EmbeddedDatabase> {
  const folder = join(options.dataDir, "postgres");
  const runner = databaseUser();
  prepareFolder(options.dataDir, folder);
  const passwordFile = join(folder, "password");

  const lockFile = join(folder, "start.lock");
  return await withFileLock(lockFile, async () => {
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
    const ownPassword = keptPassword(join(folder, "application-password"));
    await prepareRoles({
      port: server.port,
      superuserPassword: password,
      password: ownPassword,
      isShared: adopted,
      mayCreateDatabases: options.mayCreateDatabases ?? false,
    });
    const keeper = await superviseServer(cluster, server, password, lockFile);
    let stopped: Promise<void> | null = null;
    return {
      url: `postgresql://${APPLICATION_ROLE}:${ownPassword}@127.0.0.1:${server.port}/${APPLICATION_DATABASE}`,
      adopted,
      stop: () => (stopped ??= keeper.release()),
    };
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
  // initdb creates its folder itself, which its user may not do in ours: so it gets a folder, and one file to read.
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

/** Waits for a server found on the data folder: true when it answers, false when it went away (it may have been stopping). */
async function answers(running: RunningServer, password: string): Promise<boolean> {
  const hasExited = (): boolean => !isAlive(running.pid);
  if (await waitUntilReady(running.port, password, hasExited)) {
    return true;
  }
  if (hasExited()) {
    return false;
  }
  throw new StartError(
    `A PostgreSQL server (process ${running.pid}) holds the data folder but does not answer at port ${running.port}. Stop it: kill -INT ${running.pid}`,
  );
}
