import { writeFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { freePort, lastLines, lastPort, launch, type Cluster, type RunningServer } from "./process";
import { StartError } from "@/server/process/start-error";

const START_MILLISECONDS = 60_000;

/** Starts a server on the cluster and waits until it answers; at `port` if that is free, else at another. */
export async function startServer(
  cluster: Cluster,
  password: string,
  port = lastPort(cluster.data),
): Promise<RunningServer> {
  const end = Date.now() + START_MILLISECONDS;
  for (;;) {
    writeFileSync(cluster.log, "", { mode: 0o600 });
    const server = launch(cluster, await freePort(port));
    if (await waitUntilReady(server.port, password, server.exited)) {
      return server;
    }
    const reason = lastLines(cluster.log);
    // Processes of a killed server need a moment to notice; another program may have taken the port meanwhile.
    if (!/still in use|could not bind|could not create any TCP/.test(reason) || Date.now() > end) {
      throw new StartError(`The embedded PostgreSQL does not start: ${reason}`);
    }
    await wait(200);
  }
}

/** Waits until the server at `port` lets the superuser in; false when it is `gone` before that. */
export async function waitUntilReady(
  port: number,
  password: string,
  hasExited: () => boolean,
): Promise<boolean> {
  const end = Date.now() + START_MILLISECONDS;
  while (Date.now() < end && !hasExited()) {
    try {
      const client = await connectSuperuser(port, password);
      await client.end();
      return true;
    } catch (error) {
      if (hasCode(error, "28P01")) {
        throw new StartError(
          "The kept password does not open the embedded database: the password file does not belong to this data folder.",
        );
      }
      await wait(30);
    }
  }
  return false;
}

/** Opens a connection as the cluster's superuser. */
export async function connectSuperuser(
  port: number,
  password: string,
  database = "postgres",
): Promise<pg.Client> {
  const client = new pg.Client({
    host: "127.0.0.1",
    port,
    user: "postgres",
    password,
    database,
    connectionTimeoutMillis: 5_000,
    application_name: "helpejo keeper",
  });
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
