import { expect, it } from "vitest";
import { checkEffects } from "./effects";
import type { Attempt, Write } from "./actions/sender";

const MARKER = "[1.1]";
const COMMITTED = 1_000;
const era = { committed: new Map([[MARKER, [COMMITTED]]]), merged: new Map(), orphans: [], repeated: [] };
const attempt = (from: number, status: number | null): Attempt => ({
  process: 0,
  from,
  to: from + 10,
  status,
  code: "",
});
const write = (status: number, ...attempts: Attempt[]): Write => ({
  personId: "one",
  kind: "change",
  path: "/api/tickets/1",
  marker: MARKER,
  madeId: null,
  status,
  attempts,
});
const unasked = (one: Write): string[] => checkEffects([one], [era]).unasked.map((problem) => problem.text);

it("a refusal that was sent before the other of two equal requests was accepted is no fault", () => {
  expect(unasked(write(422, attempt(990, null), attempt(990, 422)))).toEqual([]);
});

it("a refusal of a request after the commit is one, and its trace says when", () => {
  const [problem] = checkEffects([write(422, attempt(990, null), attempt(1_100, 422))], [era]).unasked;
  expect(problem?.text).toBe(`change ${MARKER}: answered 422`);
  expect(problem?.trail).toEqual([
    "process 0: sent -10 ms from the commit, no answer  10 ms later",
    "process 0: sent 100 ms from the commit, 422  10 ms later",
  ]);
});

it("a lost right excuses a later refusal, but never the only request", () => {
  expect(unasked(write(403, attempt(990, null), attempt(1_100, 403)))).toEqual([]);
  expect(unasked(write(403, attempt(990, 403)))).toEqual([`change ${MARKER}: answered 403`]);
});
