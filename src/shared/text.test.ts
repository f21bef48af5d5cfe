import { describe, expect, it } from "vitest";
import { boundedText, countCharacters, findUnstorable } from "./text";

describe("a text with bounds", () => {
  const text = boundedText({ min: 3, max: 5, tooShort: "short", tooLong: "long" });

  it.each([
    ["abc", "abc"],
    ["  abc  ", "abc"],
    ["😀😀😀", "😀😀😀"],
    ["😀😀😀😀😀", "😀😀😀😀😀"],
  ])("takes %j as %j", (given, taken) => {
    expect(text.parse(given)).toBe(taken);
  });

  it.each([
    ["ab", "short"],
    [" a ", "short"],
    ["😀😀", "short"],
    ["abcdef", "long"],
    ["😀😀😀😀😀😀", "long"],
  ])("refuses %j as too %s", (given, message) => {
    expect(text.safeParse(given).error?.issues.map((issue) => issue.message)).toEqual([message]);
  });

  it("counts characters, not their halves", () => {
    expect(countCharacters("a😀é")).toBe(3);
  });
});

describe("what cannot be stored", () => {
  it("is found wherever it stands", () => {
    expect(findUnstorable({ title: "good", tags: ["a", "b\0"] })).toBe("tags.1");
    expect(findUnstorable({ body: "half \ud83d" })).toBe("body");
  });

  it("is not what is merely unusual", () => {
    expect(findUnstorable({ body: "😀 \u0001 \u202e ﷽", n: 1, nothing: null })).toBeNull();
  });
});
