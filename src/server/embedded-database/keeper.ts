import { setTimeout as wait } from "node:timers/promises";
import type pg from "pg";
import { findRunning, stopProcess, type Cluster, type RunningServer } from "./process";
import { connectSuperuser, startServer } from "./start";
import { withFileLock } from "@/server/process/file-lock";
import { log } from "@/server/process/log";
import { StartError } from "@/server/process/start-error";

/** A lock that every process that uses the server holds shared: a process that can take it exclusively is the last, and stops the server. */
const USERS_LOCK = 5_133_003;
const STOP_MILLISECONDS = 30_000;
const RETRY_MILLISECONDS = 1_000;

/** This process's use of a server: until it is released, the server is restarted should it die. */
export interface Keeper {
  /** Releases the server, and stops it unless another process uses it too. */
  release(): Promise<void>;
}

/** Registers the use of the server and watches it. `lockFile` is held while a server is started on the cluster. */
export async function superviseServer(
  cluster: Cluster,
  server: RunningServer,
  password: string,
  lockFile: string,
): Promise<Keeper> {
  let isReleased = false;
  const share = async (): Promise<pg.Client> => {
    const taken = await connectSuperuser(server.port, password);
    await taken.query("SELECT pg_advisory_lock_shared($1)", [USERS_LOCK]);
    taken.once("end", () => void comeBack());
    return taken;
  };
  const comeBack = async (): Promise<void> => {
    while (!isReleased) {
      try {
        await withFileLock(lockFile, async () => {
          if (!isReleased && !findRunning(cluster.data)) {
            log().error("the embedded database is gone; starting it again");
            await startServer(cluster, password, server.port);
          }
        });
        client = await share();
        return;
      } catch {
        await wait(RETRY_MILLISECONDS);
      }
    }
  };
  let client = await share();
  return {
    release: async () => {
      isReleased = true;
      await letGo(client, cluster);
    },
  };
}

async function letGo(client: pg.Client, cluster: Cluster): Promise<void> {
  try {
    await client.query("SELECT pg_advisory_unlock_shared($1)", [USERS_LOCK]);
    const { rows } = await client.query<{ isLast: boolean }>('SELECT pg_try_advisory_lock($1) AS "isLast"', [
      USERS_LOCK,
    ]);
    if (rows[0]?.isLast === false) {
      await client.end();
      return;
    }
  } catch {
    // The server is stopping or stopped already: only wait for its end.
  }
  const running = findRunning(cluster.data);
  if (running && !(await stopProcess(running.pid, STOP_MILLISECONDS))) {
    throw new StartError(
      `The embedded PostgreSQL (process ${running.pid}) did not stop within ${STOP_MILLISECONDS / 1000} s.`,
    );
  }
  await client.end().catch(() => undefined);
}
