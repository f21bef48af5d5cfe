import { expect, it } from "vitest";
import { pool } from "@/server/database/database";
import { setUpDatabase } from "@/testing/database";
import { until } from "@/testing/wait";
import { startBackground } from "./jobs";

setUpDatabase();

it("jobs that begin together leave each other the connections that they need", async () => {
  const done = new Set<string>();
  // More than the pool has connections: each job holds one for its lock.
  const names = Array.from({ length: 40 }, (_, index) => `job ${index}`);
  const background = startBackground(
    names.map((name) => ({
      name,
      everyMilliseconds: 3_600_000,
      run: async () => {
        await pool().query("SELECT 1");
        done.add(name);
        return 0;
      },
    })),
  );
  await until("all have run", () => done.size === names.length, 10_000);
  await background.stop();
  expect([...done].sort()).toEqual([...names].sort());
});
