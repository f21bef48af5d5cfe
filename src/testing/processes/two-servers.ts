import { afterAll, beforeAll } from "vitest";
import { closeDatabase, connectDatabase } from "@/server/database/database";
import { createTestDatabase, type TestDatabase } from "../database";
import { startRedis, type RedisServer } from "./redis";
import { startServers, type ServerProcess, type Servers } from "./server";
import { TcpProxy } from "./tcp-proxy";

/** Two server processes over one database and one Redis, for the tests of one file. */
export interface TwoProcesses {
  first(): ServerProcess;
  second(): ServerProcess;
  redis(): RedisServer;
  /** The address by which the second process reaches the database. */
  line(): TcpProxy;
}

/** Gives the calling test file two processes, and connects this one to their database. */
export function setUpTwoProcesses(): TwoProcesses {
  const servers: Servers[] = [];
  let database: TestDatabase | null = null;
  let redis: RedisServer | null = null;
  let line: TcpProxy | null = null;
  beforeAll(async () => {
    [database, redis] = await Promise.all([createTestDatabase(), startRedis()]);
    connectDatabase(database.url, 5);
    const target = new URL(database.url);
    line = await TcpProxy.start(Number(target.port));
    target.port = String(line.port);
    for (const url of [database.url, target.toString()]) {
      servers.push(await startServers(url, 1, { REDIS_URL: redis.url }));
    }
  });
  afterAll(async () => {
    await Promise.all(servers.map((one) => one.stop()));
    await Promise.all([line?.close(), redis?.stop(), closeDatabase()]);
    await database?.drop();
  });
  return {
    first: () => there(servers[0]?.processes[0]),
    second: () => there(servers[1]?.processes[0]),
    redis: () => there(redis),
    line: () => there(line),
  };
}

function there<T>(thing: T | null | undefined): T {
  if (thing === null || thing === undefined) {
    throw new Error("The processes are there from the first test on, not before.");
  }
  return thing;
}
