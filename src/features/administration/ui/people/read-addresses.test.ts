import { describe, expect, it } from "vitest";
import { readAddresses } from "./read-addresses";

describe("addresses that were pasted", () => {
  it("stand one a line, or with commas or semicolons between them", () => {
    const { people } = readAddresses("a@example.org\nb@example.org, c@example.org;d@example.org\n\n");
    expect(people.map(({ email }) => email)).toEqual([
      "a@example.org",
      "b@example.org",
      "c@example.org",
      "d@example.org",
    ]);
  });

  it("bring their names, and those without one get one of the address", () => {
    const { people } = readAddresses(
      '"Berger Anna" <Anna@Example.org>\nAda <ada@x.org>\njo.van-dyk+it@x.org',
    );
    expect(people).toEqual([
      { name: "Berger Anna", email: "anna@example.org" },
      { name: "Ada", email: "ada@x.org" },
      { name: "Jo Van Dyk", email: "jo.van-dyk+it@x.org" },
    ]);
  });

  it("count once, however they are written; what is no address is said", () => {
    expect(readAddresses("a@x.org, A@X.ORG\nhello\nb@")).toEqual({
      people: [{ name: "A", email: "a@x.org" }],
      unreadable: ["hello", "b@"],
    });
  });
});
