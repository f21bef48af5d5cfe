import { describe, expect, it } from "vitest";
import { TurnScheduler } from "./turn-scheduler";

describe("much at once", () => {
  it("of several owners takes a part of each turn, a piece of each in turn, in their order", async () => {
    let now = 0;
    const scheduler = new TurnScheduler(() => now);
    const done: string[] = [];
    const owners = ["a", "b", "c"].map((name) => ({ name }));
    for (const owner of owners) {
      const { name } = owner;
      for (let count = 0; count < 8; count++) {
        // What a piece of work starts counts as its own, also where it goes on only after a promise.
        scheduler.run(owner, () => {
          done.push(`${name}${count}`);
          void Promise.resolve().then(() => (now += 0.5));
        });
      }
    }
    const perTurn: number[] = [];
    for (let before = 0; done.length < 24; before = done.length) {
      await new Promise((resolve) => setImmediate(resolve));
      perTurn.push(done.length - before);
    }
    expect(Math.max(...perTurn)).toBeLessThanOrEqual(4);
    for (const { name } of owners) {
      expect(done.filter((one) => one.startsWith(name))).toEqual(
        Array.from({ length: 8 }, (_, count) => `${name}${count}`),
      );
    }
    const names = done.slice(3, 12).map((one) => one.slice(0, 1));
    for (let at = 0; at < names.length; at += 3) {
      expect(names.slice(at, at + 3).sort()).toEqual(["a", "b", "c"]);
    }
  });

  it("of owners that come one after the other in one turn shares the time of that turn too", async () => {
    let now = 0;
    const scheduler = new TurnScheduler(() => now);
    const done: number[] = [];
    for (let index = 0; index < 10; index++) {
      scheduler.run({}, () => {
        done.push(index);
        now += 0.5;
      });
      // As between two connections that are read in the same turn.
      await new Promise((resolve) => process.nextTick(resolve));
      await Promise.resolve();
    }
    expect(done).toEqual([0, 1, 2, 3]);
    while (done.length < 10) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(done).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });
});
