import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { closeDatabase, connectDatabase } from "@/server/database";
import { runChaos } from "./chaos/run";
import { createTestDatabase, type TestDatabase } from "./database";

// `npm run test:chaos` takes minutes and kills more; a failure is looked at again with its seed: CHAOS_SEED=... npm run test:chaos
const seconds = Number(process.env["CHAOS_SECONDS"] ?? 20);
const seed = Number(process.env["CHAOS_SEED"] ?? Math.floor(Math.random() * 1_000_000));
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  connectDatabase(database.url);
});

afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

it(
  "a committed change reaches everyone who may see it, once, in order, and nobody else, whatever is killed",
  async () => {
    console.info(`chaos: seed ${seed}, ${seconds} s`);
    const { figures, problems } = await runChaos({
      databaseUrl: database.url,
      otherDatabaseUrl: inject("testServerUrl"),
      seed,
      seconds,
      writers: Number(process.env["CHAOS_WRITERS"] ?? 6),
      killEveryMilliseconds: Number(process.env["CHAOS_KILL_EVERY"] ?? 2_500),
    });
    const counts = Object.entries(problems).map(([name, list]) => [name, list.length]);
    console.info(`chaos: ${JSON.stringify({ ...figures, ...Object.fromEntries(counts) })}`);
    const shown = Object.fromEntries(
      Object.entries(problems).map(([name, list]) => [name, list.slice(0, 20)]),
    );
    expect(shown, `seed ${seed}`).toEqual({
      lost: [],
      twice: [],
      outOfOrder: [],
      leaked: [],
      holes: [],
      effects: [],
      failures: [],
    });
    expect(figures["deliveries"]).toBeGreaterThan(500);
  },
  (seconds + 120) * 1_000,
);
