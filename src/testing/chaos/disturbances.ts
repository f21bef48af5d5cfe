import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { pool } from "@/server/database";
import type { ServerProcess } from "@/testing/server-process";
import type { Random } from "./random";

/** What goes wrong on purpose, and how often it did. */
export interface Disturbances {
  kills: number;
  brokenReaders: number;
  /** Ends the disturbing; resolves when every server is up again. */
  stop(): Promise<void>;
}

/** Kills servers with SIGKILL, breaks the readers' connections and keeps transactions open, in this database and another. */
export async function disturb(
  servers: readonly ServerProcess[],
  random: Random,
  databases: { own: string; other: string },
  everyMilliseconds: number,
): Promise<Disturbances> {
  const holders = await Promise.all([databases.own, databases.other].map(holdTransaction));
  let isStopped = false;
  const state = { kills: 0, brokenReaders: 0 };
  const killing = repeat(async () => {
    const server = random.pick(servers);
    await server.kill();
    state.kills += 1;
    await sleep(random.between(100, 800));
    await server.start();
  });
  const breaking = repeat(async () => {
    const { rowCount } = await pool().query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'helpejo reader' AND pid <> pg_backend_pid()",
    );
    state.brokenReaders += rowCount ?? 0;
  });

  async function repeat(work: () => Promise<void>): Promise<void> {
    while (!isStopped) {
      for (
        let left = random.between(everyMilliseconds / 2, everyMilliseconds * 1.5);
        left > 0 && !isStopped;
        left -= 50
      ) {
        await sleep(50);
      }
      if (!isStopped) {
        await work();
      }
    }
  }

  return {
    get kills() {
      return state.kills;
    },
    get brokenReaders() {
      return state.brokenReaders;
    },
    stop: async () => {
      isStopped = true;
      await Promise.all([killing, breaking]);
      await Promise.all(holders.map((holder) => holder.end()));
    },
  };
}

/** A transaction that has an id and does not end: everybody's snapshots have to carry it along. */
async function holdTransaction(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("BEGIN");
  await client.query("SELECT pg_current_xact_id()");
  return client;
}
