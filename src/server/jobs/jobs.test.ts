import { expect, it } from "vitest";
import { pool } from "@/server/database/database";
import { setUpDatabase } from "@/testing/database";
import { readReadiness } from "@/server/http/answers/health";
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

it("a job that failed is tried again soon, however seldom it runs otherwise", async () => {
  let runs = 0;
  const background = startBackground([
    {
      name: "seldom",
      everyMilliseconds: 3_600_000,
      run: () => {
        runs += 1;
        return runs < 3 ? Promise.reject(new Error("not today")) : Promise.resolve(0);
      },
    },
  ]);
  const jobs = async (): Promise<unknown> => (await readReadiness()).body["jobs"];
  await until("it has failed", async () => JSON.stringify(await jobs()).includes("seldom"), 10_000);
  await until("it has done its work", () => runs === 3, 20_000);
  await until("nothing is said of it", async () => !JSON.stringify(await jobs()).includes("seldom"), 10_000);
  await background.stop();
});
