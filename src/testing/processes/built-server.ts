import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { closeDatabase, connectDatabase } from "@/server/database/database";
import { projectRoot } from "@/server/process/root";
import { startTemporaryDatabase, type TemporaryDatabase } from "@/server/database/temporary-database";
import { freePort } from "./free-port";

/** The product as it is shipped (dist/server.js and the built pages), running on a database of its own. */
export interface BuiltServer {
  url: string;
  databaseUrl: string;
  /** The folder of its PostgreSQL. */
  dataDir: string;
  pid(): number;
  /** Ends it as a crash does: SIGKILL. */
  kill(): Promise<void>;
  /** Ends the process that renders its pages, by SIGKILL; returns its id. */
  killRenderer(): number;
  /** Starts it again on the same port and data, and waits until it is ready; the release in another folder, if one is given. */
  start(folder?: string): Promise<void>;
  /** Starts another process of the installation, over the same database and on a port of its own; resolves when it is ready. */
  startBeside(environment: Record<string, string>): Promise<{ port: number; stop(): Promise<void> }>;
  /** Its PostgreSQL, which can be stopped and started again under it. */
  database: Pick<TemporaryDatabase, "halt" | "resume">;
  /** Ends everything and removes its data. */
  stop(): Promise<void>;
}

const PATIENCE_MILLISECONDS = 60_000;
/** The key of sessions in servers that tests and measurements start; they make cookies with it. */
export const TEST_SECRET = "only-for-tests-and-no-secret-at-all";

/**
 * Starts the built product for browser tests and measurements, connected to its database from here too. Needs `npm run build` before.
 * What is measured is a database that survives a power cut; tests, which cut none, do without (`durable: false`). `prepare` is given the
 * address of the empty database before the server starts.
 */
export async function startBuiltServer(
  environment: Record<string, string> = {},
  {
    durable = true,
    prepare = null,
  }: { durable?: boolean; prepare?: ((databaseUrl: string) => Promise<void>) | null } = {},
): Promise<BuiltServer> {
  if (
    !existsSync(join(projectRoot(), "dist", "server.js")) ||
    !existsSync(join(projectRoot(), ".next", "BUILD_ID"))
  ) {
    throw new Error("There is no built server here yet. Run `npm run build` first.");
  }
  const database = await startTemporaryDatabase({ durable });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | null = null;

  const run = (folder: string, own: Record<string, string>): ChildProcess =>
    spawn(process.execPath, [join(folder, "dist", "server.js")], {
      cwd: folder,
      stdio: ["ignore", process.env["SERVER_OUTPUT"] ? "inherit" : "ignore", "inherit"],
      env: {
        ...process.env,
        NODE_ENV: "production",
        HOST: "127.0.0.1",
        NEXTAUTH_URL: "",
        DATABASE_URL: database.url,
        DATA_DIR: join(database.dataDir, "desk"),
        NEXTAUTH_SECRET: TEST_SECRET,
        DEMO: "0",
        LOG_LEVEL: "warn",
        ...own,
      },
    });
  const start = async (folder = projectRoot()): Promise<void> => {
    child = run(folder, { PORT: String(port), ...environment });
    await untilReady(url, child);
  };
  const kill = async (): Promise<void> => end(child, "SIGKILL");
  try {
    await prepare?.(database.url);
    await start();
  } catch (error) {
    // Otherwise both would go on when the tests are over.
    await kill();
    await database.stop();
    throw error;
  }
  connectDatabase(database.url, 4);
  return {
    url,
    databaseUrl: database.url,
    dataDir: database.dataDir,
    pid: () => child?.pid ?? 0,
    database,
    kill,
    killRenderer: () => {
      const [renderer] = childrenOf(child?.pid);
      if (renderer === undefined) {
        throw new Error("the server has no process that renders pages");
      }
      process.kill(renderer, "SIGKILL");
      return renderer;
    },
    start,
    startBeside: async (own) => {
      const ownPort = await freePort();
      const other = run(projectRoot(), { PORT: String(ownPort), ...own });
      await untilReady(`http://127.0.0.1:${ownPort}`, other);
      return { port: ownPort, stop: () => end(other, "SIGTERM") };
    },
    stop: async () => {
      await end(child, "SIGTERM");
      await closeDatabase();
      await database.stop();
    },
  };
}

/** The ids of a process's children, of what Linux says of all processes. */
function childrenOf(parent: number | undefined): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        // The name in parentheses may hold anything; after it come the state and the parent.
        return Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, "utf8"))?.[1]) === parent;
      } catch {
        // It has ended meanwhile.
        return false;
      }
    });
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + PATIENCE_MILLISECONDS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) {
      throw new Error(`the server ended with ${child.exitCode} before it was ready`);
    }
    const answer = await fetch(`${url}/ready`, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
    if (answer?.status === 200) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("the server was not ready in time");
}

async function end(child: ChildProcess | null, signal: "SIGKILL" | "SIGTERM"): Promise<void> {
  if (child && child.exitCode === null && child.signalCode === null) {
    const exited = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    await exited;
  }
}
