import { AsyncLocalStorage } from "node:async_hooks";
import { expect, it } from "vitest";
import { shareOnce } from "@/server/process/globals";
import { runExclusive } from "./keyed-mutex";

it("work of one key runs one after the other in its order, also after a failure; other keys do not wait", async () => {
  const done: string[] = [];
  let running = 0;
  const begin = (key: string, name: string, fails = false) =>
    runExclusive(key, async () => {
      running += key === "a" ? 1 : 0;
      expect(running).toBeLessThanOrEqual(1);
      await new Promise((resolve) => setImmediate(resolve));
      running -= key === "a" ? 1 : 0;
      done.push(name);
      if (fails) {
        throw new Error(name);
      }
      return name;
    });
  const results = await Promise.allSettled([
    begin("a", "a1"),
    begin("a", "a2", true),
    begin("a", "a3"),
    begin("b", "b1"),
  ]);
  expect(results.map((result) => (result.status === "fulfilled" ? result.value : "failed"))).toEqual([
    "a1",
    "failed",
    "a3",
    "b1",
  ]);
  expect(done.filter((name) => name !== "b1")).toEqual(["a1", "a2", "a3"]);
  expect(done.indexOf("b1")).toBeLessThan(2);
});

it("work that waited keeps the context of its own caller", async () => {
  const context = new AsyncLocalStorage<string>();
  const seen = await Promise.all(
    ["first", "second", "third"].map((name) =>
      context.run(name, () => runExclusive("context", async () => context.getStore())),
    ),
  );
  expect(seen).toEqual(["first", "second", "third"]);
});

it("nothing is kept of a key that nobody waits for any more", async () => {
  await Promise.all(["x", "x", "y"].map((key) => runExclusive(key, async () => key)));
  expect(shareOnce("mutexes", () => new Map())).toEqual(new Map());
});
