import { describe, expect, it } from "vitest";
import { pageAddressFault } from "./page-address";

const withParameters = (count: number): string => `/tickets?${Array(count).fill("a=1").join("&")}`;

describe("the address of a page", () => {
  it("has at most a hundred parameters, of one name or of many", () => {
    expect(pageAddressFault(withParameters(100), "/tickets")).toBeUndefined();
    expect(pageAddressFault(withParameters(101), "/tickets")?.english).toBe(
      "The address of a page has at most 100 parameters.",
    );
    expect(pageAddressFault(`/tickets?${"&".repeat(5_000)}`, "/tickets")).toBeDefined();
  });

  it("may hold an ampersand in its path", () => {
    expect(pageAddressFault(`/tickets/${"&".repeat(200)}`, `/tickets/${"&".repeat(200)}`)).toBeUndefined();
  });

  it("is text once it is decoded", () => {
    expect(pageAddressFault("/tickets/%ff", "/tickets/%ff")?.english).toBe(
      "The address of the request cannot be read.",
    );
    expect(pageAddressFault("/tickets/%C3%A9?a=%ff", "/tickets/%C3%A9")).toBeUndefined();
  });
});
