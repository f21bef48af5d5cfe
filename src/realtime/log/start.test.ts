import pg from "pg";
import { expect, it } from "vitest";
import { createTestDatabase } from "@/testing/database";
import { until } from "@/testing/wait";
import { startReader } from "./reader";

it("a reader whose first statement finds PostgreSQL gone starts all the same", async () => {
  const database = await createTestDatabase();
  const holder = new pg.Client({ connectionString: database.url });
  await holder.connect();
  try {
    // Where the log stands is read from this table.
    await holder.query("BEGIN; LOCK TABLE installation IN ACCESS EXCLUSIVE MODE");
    const starting = startReader(database.url, {
      prepare: async () => () => undefined,
      startAfresh: () => undefined,
    });
    for (let times = 0; times < 2; times++) {
      await until("it is in the middle of its first statement, and cut off", async () => {
        const { rows } = await holder.query<{ ended: boolean }>(
          `SELECT pg_terminate_backend(pid) AS ended FROM pg_locks
           WHERE relation = 'installation'::regclass AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
        );
        return rows.length > 0;
      });
    }
    await holder.query("COMMIT");
    const reader = await starting;
    expect(reader.epoch()).not.toBe("");
    await reader.stop();
  } finally {
    await holder.end();
    await database.drop();
  }
});
