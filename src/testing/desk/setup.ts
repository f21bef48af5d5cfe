import { afterAll, afterEach, beforeAll } from "vitest";
import pg from "pg";
import { mountedRoutes } from "@/app/mounted-routes";
import { closeDatabase, connectDatabase } from "@/server/database/database";
import { env } from "@/server/process/env";
import type { Actor } from "@/shared/roles";
import { createTestDatabase, type TestDatabase } from "../database";
import { startDesk, type Desk } from "./desk";
import { makeAccessToken } from "../factories";
import { HttpClient } from "../http/client";
import type { SocketClientOptions } from "../sockets/answers";
import { SocketClient } from "../sockets/client";
import { until } from "../wait";

/** A server in this process over a fresh database, for tests that speak to it by HTTP and sockets alone. */
export interface TestDesk {
  url(): string;
  databaseUrl(): string;
  /** Connects a client of this session and waits until it is ready. */
  connect(actor: Actor, options?: Partial<SocketClientOptions>): Promise<SocketClient>;
  http(actor: Actor): Promise<HttpClient>;
  /** Blocks the reader while `work` runs: everything that is committed meanwhile comes to it in one batch. */
  whileNobodyReads(work: () => Promise<void>): Promise<void>;
}

/** Gives the calling test file a desk; its clients are disconnected after every test. */
export function setUpDesk(): TestDesk {
  let desk: Desk | null = null;
  let database: TestDatabase | null = null;
  const clients: SocketClient[] = [];
  beforeAll(async () => {
    database = await createTestDatabase();
    connectDatabase(database.url);
    desk = await startDesk({ ...env(), port: 0 }, database.url, mountedRoutes);
  });
  afterEach(() => {
    clients.splice(0).forEach((client) => client.close());
  });
  afterAll(async () => {
    await desk?.close();
    await closeDatabase();
    await database?.drop();
  });
  const url = (): string => desk?.url ?? "";
  return {
    url,
    databaseUrl: () => database?.url ?? "",
    connect: async (actor, options = {}) => {
      const client = new SocketClient({ url: url(), token: await makeAccessToken(actor), ...options });
      clients.push(client);
      await until(
        "the client is ready",
        () => client.isIdle() && client.received("session:ready") !== undefined,
      );
      return client;
    },
    http: async (actor) => new HttpClient(url(), await makeAccessToken(actor)),
    whileNobodyReads: async (work) => {
      const holder = new pg.Client({ connectionString: database?.url });
      await holder.connect();
      try {
        // Every read of the log reads the epoch, and that is in this table.
        await holder.query("BEGIN; LOCK TABLE installation IN ACCESS EXCLUSIVE MODE");
        // A poll that begins later would see only a part of what is committed meanwhile.
        await until("the reader waits", async () => {
          const { rowCount } = await holder.query(
            "SELECT 1 FROM pg_locks WHERE relation = 'installation'::regclass AND NOT granted",
          );
          return (rowCount ?? 0) > 0;
        });
        await work();
        await holder.query("COMMIT");
      } finally {
        await holder.end();
      }
    },
  };
}
