import { spawn, spawnSync } from "node:child_process";
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Runner } from "./binaries";
import { isAlive } from "@/server/process/file-lock";
import { StartError } from "@/server/process/start-error";

/** A server process and where it listens. */
export interface RunningServer {
  pid: number;
  port: number;
}

/** A server process's settings of its cluster. */
export interface Cluster {
  /** PostgreSQL's data folder. */
  data: string;
  /** The folder with bin, lib and share. */
  native: string;
  /** The file for its output before its own log is open. */
  log: string;
  runner: Runner | undefined;
  /** False in tests: much faster, and a power cut may lose everything. */
  durable: boolean;
}

/** Nothing of it survives a power cut; several test files at once, some of whole servers, share it. */
const TESTS_SETTINGS = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  max_connections: 300,
};

const LOCALES = ["C.UTF-8", "C"];

/** Makes the cluster with its superuser `postgres`; the folder appears only when it is complete. */
export function initialiseCluster(cluster: Cluster, passwordFile: string): string {
  const draft = `${cluster.data}.new`;
  let said = "";
  for (const locale of LOCALES) {
    rmSync(draft, { recursive: true, force: true });
    const options = [
      "--auth=scram-sha-256",
      "--username=postgres",
      `--pwfile=${passwordFile}`,
      "--encoding=UTF8",
      "--no-instructions",
    ];
    // Sorting by code point is the same on every machine and every version of its libraries; names are sorted by collation in queries.
    const collation = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", `--locale=${locale}`];
    const ran = spawnSync(
      join(cluster.native, "bin", "initdb"),
      ["-D", draft, ...options, ...collation, ...(cluster.durable ? [] : ["--no-sync"])],
      { ...cluster.runner, cwd: "/", env: cleanEnvironment(), encoding: "utf8" },
    );
    if (ran.status === 0) {
      return draft;
    }
    said = ran.stderr || ran.error?.message || "";
  }
  throw new StartError(`The embedded PostgreSQL could not be made in ${cluster.data}: ${lastLines(said)}`);
}

/** Starts the server at a port of this machine, apart from this process's terminal: Ctrl+C must not reach it. */
export function launch(cluster: Cluster, port: number): RunningServer & { exited: () => boolean } {
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: 100,
    shared_buffers: "128MB",
    timezone: "UTC",
    log_timezone: "UTC",
    jit: "off",
    random_page_cost: 1.1,
    max_wal_senders: 0,
    wal_level: "minimal",
    logging_collector: cluster.durable ? "on" : "off",
    log_filename: "postgresql-%a.log",
    log_truncate_on_rotation: "on",
    log_rotation_age: "1d",
    log_rotation_size: 0,
    ...(cluster.durable ? {} : TESTS_SETTINGS),
  };
  const output = openSync(cluster.log, "a", 0o600);
  try {
    const child = spawn(
      join(cluster.native, "bin", "postgres"),
      [
        "-D",
        cluster.data,
        "-p",
        String(port),
        ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
      ],
      {
        ...cluster.runner,
        cwd: "/",
        env: cleanEnvironment(),
        detached: true,
        stdio: ["ignore", output, output],
      },
    );
    child.on("error", () => undefined);
    child.unref();
    return {
      pid: child.pid ?? 0,
      port,
      exited: () => child.pid === undefined || child.exitCode !== null || child.signalCode !== null,
    };
  } finally {
    closeSync(output);
  }
}

/** The port that the cluster's last server had, or 0: kept where possible, so that an address stays valid over a restart. */
export function lastPort(data: string): number {
  const file = join(data, "postmaster.opts");
  return existsSync(file) ? Number(/"-p" "(\d+)"/.exec(readFileSync(file, "utf8"))?.[1] ?? 0) : 0;
}

/** The server that runs on this data folder, no matter which process started it; a leftover pid file is removed. */
export function findRunning(data: string): RunningServer | null {
  const file = join(data, "postmaster.pid");
  if (!existsSync(file)) {
    return null;
  }
  const lines = readFileSync(file, "utf8").split("\n");
  const pid = Number(lines[0]);
  if (Number.isInteger(pid) && pid > 0 && isAlive(pid) && worksIn(pid, data)) {
    return { pid, port: Number(lines[3]) };
  }
  rmSync(file, { force: true });
  return null;
}

/** Asks the server to end its sessions and stop, and waits until it is gone; false when it is still there after `milliseconds`. */
export async function stopProcess(pid: number, milliseconds: number): Promise<boolean> {
  const end = Date.now() + milliseconds;
  try {
    process.kill(pid, "SIGINT");
  } catch {
    return true;
  }
  while (isAlive(pid)) {
    if (Date.now() > end) {
      return false;
    }
    await wait(20);
  }
  return true;
}

/** The last lines of a text or of the file `text`, for an error that a person reads. */
export function lastLines(text: string): string {
  const whole = existsSync(text) && statSync(text).isFile() ? readFileSync(text, "utf8") : text;
  return whole.trim().split("\n").slice(-4).join(" / ") || "it gave no reason";
}

/** A process id may have been reused: PostgreSQL's processes have the data folder as their working directory. */
function worksIn(pid: number, data: string): boolean {
  if (process.platform !== "linux") {
    return true;
  }
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data);
  } catch {
    return false;
  }
}

function cleanEnvironment(): NodeJS.ProcessEnv {
  // Neither PG* variables nor our secrets belong in the server's environment.
  return { PATH: process.env["PATH"], LC_MESSAGES: "C", TZ: "UTC", NODE_ENV: process.env.NODE_ENV };
}

/** Returns `wanted` when it is free on this machine, else a free port. */
export async function freePort(wanted: number): Promise<number> {
  const probe = createServer();
  return await new Promise((found, failed) => {
    probe.once("error", (error) => (wanted === 0 ? failed(error) : found(freePort(0))));
    probe.listen(wanted, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => found(typeof address === "object" && address ? address.port : 0));
    });
  });
}
