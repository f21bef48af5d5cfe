import { describe, expect, it } from "vitest";
import { sameAsBefore } from "./same-as-before";

describe("a list that is rebuilt at each change", () => {
  it("returns the earlier objects for equal items, at whatever index they are now", () => {
    const kept = sameAsBefore<{ id: string; words: string[] }>((item) => item.id);
    const build = (ids: string[], words: string) =>
      ids.map((id) => ({ id, words: [id, id === "b" ? words : ""] }));
    const [a, b, c] = kept(build(["a", "b", "c"], "old"));
    const again = kept(build(["new", "c", "b", "a"], "changed"));
    expect(again.map((item) => item.id)).toEqual(["new", "c", "b", "a"]);
    expect(again[1]).toBe(c);
    expect(again[3]).toBe(a);
    expect(again[2]).not.toBe(b);
    expect(again[2]?.words).toEqual(["b", "changed"]);
  });
});
