import { beforeEach, describe, expect, it, vi } from "vitest";
import { MemoryStorage } from "@/testing/browser/memory-storage";
import type { OutboxItem } from "./outbox";
import { OutboxStore } from "./store";
import { outboxKey, parseItem, unreadableItems } from "./stored-item";

const ITEM: OutboxItem = {
  id: "i1",
  lane: "t1",
  order: 1,
  kind: "message",
  method: "POST",
  path: "/api/tickets/t1/comments",
  body: { body: "It hums." },
  key: "k1",
  after: null,
  about: { isInternal: false },
  state: "waiting",
  problem: null,
  tries: 0,
  triedAt: null,
  answerId: null,
  filesPath: null,
  fileFields: {},
  files: [{ key: "f", name: "a.txt", size: 1, type: "text/plain", state: "waiting", error: null }],
};

let storage = new MemoryStorage();

beforeEach(() => {
  storage = new MemoryStorage();
  vi.stubGlobal("localStorage", storage);
});

describe("what the outbox stores in a browser", () => {
  it("comes back as it was stored, with what a newer release added to it", () => {
    const newer = { ...ITEM, urgency: "high", problem: { ...problem(), hint: "later" } };
    expect(parseItem(JSON.stringify(newer))).toEqual({ kind: "value", value: newer });
  });

  it.each([
    ["another release's shape", JSON.stringify({ ...ITEM, kind: "reaction" })],
    [
      "a file of a state that is not known",
      JSON.stringify({ ...ITEM, files: [{ key: "f", state: "gone" }] }),
    ],
    ["a problem of another shape", JSON.stringify({ ...ITEM, problem: { status: "409" } })],
    ["half of it", JSON.stringify(ITEM).slice(0, 40)],
    ["nothing of ours", "null"],
  ])("%s is kept as it is and shown, and hinders nothing else", (_, text) => {
    const strange = outboxKey("p1", "strange");
    storage.setItem(strange, text);
    storage.setItem(outboxKey("p1", ITEM.id), JSON.stringify(ITEM));
    storage.setItem(outboxKey("p2", "other"), text);
    const store = new OutboxStore("p1");
    store.refresh();
    expect(store.items()).toEqual([ITEM]);
    store.add([{ ...ITEM, id: "i2", order: 2 }]);
    store.remove(["i1", "i2"]);
    expect(storage.getItem(strange)).toBe(text);
    expect(unreadableItems("p1")).toEqual([{ key: strange, text }]);
  });
});

function problem() {
  return {
    status: 409,
    code: "stale_reply",
    detail: "",
    errors: [{ path: "body", message: "" }],
    members: {},
  };
}
