import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { makeBus, type Bus } from "@/server/bus/bus";
import { startRedis, type RedisServer } from "@/testing/processes/redis";
import { until } from "@/testing/wait";
import { PresenceMap } from "./presence-map";

let redis: RedisServer;
const open: Bus[] = [];

beforeAll(async () => {
  redis = await startRedis();
});

afterEach(async () => {
  await Promise.all(open.splice(0).map((bus) => bus.close()));
});

afterAll(async () => {
  await redis.stop();
});

async function processes(count: number): Promise<{ bus: Bus; map: PresenceMap<string> }[]> {
  const made = Array.from({ length: count }, (_, index) => {
    const bus = makeBus(redis.url, 4000 + index);
    open.push(bus);
    return { bus, map: new PresenceMap(bus, "colour", z.string()) };
  });
  await until("they know each other", () => made.every(({ bus }) => bus.peers().length === count - 1));
  return made;
}

it("what one process sets, all others know, until it deletes it", async () => {
  const [one, two, three] = await processes(3);
  one?.map.set("sky", "blue");
  two?.map.set("sky", "grey");
  await until("all have received it", () => three?.map.values("sky").length === 2);
  expect(three?.map.values("sky").sort()).toEqual(["blue", "grey"]);
  one?.map.delete("sky");
  await until("it is down", () => three?.map.values("sky").length === 1);
  expect(two?.map.values("sky")).toEqual(["grey"]);
});

it("a process that comes later learns what was there before", async () => {
  const [one] = await processes(1);
  one?.map.set("grass", "green");
  const bus = makeBus(redis.url, 4100);
  open.push(bus);
  const map = new PresenceMap(bus, "colour", z.string());
  await until("it has learned", () => map.values("grass")[0] === "green");
});

it("the entries of a process that leaves go with it", async () => {
  const [one, two] = await processes(2);
  one?.map.set("sea", "blue");
  await until("it is known", () => two?.map.values("sea").length === 1);
  const changes: string[] = [];
  if (two) {
    two.map.onChange = (key) => changes.push(key);
  }
  await one?.bus.close();
  await until("it is gone", () => two?.map.values("sea").length === 0);
  expect(changes).toContain("sea");
});

it("while Redis is away each process knows its own, and afterwards all know everything again", async () => {
  const [one, two] = await processes(2);
  one?.map.set("rose", "red");
  await until("it is known", () => two?.map.values("rose").length === 1);
  await redis.kill();
  await until("both have noticed", () => !one?.bus.isConnected() && !two?.bus.isConnected());
  one?.map.set("rose", "white");
  two?.map.set("lily", "white");
  expect(one?.map.values("rose")).toEqual(["white"]);
  await redis.start();
  await until("what was missed is made good", () => two?.map.values("rose")[0] === "white", 15_000);
  await until("both ways", () => one?.map.values("lily")[0] === "white", 15_000);
});

it("a question is answered by every other process, and by none where there is none", async () => {
  const [one, two, three] = await processes(3);
  two?.bus.answer("name", (question) => `two, asked ${String(question)}`);
  three?.bus.answer("name", () => Promise.resolve("three"));
  expect((await one?.bus.ask("name", "who"))?.sort()).toEqual(["three", "two, asked who"]);
  expect(await makeBus(null, 1).ask("name", "who")).toEqual([]);
});
