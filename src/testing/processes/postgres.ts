import { spawn, type ChildProcess } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { startEmbeddedDatabase } from "@/server/embedded-database/embedded-database";
import { databaseUser, locateBinaries } from "@/server/embedded-database/binaries";
import { APPLICATION_DATABASE, APPLICATION_ROLE, readPassword } from "@/server/embedded-database/roles";
import { makeTemporaryDataDir } from "@/server/database/temporary-database";
import { freePort } from "./free-port";
import { until } from "../wait";

/** A PostgreSQL of a test's own, which can be stopped at once, made to crash and started again on the same port. */
export interface PostgresServer {
  port: number;
  /** Address of the application's database, for its role; `database` is another's, `port` that of a proxy in front. */
  url(target?: { database?: string; port?: number }): string;
  /** One statement as the superuser, outside of the application's database. */
  asSuperuser(statement: string): Promise<pg.QueryResult>;
  /** Ends all its processes at once, as a power cut would; the next start recovers from the log. */
  stopAtOnce(): Promise<void>;
  start(): Promise<void>;
  /** Ends it and removes every trace. */
  stop(): Promise<void>;
}

/**
 * What was committed survives a crash of the server (though not of the machine), and the server remembers when each
 * transaction was committed: by that record revocations are judged.
 */
const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: 150,
  shared_buffers: "128MB",
  timezone: "UTC",
  jit: "off",
  fsync: "off",
  full_page_writes: "off",
  synchronous_commit: "on",
  track_commit_timestamp: "on",
};

/** Makes a cluster with an empty application's database in a temporary folder and starts it on a free port. */
export async function startPostgres(): Promise<PostgresServer> {
  const dataDir = makeTemporaryDataDir();
  const folder = join(dataDir, "postgres");
  // The embedded database makes the cluster with its role and database; from then on it is started here, without its keeper.
  await startEmbeddedDatabase({ dataDir, durable: false }).then((embedded) => embedded.stop());
  const runner = databaseUser();
  const program = join(locateBinaries(join(folder, "programs"), runner), "bin", "postgres");
  const passwords = {
    superuser: readPassword(join(folder, "password")),
    application: readPassword(join(folder, "application-password")),
  };
  const port = await freePort();
  const address = (user: string, password: string, database: string, at = port): string =>
    `postgresql://${user}:${password}@127.0.0.1:${at}/${database}`;
  const once = async (statement: string): Promise<pg.QueryResult> => {
    const client = new pg.Client({ connectionString: address("postgres", passwords.superuser, "postgres") });
    client.on("error", () => undefined);
    await client.connect();
    return client.query(statement).finally(() => client.end().catch(() => undefined));
  };
  let child: ChildProcess | null = null;
  const signal = (name: NodeJS.Signals) => async (): Promise<void> => {
    const running = child;
    child = null;
    if (running && running.exitCode === null && running.signalCode === null) {
      const exited = new Promise((resolve) => running.once("exit", resolve));
      running.kill(name);
      await exited;
    }
  };
  const end = (): void => void child?.kill("SIGQUIT");
  process.once("exit", end);
  const server: PostgresServer = {
    port,
    url: ({ database = APPLICATION_DATABASE, port: at } = {}) =>
      address(APPLICATION_ROLE, passwords.application, database, at),
    asSuperuser: once,
    start: async () => {
      const options = Object.entries(SETTINGS).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
      child = spawn(program, ["-D", join(folder, "data"), "-p", String(port), ...options], {
        ...runner,
        cwd: "/",
        env: { PATH: process.env["PATH"], LC_MESSAGES: "C", TZ: "UTC", NODE_ENV: process.env.NODE_ENV },
        stdio: "ignore",
      });
      child.on("error", () => undefined);
      const answers = (): Promise<boolean> =>
        once("SELECT 1").then(
          () => true,
          () => false,
        );
      await until("PostgreSQL answers", answers, 60_000);
    },
    stopAtOnce: signal("SIGQUIT"),
    stop: async () => {
      await signal("SIGQUIT")();
      process.off("exit", end);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  await server.start();
  return server;
}
