import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  afterAnswer,
  afterProblem,
  again,
  beforeTry,
  nextInQueue,
  pauseAfter,
  withDependants,
  type OutboxItem,
  type OutboxProblem,
} from "./outbox";

const HOUR = 60 * 60 * 1000;

function item(id: string, change: Partial<OutboxItem> = {}): OutboxItem {
  return {
    id,
    lane: "ticket",
    order: 1,
    kind: "message",
    method: "POST",
    path: "/api/tickets/t",
    body: { body: id },
    key: id,
    after: null,
    about: {},
    state: "waiting",
    problem: null,
    tries: 0,
    triedAt: null,
    answerId: null,
    filesPath: null,
    fileFields: {},
    files: [],
    ...change,
  };
}

function problem(status: number, code = "whatever"): OutboxProblem {
  return { status, code, detail: "", errors: [], members: {} };
}

/** Sends a queue until nothing may go; `verdict` gives each outcome. Returns the order in which they arrived. */
function drain(queue: OutboxItem[], verdict: (id: string) => OutboxProblem | null): string[] {
  const arrived: string[] = [];
  let left = queue;
  for (let next = nextInQueue(left); next; next = nextInQueue(left)) {
    const refused = verdict(next.id);
    const now = next;
    if (refused) {
      const changed = afterProblem(now, refused);
      left = left.map((one) => (one.id === now.id ? changed : one));
      if (changed.state === "waiting") {
        return arrived;
      }
    } else {
      arrived.push(now.id);
      left = afterAnswer(left, now, {});
    }
  }
  return arrived;
}

describe("the outbox", () => {
  const reply = item("reply", { order: 1 });
  const resolve = item("resolve", { order: 2, kind: "change", method: "PATCH", after: "reply" });
  const second = item("second", { order: 3 });
  const priority = item("priority", { order: 4, kind: "change", method: "PATCH" });
  const queue = [priority, second, resolve, reply];

  it("sends in the order of the person's actions", () => {
    expect(drain(queue, () => null)).toEqual(["reply", "resolve", "second", "priority"]);
  });

  it("lets nothing overtake an item that is still retried: no answer, rate limited, busy, or signed out", () => {
    for (const [status, code] of [
      [0, "offline"],
      [401, "unauthorized"],
      [429, "rate_limited"],
      [503, "unavailable"],
      [502, "unknown"],
    ] as const) {
      expect(drain(queue, (id) => (id === "reply" ? problem(status, code) : null))).toEqual([]);
    }
  });

  it("blocks later messages after a stopped message and what depends on it, and nothing else", () => {
    expect(drain(queue, (id) => (id === "reply" ? problem(409, "stale_reply") : null))).toEqual(["priority"]);
    expect(drain(queue, (id) => (id === "priority" ? problem(403, "forbidden") : null))).toEqual([
      "reply",
      "resolve",
      "second",
    ]);
  });

  it("never lets a later message arrive before an earlier one, nor what depends before what it depends on", () => {
    const kinds = fc.constantFrom("message" as const, "change" as const);
    const fates = fc.constantFrom(0, 200, 403, 409);
    fc.assert(
      fc.property(
        fc.array(fc.record({ kind: kinds, depends: fc.boolean(), fate: fates }), { maxLength: 10 }),
        (all) => {
          const items = all.map(({ kind, depends }, index) =>
            item(`${index}`, { order: index, kind, after: depends && index > 0 ? `${index - 1}` : null }),
          );
          const arrived = drain(items, (id) => {
            const fate = all[Number(id)]?.fate ?? 200;
            return fate === 200 ? null : problem(fate);
          });
          const messages = arrived.filter((id) => all[Number(id)]?.kind === "message").map(Number);
          expect(messages).toEqual([...messages].sort((a, b) => a - b));
          const first = items.find((one) => one.kind === "message")?.id;
          // When a message had arrived, all messages before it had arrived.
          const expected = items.filter((one) => one.kind === "message").map((one) => Number(one.id));
          expect(messages).toEqual(expected.slice(0, messages.length));
          expect(first === undefined || messages.length === 0 || `${messages[0]}` === first).toBe(true);
          for (const id of arrived) {
            const { after } = items[Number(id)] ?? reply;
            expect(after === null || arrived.indexOf(after) < arrived.indexOf(id)).toBe(true);
            expect(after === null || arrived.includes(after)).toBe(true);
          }
        },
      ),
    );
  });

  it("stops a request that breaks the server again and again", () => {
    let tried = reply;
    for (let count = 0; count < 5; count += 1) {
      expect(tried.state).toBe("waiting");
      tried = afterProblem(tried, problem(500, "internal"));
    }
    expect(tried.state).toBe("stopped");
    expect(afterProblem({ ...reply, tries: 50 }, problem(503)).state).toBe("waiting");
  });

  it("does not resend what may have arrived and is too old for the server to recognise the key", () => {
    const tried = beforeTry(reply, 1_000);
    expect(tried.triedAt).toBe(1_000);
    expect(beforeTry(tried, 1_000 + 22 * HOUR).state).toBe("waiting");
    const old = beforeTry(tried, 1_000 + 24 * HOUR);
    expect([old.state, old.problem?.code]).toEqual(["stopped", "too_old"]);
    expect(beforeTry(reply, 99 * HOUR).state).toBe("waiting");
  });

  it("keeps the key of what may have arrived, and uses another for another request", () => {
    expect(again({ ...reply, problem: problem(0, "offline") }, "new")).toMatchObject({
      key: "reply",
      state: "waiting",
    });
    expect(again({ ...reply, state: "stopped", problem: problem(403) }, "new").key).toBe("new");
    const stale = { ...reply, state: "stopped" as const, problem: problem(409, "stale_reply") };
    expect(again(stale, "new", { body: "reply, without a version" })).toMatchObject({
      key: "new",
      state: "waiting",
    });
  });

  it("keeps an answered message until its files are uploaded", () => {
    const file = { key: "f", name: "a.txt", size: 1, type: "", state: "waiting" as const, error: null };
    expect(
      afterAnswer([{ ...reply, files: [file] }], { ...reply, files: [file] }, { id: "c1" }),
    ).toMatchObject([{ state: "files", answerId: "c1" }]);
    expect(afterAnswer([reply], reply, { id: "c1" })).toEqual([]);
  });

  it("sends a later change of the same field with the version that the earlier one made, and no other", () => {
    const change = (id: string, order: number, body: Record<string, unknown>): OutboxItem =>
      item(id, { order, kind: "change", method: "PATCH", body });
    const first = change("a", 1, { status: "waiting", version: 7 });
    const same = change("b", 2, { status: "resolved", version: 7 });
    const other = change("c", 3, { title: "Another", version: 7 });
    expect(afterAnswer([first, same, other], first, { version: 9 }).map((one) => one.body)).toEqual([
      { status: "resolved", version: 9 },
      { title: "Another", version: 7 },
    ]);
  });

  it("takes what depends on an item away with it", () => {
    expect(
      withDependants(queue, "reply")
        .map((one) => one.id)
        .sort(),
    ).toEqual(["reply", "resolve"]);
    expect(withDependants(queue, "second").map((one) => one.id)).toEqual(["second"]);
  });

  it("tries again after a second, later less often, and never gives up", () => {
    expect([1, 2, 3, 9, 99].map((failures) => pauseAfter(failures, 1))).toEqual([
      1_000, 2_000, 4_000, 30_000, 30_000,
    ]);
    expect(pauseAfter(99, 0)).toBe(15_000);
  });
});
