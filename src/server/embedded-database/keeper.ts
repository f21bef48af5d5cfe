import { setTimeout as wait } from "node:timers/promises";
import type pg from "pg";
import { findRunning, stopProcess, type Cluster, type RunningServer } from "./process";
import { connectSuperuser, startServer } from "./start";
import { withFileLock } from "@/server/process/file-lock";
import { log } from "@/server/process/log";
import { StartError } from "@/server/process/start-error";

/** Held shared by every process that uses the server: whoever can take it alone afterwards is the last, and stops it. */
const USERS_LOCK = 5_133_003;
const STOP_MILLISECONDS = 30_000;
const RETRY_MILLISECONDS = 1_000;

/** This process's share of a server: while it is held, the server is started again should it die. */
export interface Keeper {
  /** Gives the share back, and stops the server unless another process has one too. */
  release(): Promise<void>;
}

/** Takes a share of the server and watches it. `lockFile` is held while a server is started on the cluster. */
export async function keepServer(
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
    // The server is going or gone already: then there is only its end to wait for.
  }
  const running = findRunning(cluster.data);
  if (running && !(await stopProcess(running.pid, STOP_MILLISECONDS))) {
    throw new StartError(
      `The embedded PostgreSQL (process ${running.pid}) did not stop within ${STOP_MILLISECONDS / 1000} s.`,
    );
  }
  await client.end().catch(() => undefined);
}
