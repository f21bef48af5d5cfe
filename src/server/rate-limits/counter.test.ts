import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { startRedis, type RedisServer } from "@/testing/processes/redis";
import { until } from "@/testing/wait";
import { Counters } from "./counter";
import { endRedis, openRedis, type RedisClient } from "@/server/bus/redis";

let server: RedisServer;
let clients: RedisClient[];
let here: Counters;
let there: Counters;

beforeAll(async () => {
  server = await startRedis();
  clients = [openRedis(server.url, "test"), openRedis(server.url, "test")];
  await areReady();
});
afterAll(async () => {
  await Promise.all(clients.map(endRedis));
  await server.stop();
});
beforeEach(() => {
  here = new Counters(() => clients[0] ?? null, "test");
  there = new Counters(() => clients[1] ?? null, "test");
});

const areReady = () => until("Redis is there", () => clients.every((client) => client.isReady), 10_000);
const addTo = async (counters: Counters, key: string) => (await counters.of("tries", 60).add(key)).points;
const findIn = async (counters: Counters, key: string) =>
  (await counters.of("tries", 60).find(key))?.points ?? null;

it("two processes count together, and what one forgets is forgotten", async () => {
  expect(await addTo(here, "a")).toBe(1);
  expect(await addTo(there, "a")).toBe(2);
  expect(await addTo(here, "a")).toBe(3);
  expect([await findIn(here, "a"), await findIn(there, "a"), await findIn(there, "b")]).toEqual([3, 3, null]);
  await there.of("tries", 60).forget("a");
  expect([await findIn(here, "a"), await addTo(here, "a")]).toEqual([null, 1]);
  await here.of("wait", 900).put("a", 1, 30);
  const wait = await there.of("wait", 900).find("a");
  expect(wait?.points).toBe(1);
  expect(wait?.seconds).toBeGreaterThan(25);
  expect(wait?.seconds).toBeLessThanOrEqual(30);
});

it("what is counted is forgotten in time", async () => {
  await here.of("short", 1).add("a");
  expect((await there.of("short", 1).find("a"))?.points).toBe(1);
  await until("it is forgotten", async () => (await there.of("short", 1).find("a")) === null, 3_000);
  expect(await here.of("short", 1).find("a")).toBeNull();
});

it("installations that share a Redis do not count together, and no key can be read there", async () => {
  const other = new Counters(() => clients[0] ?? null, "other");
  await addTo(here, "jo@example.com");
  expect(await addTo(other, "jo@example.com")).toBe(1);
  const keys = await clients[0]?.keys("*");
  expect(keys?.length).toBeGreaterThan(1);
  expect(keys?.join()).not.toContain("jo@");
});

it("without Redis each process goes on from what it knew, alone, and together again when it is back", async () => {
  for (let count = 0; count < 4; count++) {
    await addTo(here, "k");
  }
  await server.kill();
  expect(await addTo(here, "k")).toBe(5);
  expect(await addTo(here, "k")).toBe(6);
  expect([await findIn(here, "k"), await addTo(there, "k")]).toEqual([6, 1]);
  await server.start();
  await areReady();
  // Redis kept nothing: the count begins anew, for both.
  await until("both count in Redis", async () => {
    const counted = await addTo(here, "again");
    return (await addTo(there, "again")) === counted + 1;
  });
});

it("a Redis that hangs makes nobody wait for it, and counts again when it answers", async () => {
  await addTo(here, "h");
  await clients[1]?.sendCommand(["CLIENT", "PAUSE", "100000", "ALL"]);
  for (let count = 2; count < 20; count++) {
    expect(await addTo(here, "h")).toBe(count);
  }
  await server.kill();
  await server.start();
  await areReady();
  await until("both count in Redis", async () => {
    const counted = await addTo(here, "after");
    return (await addTo(there, "after")) === counted + 1;
  });
});
