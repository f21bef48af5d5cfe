import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, connectDatabase } from "@/server/database/database";
import { createTestDatabase, type TestDatabase } from "@/testing/database";
import { makeOrganisation, makePerson, type MadeOrganisation } from "@/testing/factories";
import { startRedis, type RedisServer } from "@/testing/processes/redis";
import { startServers, type Servers } from "@/testing/processes/server";
import { until } from "@/testing/wait";
import { hashPassword } from "@/server/sign-in/passwords";

const PASSWORD = "a sentence to remember";
let database: TestDatabase;
let redis: RedisServer;
let servers: Servers;
let organisation: MadeOrganisation;
let passwordHash: string;

beforeAll(async () => {
  database = await createTestDatabase();
  connectDatabase(database.url);
  organisation = await makeOrganisation();
  passwordHash = await hashPassword(PASSWORD);
  redis = await startRedis();
  servers = await startServers(database.url, 2, { REDIS_URL: redis.url });
  await until("they count together", countTogether, 20_000);
});
afterAll(async () => {
  await servers.stop();
  await redis.stop();
  await closeDatabase();
  await database.drop();
});

const url = (process: number) => servers.processes[process]?.url ?? "";

/** Whether of six wrong tries on one account the last is refused, three of them at each process. */
async function countTogether(): Promise<boolean> {
  const { email } = await makePerson(organisation, { passwordHash });
  const statuses: number[] = [];
  for (let tries = 0; tries < 6; tries++) {
    statuses.push(await trySignIn(tries % 2, email, "not the password"));
  }
  return statuses.join() === "401,401,401,401,401,429";
}

async function trySignIn(process: number, email: string, password: string): Promise<number> {
  const { status } = await fetch(`${url(process)}/api/token`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password }),
  });
  return status;
}

it("wrong passwords are counted over all processes, and by each alone while Redis is away", async () => {
  const { email } = await makePerson(organisation, { passwordHash });
  const statuses: number[] = [];
  for (let tries = 0; tries < 7; tries++) {
    statuses.push(await trySignIn(tries % 2, email, "not the password"));
  }
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
  expect(await trySignIn(0, email, PASSWORD)).toBe(429);

  await redis.kill();
  // Redis has refused both, and both remember it.
  expect([await trySignIn(0, email, PASSWORD), await trySignIn(1, email, PASSWORD)]).toEqual([429, 429]);
  const other = await makePerson(organisation, { passwordHash });
  const alone: number[] = [];
  for (let tries = 0; tries < 6; tries++) {
    alone.push(await trySignIn(0, other.email, "not the password"));
  }
  expect(alone).toEqual([401, 401, 401, 401, 401, 429]);
  expect(await trySignIn(1, other.email, PASSWORD)).toBe(200);

  await redis.start();
  await until("they count together again", countTogether, 20_000);
});
