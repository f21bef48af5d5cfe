import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, connectDatabase } from "@/server/database/database";
import { createTestDatabase, type TestDatabase } from "../database";
import { FuzzClient, type Findings } from "./client";
import { command, Stage } from "./commands";
import { garbage, throwAt } from "./garbage";
import { makeFuzzWorld, type FuzzWorld } from "./people";
import { until } from "../wait";
import { startServers, type Servers } from "../processes/server";

// `npm run test:fuzz` sends 100,000; what failed is seen again with its seed: FUZZ_SEED=... npm run test:fuzz
const messages = Number(process.env["FUZZ_MESSAGES"] ?? 3_000);
const seed = Number(process.env["FUZZ_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const COMMANDS = 250;
/** Of what is done, a little is not a message: requests, and connections that end. */
const WITH_OTHERS = 1.1;
/** Faster than this, most of it would be refused as too much, and try nothing else. */
const PER_SECOND = 1_000;

let database: TestDatabase;
let servers: Servers;
let world: FuzzWorld;

beforeAll(async () => {
  console.info(`fuzz: seed ${seed}, ${messages} messages`);
  database = await createTestDatabase();
  connectDatabase(database.url);
  world = await makeFuzzWorld();
  servers = await startServers(database.url, 1);
});
afterAll(async () => {
  await servers.stop();
  await closeDatabase();
  await database.drop();
});

/** What the process has open by itself: its program, the log's connection and the pool's, what keeps alive. */
const FILES_MAX = 120;

const url = () => servers.processes[0]?.url ?? "";
const makeFindings = (): Findings => ({ problems: [], answers: {}, messages: 0, events: 0 });

/** The sum of a metric over its labels. */
async function metric(name: string): Promise<number> {
  const text = await (await fetch(`${url()}/metrics`)).text();
  const values = text
    .split("\n")
    .filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`));
  return values.reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
}

/** Whether everybody is let in and answered, as if nothing had been. */
async function isWell(): Promise<void> {
  expect((await fetch(`${url()}/health`)).status).toBe(200);
  const findings = makeFindings();
  for (const person of world.people) {
    const client = new FuzzClient(url(), person, findings);
    expect(await client.ask({ json: '["presence:set",{"status":"online"}]', parts: [] })).toBe("ok");
    expect(await metric("helpejo_sockets")).toBeGreaterThan(0);
    client.end("goodbye");
  }
  expect(findings.problems).toEqual([]);
  // Of all clients, however they left, nothing stays.
  await until("all sockets are gone", async () => (await metric("helpejo_sockets")) === 0, 40_000);
  expect(await metric("process_open_fds")).toBeGreaterThan(0);
  await until("all files are closed", async () => (await metric("process_open_fds")) < FILES_MAX, 40_000);
}

it(
  "whatever clients say, in whatever order, every message is answered, nobody receives what is not theirs, and the process lives",
  async () => {
    const findings = makeFindings();
    const stage = new Stage(url(), world, findings);
    const result = await fc.check(
      fc.asyncProperty(
        fc.array(command, { minLength: COMMANDS, maxLength: COMMANDS, size: "max" }),
        async (commands) => {
          const pause = sleep((COMMANDS / PER_SECOND) * 1_000);
          await stage.play(commands);
          await pause;
          return findings.problems.length === 0;
        },
      ),
      { seed, numRuns: Math.ceil((messages / COMMANDS) * WITH_OTHERS), endOnFailure: true },
    );
    stage.close();
    console.info(`fuzz: ${JSON.stringify({ ...findings, problems: findings.problems.length })}`);
    expect(findings.problems.slice(0, 10), `seed ${seed}`).toEqual([]);
    expect(result.errorInstance, `seed ${seed}`).toBeFalsy();
    await isWell();
    expect(findings.answers["ok"] ?? 0).toBeGreaterThan(findings.messages / 10);
    expect(findings.events).toBeGreaterThan(0);
  },
  120_000 + messages * 20,
);

it(
  "whatever breaks HTTP, frames and long polling is refused or cut off, and hurts nobody else",
  async () => {
    const answers: Record<string, number> = {};
    const result = await fc.check(
      fc.asyncProperty(fc.array(garbage, { minLength: 20, maxLength: 20 }), async (all) => {
        for (const answer of await Promise.all(all.map((one) => throwAt(url(), one)))) {
          answers[answer] = (answers[answer] ?? 0) + 1;
        }
        return Object.keys(answers).every((answer) => /^([1-4]\d\d|closed)$/.test(answer));
      }),
      { seed, numRuns: Math.ceil(messages / 400), endOnFailure: true },
    );
    console.info(`fuzz: ${JSON.stringify(answers)}`);
    expect(result.errorInstance, `seed ${seed}`).toBeFalsy();
    expect(result.failed, `seed ${seed}: ${JSON.stringify(answers)}`).toBe(false);
    await isWell();
  },
  120_000 + messages * 20,
);
