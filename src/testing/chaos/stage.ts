import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { APPLICATION_ROLE } from "@/server/embedded-database/roles";
import { migrate } from "@/server/migrations/migrate";
import { startPostgres, type PostgresServer } from "@/testing/processes/postgres";
import { startRedis, type RedisServer } from "@/testing/processes/redis";
import { startServers, type ServerProcess, type Servers } from "@/testing/processes/server";
import { TcpProxy } from "@/testing/processes/tcp-proxy";
import type { FaultLog } from "./fault-log";
import { mailSettings, startPost, type Post } from "./mails/post";

/** Everything that runs, with proxies in between where lines can go wrong. */
export interface Stage {
  postgres: PostgresServer;
  redis: RedisServer;
  processes: ServerProcess[];
  /** Each process's proxied connections to the stores. */
  lines: { postgres: TcpProxy; redis: TcpProxy }[];
  /** Where their mails arrive. */
  post: Post;
  /** What some of the clients connect through. */
  fronts: TcpProxy[];
  /** Kills a process and starts it again after a while. */
  killProcess(index: number, milliseconds: number): Promise<void>;
  stop(): Promise<void>;
}

/** A database of the same cluster in which a transaction stays open. */
export const ELSEWHERE = "elsewhere";
const FRONTS = 4;
const START_TRIES = 20;

/** Starts PostgreSQL, Redis and proxies; `fill` fills the database before the server processes start. */
export async function startStage(
  count: number,
  faultLog: FaultLog,
  fill: (databaseUrl: string) => Promise<void>,
): Promise<Stage> {
  const ends: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of ends.splice(0).reverse()) {
      await end();
    }
  };
  try {
    const [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
    ends.push(postgres.stop, redis.stop);
    await postgres.asSuperuser(`CREATE DATABASE ${ELSEWHERE} OWNER ${APPLICATION_ROLE}`);
    await migrate(postgres.url());
    await fill(postgres.url());
    const lines = await Promise.all(
      Array.from({ length: count }, async () => ({
        postgres: await TcpProxy.start(postgres.port),
        redis: await TcpProxy.start(redis.port),
      })),
    );
    ends.push(...lines.flatMap((line) => [() => line.postgres.close(), () => line.redis.close()]));
    const post = await startPost(count);
    ends.push(() => post.stop());
    // The processes of one installation have one folder: what one has sealed the others open.
    const dataDir = mkdtempSync(join(tmpdir(), "helpejo-chaos-"));
    ends.push(() => rm(dataDir, { recursive: true, force: true }));
    const servers = await startServers(postgres.url(), count, (index) => ({
      DATA_DIR: dataDir,
      DATABASE_URL: postgres.url({ port: lines[index]?.postgres.port ?? 0 }),
      REDIS_URL: `redis://127.0.0.1:${lines[index]?.redis.port ?? 0}`,
      ...mailSettings(post.lines[index]),
      // Every client has an address of its own: sixty on one would be many.
      TRUST_PROXY: "1",
      // What follows from the log follows here too: notifications, notices, and a leader that is killed like the others.
      TEST_BACKGROUND: "1",
      // Their log shows what each knew of changes of access, and when: the trace of a connection that did not go in time.
      LOG_LEVEL: "debug",
    }));
    ends.push(() => stopServers(servers));
    const { processes } = servers;
    const fronts = await Promise.all(
      Array.from({ length: FRONTS }, (_, index) => TcpProxy.start(portOf(processes[index % count]))),
    );
    ends.push(...fronts.map((front) => () => front.close()));
    const killProcess = async (index: number, milliseconds: number): Promise<void> => {
      const process = processes[index];
      const end = faultLog.begin(`process ${index} killed`, [`process:${index}`]);
      await process?.kill();
      faultLog.count("kills");
      await sleep(milliseconds);
      await startAgain(process);
      end();
    };
    return { postgres, redis, processes, lines, post, fronts, killProcess, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A paused process cannot be killed on some systems before it is resumed. */
async function stopServers(servers: Servers): Promise<void> {
  servers.processes.forEach((one) => one.resume());
  await servers.stop();
}

/** Starts it again and again, as a process manager does: the database may be away just then. */
async function startAgain(process: ServerProcess | undefined): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await process?.start();
    } catch (error) {
      if (tries === START_TRIES) {
        throw error;
      }
      await sleep(300);
    }
  }
}

/** The port that a server process listens on. */
export function portOf(process: ServerProcess | undefined): number {
  return Number(new URL(process?.url ?? "http://127.0.0.1:1").port);
}
