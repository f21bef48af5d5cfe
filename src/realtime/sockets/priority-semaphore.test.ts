import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { PrioritySemaphore } from "./priority-semaphore";

it("so many go on at once and no more, in the order in which they came, whatever becomes of them", async () => {
  const gate = new PrioritySemaphore(3);
  let inside = 0;
  let most = 0;
  const begun: number[] = [];
  const results = await Promise.allSettled(
    Array.from({ length: 40 }, (_, index) =>
      gate.run(async () => {
        begun.push(index);
        most = Math.max(most, ++inside);
        await sleep(index % 4);
        inside -= 1;
        if (index % 5 === 0) {
          throw new Error("never mind");
        }
        return index;
      }),
    ),
  );
  expect(most).toBe(3);
  expect(begun).toEqual([...begun].sort((a, b) => a - b));
  expect(results.filter((result) => result.status === "rejected")).toHaveLength(8);
});
