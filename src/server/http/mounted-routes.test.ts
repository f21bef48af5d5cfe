import { describe, expect, it } from "vitest";
import { matchPath } from "./mounted-routes";

describe("a mounted route's path", () => {
  it("gives its parts in brackets, decoded", () => {
    expect(matchPath("/api/tickets/[ticket]/comments", "/api/tickets/a%20b/comments")).toEqual({
      ticket: "a b",
    });
    expect(matchPath("/api/stats", "/api/stats")).toEqual({});
  });

  it.each([
    "/api/tickets/1",
    "/api/tickets//comments",
    "/api/tickets/1/comments/2",
    "/api/tickets/%E0%A4/comments",
    "/api/Tickets/1/comments",
  ])("does not fit %s", (path) => {
    expect(matchPath("/api/tickets/[ticket]/comments", path)).toBeNull();
  });
});
