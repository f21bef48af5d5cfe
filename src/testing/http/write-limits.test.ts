import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { CircuitBreaker } from "@/server/bus/circuit-breaker";
import { endRedis, openRedis, type RedisClient } from "@/server/bus/redis";
import { env } from "@/server/process/env";
import { TokenBuckets, type Taken } from "@/server/rate-limits/token-buckets";
import { forgetWrites } from "@/server/rate-limits/write-limits";
import type { Actor } from "@/shared/roles";
import { setUpDesk } from "../desk/setup";
import { makeActor, makeOrganisation, type MadeOrganisation } from "../factories";
import { startRedis, type RedisServer } from "../processes/redis";
import { until } from "../wait";

// So few that a machine that is busy still writes more at once than comes back meanwhile.
process.env["WRITES_PER_SECOND"] = "1";
const desk = setUpDesk();

afterEach(forgetWrites);

let organisation: MadeOrganisation;
beforeAll(async () => {
  organisation = await makeOrganisation();
});

const makePerson = (): Promise<Actor> => makeActor(organisation, { role: "agent" });

describe("writes of one person", () => {
  it("learn how many are left, and refused with when to come back, while others and reading go on", async () => {
    const person = await makePerson();
    const http = await desk.http(person);
    const burst = env().writesPerSecond * 50;
    const write = () => http.send("DELETE", "/api/drafts/new/ticket");
    const first = await write();
    expect(first.headers.get("ratelimit-limit")).toBe(String(burst));
    expect(Number(first.headers.get("ratelimit-remaining"))).toBe(burst - 1);
    let refused = null;
    for (let sent = 0; refused === null && sent < burst * 3; sent += 50) {
      const answers = await Promise.all(Array.from({ length: 50 }, write));
      refused = answers.find(({ status }) => status === 429) ?? null;
    }
    expect(refused?.body).toMatchObject({ code: "rate_limited", status: 429 });
    expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    expect(refused?.headers.get("ratelimit-remaining")).toBe("0");
    expect((await http.send("GET", "/api/drafts")).status).toBe(200);
    const other = await desk.http(await makePerson());
    expect((await other.send("DELETE", "/api/drafts/new/ticket")).status).not.toBe(429);
  });

  it("that repeat an earlier one cost nothing", async () => {
    const http = await desk.http(await makePerson());
    const ticket = { title: "The lamp flickers", description: "Since the storm of Monday." };
    const send = () => http.send("POST", "/api/tickets", ticket, { "idempotency-key": "the-lamp" });
    expect((await send()).status).toBe(201);
    for (let count = 0; count < 5; count += 1) {
      expect((await send()).status).toBe(201);
    }
    const next = await http.send("POST", "/api/tickets", ticket);
    expect(Number(next.headers.get("ratelimit-remaining"))).toBeGreaterThanOrEqual(
      env().writesPerSecond * 50 - 3,
    );
  });
});

describe("over Redis", () => {
  let server: RedisServer;
  let client: RedisClient;
  beforeAll(async () => {
    server = await startRedis();
    client = openRedis(server.url, "test");
    await until("Redis is there", () => client.isReady, 10_000);
  });
  afterAll(async () => {
    await endRedis(client);
    await server.stop();
  });

  const makeBuckets = (patience = 20_000) =>
    new TokenBuckets({ redis: () => client, prefix: "test", breaker: new CircuitBreaker(patience) });
  /** So slow that nothing comes back while a test runs. */
  const slow = (burst: number) => ({ burst, perSecond: burst / 10_000 });

  it("all processes count together, by one question each", async () => {
    const [one, two] = [makeBuckets(), makeBuckets()];
    const takes = [
      { key: "person", rate: slow(10), cost: 1 },
      { key: "organisation", rate: slow(100), cost: 1 },
    ];
    const answers = [];
    for (let count = 0; count < 12; count += 1) {
      answers.push(await (count % 2 === 0 ? one : two).take(takes));
    }
    expect(answers.map(({ isAllowed }) => isAllowed)).toEqual([...Array(10).fill(true), false, false]);
    expect(answers[9]?.remaining).toBe(0);
    expect(answers[11]?.retryAfter).toBeGreaterThan(900);
  });

  it("Redis and a process alone come to the same, whatever is taken and given back", async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({ first: fc.integer({ min: -3, max: 6 }), second: fc.integer({ min: 0, max: 6 }) }),
          {
            maxLength: 20,
          },
        ),
        async (steps) => {
          run += 1;
          const [shared, alone] = [makeBuckets(), new TokenBuckets()];
          for (const { first, second } of steps) {
            const takes = [
              { key: `${run} first`, rate: slow(7), cost: first },
              { key: `${run} second`, rate: slow(11), cost: second },
            ];
            const [expected, answered] = [await alone.take(takes), await shared.take(takes)];
            const rough = ({ isAllowed, limit, remaining }: Taken) => ({ isAllowed, limit, remaining });
            expect(rough(answered)).toEqual(rough(expected));
            expect(Math.abs(answered.retryAfter - expected.retryAfter)).toBeLessThan(20);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it("without Redis a process goes on from what it learned last", async () => {
    const buckets = makeBuckets(250);
    const take = () => buckets.take([{ key: "goes on", rate: slow(10), cost: 4 }]);
    expect([(await take()).remaining, (await take()).remaining]).toEqual([6, 2]);
    await server.kill();
    expect(await take()).toMatchObject({ isAllowed: false, remaining: 2 });
  });
});
