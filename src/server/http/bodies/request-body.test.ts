import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { findUnstorable } from "@/shared/text";
import { parseForm, parseJson } from "./request-body";

describe("JSON in a request", () => {
  it.each(["[", '{"a":'])("nested as deeply as fits into a body is refused, not walked: %s", (open) => {
    const depth = Math.floor(131_000 / (open.length + 1));
    expect(() => parseJson(open.repeat(depth * 2))).toThrow(expect.objectContaining({ code: "bad_json" }));
    const whole = `${open.repeat(depth)}1${(open === "[" ? "]" : "}").repeat(depth)}`;
    expect(() => parseJson(whole)).toThrow(expect.objectContaining({ code: "invalid" }));
  });

  it("closed again properly is refused as well, and so are 100,000 values", () => {
    expect(() => parseJson("[".repeat(100_000) + "]".repeat(100_000))).toThrow("nested too deeply");
    expect(() => parseJson(`[${"1,".repeat(100_000)}1]`)).toThrow("too many values");
    expect(() => parseJson(`{${'"a":1,'.repeat(40_000)}"a":1}`)).toThrow("too many values");
  });

  it("counts no bracket or comma inside a text", () => {
    const text = `${"[{,".repeat(20_000)}\\"`;
    expect(parseJson(JSON.stringify({ text }))).toEqual({ text });
  });

  it("within the bounds is what JSON.parse makes of it", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 20 }), (value) => {
        const text = JSON.stringify(value);
        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it("with __proto__ has no effect on prototypes, and of a repeated name the last counts", () => {
    const parsed = parseJson('{"__proto__":{"role":"admin"},"a":1,"a":2}');
    expect(z.object({ a: z.number(), role: z.string().optional() }).parse(parsed)).toEqual({ a: 2 });
    expect(Reflect.get({}, "role")).toBeUndefined();
    expect(findUnstorable(parsed)).toBeNull();
  });
});

describe("a form in a request", () => {
  it("has a handful of fields", () => {
    expect(parseForm("email=a%40b&password=c+d&password=e")).toEqual({ email: "a@b", password: "e" });
    expect(() => parseForm("a=1&".repeat(50_000))).toThrow(expect.objectContaining({ code: "too_large" }));
  });
});
