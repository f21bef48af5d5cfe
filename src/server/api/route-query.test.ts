import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { isAppError } from "@/shared/errors";
import { boundedList } from "@/shared/bounded-list";
import { pageFields } from "@/shared/paging";
import { readQuery } from "./route-query";

const schema = z.object({
  tag: boundedList(z.string()).optional(),
  whole: boundedList(z.string(), { isWhole: true }).optional(),
  q: z.string().optional(),
  ...pageFields,
});
const read = (search: string) => readQuery(new URL(`http://localhost/${search}`), schema);

function refusal(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return isAppError(error) ? [error.code, error.extras.errors?.[0]?.path] : error;
  }
}

describe("the parameters of a request", () => {
  it("are lists where a list is wanted, repeated or with commas, each value once", () => {
    expect(read("?tag=a&tag=b,c&tag=a&tag=&tag=,")).toEqual({ tag: ["a", "b", "c"] });
  });

  it("are lists of values with commas where values can have them", () => {
    expect(read("?whole=a,b&whole=c&whole=&whole=c")).toEqual({ whole: ["a,b", "c"] });
  });

  it("are one text elsewhere, and commas belong to it", () => {
    expect(read("?q=a,b&q=&limit=5")).toEqual({ q: "a,b", limit: "5" });
  });

  it("are refused when one parameter has two different values, of which one would win by chance", () => {
    expect(read("?limit=5&limit=5")).toEqual({ limit: "5" });
    expect(refusal(() => read("?limit=5&limit=6"))).toEqual(["invalid", "limit"]);
  });

  it("are refused when they are too long together", () => {
    expect(refusal(() => read(`?q=${"x".repeat(9_000)}`))).toEqual(["bad_request", undefined]);
  });

  it("that the schema does not know are ignored, whatever their names", () => {
    const names = fc.oneof(
      fc.string(),
      fc.constantFrom("__proto__", "constructor", "toString", "TAG", "tag[]"),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(names, fc.string()), { maxLength: 200 }), (pairs) => {
        const unknown = pairs.filter(([name]) => !Object.hasOwn(schema.shape, name));
        const search = `?${new URLSearchParams(unknown).toString()}`;
        fc.pre(search.length < 8_000);
        expect(Object.entries(read(search))).toEqual([]);
      }),
    );
  });
});
