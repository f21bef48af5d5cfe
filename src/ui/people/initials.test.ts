import { describe, expect, it } from "vitest";
import { hueOf, initialsOf } from "./initials";

describe("initials", () => {
  it.each([
    ["Ada Lovelace", "AL"],
    ["Maria del Carmen Ruiz", "MR"],
    ["cher", "CH"],
    ["grace.hopper@example.org", "GO"],
    ["Ŝanĝo Ĝis", "ŜĜ"],
    ["高橋", "高橋"],
    ["ნინო ბერიძე", "ნბ"],
    ["  ", "?"],
    ["🙂", "?"],
  ])("of %s are %s", (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });

  it("come with a hue that stays the same and differs between people", () => {
    expect(hueOf("person-1")).toBe(hueOf("person-1"));
    expect(new Set(Array.from({ length: 60 }, (_, n) => hueOf(`person-${n}`))).size).toBeGreaterThan(12);
  });
});
