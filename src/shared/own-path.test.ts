import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isPlainPath, ownPath, ownTarget } from "./own-path";

const OURS = "http://localhost:3003";

describe("the target of a redirect", () => {
  it.each([
    [undefined, "/"],
    ["", "/"],
    ["/tickets/5?tab=files#last", "/tickets/5?tab=files#last"],
    ["/tickets?q=//evil.example&status=open,closed", "/tickets?q=//evil.example&status=open,closed"],
    ["/tickets?q=%2F%2Fevil", "/tickets?q=%2F%2Fevil"],
    ["/tickets/../tickets/7", "/tickets/7"],
    ["/tickets/m%C3%BCll", "/tickets/m%C3%BCll"],
    ["https://evil.example/", "/"],
    ["//evil.example/x", "/"],
    ["///evil.example/x", "/"],
    ["/\\evil.example", "/"],
    ["/\t/evil.example", "/"],
    ["/.//evil.example", "/"],
    ["/..//evil.example", "/"],
    ["/./\\evil.example", "/"],
    ["/%2e//evil.example", "/"],
    ["/%2E%2e//evil.example", "/"],
    ["/tickets/..//evil.example", "/"],
    ["/x/.././/evil.example", "/"],
    ["/%2F/evil.example", "/"],
    ["/%2Fevil.example", "/"],
    ["/%5cevil.example", "/"],
    ["/%252Fevil.example", "/"],
    ["/%25252525252525252525252Fevil.example", "/"],
    ["/%09/evil.example", "/"],
    ["/%0d%0aset-cookie:x", "/"],
    ["http://localhost:3003//evil.example", "/"],
    ["http://localhost:3003/.//evil.example", "/"],
    ["blob:http://localhost:3003/x", "/"],
    ["http://localhost:3003@evil.example/", "/"],
    ["javascript:alert(1)", "/"],
    ["tickets", "/"],
    ["http://localhost:3003/tickets", "/tickets"],
    ["http://localhost:3003.evil.example/tickets", "/"],
    ["/sign-in?callbackUrl=/sign-in", "/"],
    ["/api/auth/signout", "/"],
  ])("%j leads to %j", (wish, path) => {
    expect(ownPath(wish, [OURS])).toBe(path);
  });

  it("is never off our origin, whatever the wish is, and reading it twice gives the same", () => {
    const piece = fc.constantFrom(
      ...["/", "\\", ".", "..", "//", "%2f", "%2F", "%5c", "%2e", "%25", "%09", "%0a", "\t", "\n", "\r"],
      ...[" ", "@", ":", "?", "#", "evil.example", "own.invalid", "localhost:3003", "http:", "https:"],
      ...[
        "javascript:",
        "blob:",
        "data:",
        "tickets",
        "\u0000",
        "\u2028",
        "\u3002",
        "\uff0f",
        "[::1]",
        ";",
        "&",
      ],
    );
    const made = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));
    const wishes = fc.oneof(
      made,
      made.map((rest) => `/${rest}`),
      made.map((rest) => `${OURS}${rest}`),
      fc.string(),
      fc.webUrl(),
    );
    fc.assert(
      fc.property(wishes, (wish) => {
        for (const target of [ownPath(wish, [OURS]), ownTarget(wish, [OURS]) ?? "/"]) {
          for (const origin of [OURS, "https://desk.example.org"]) {
            expect(new URL(target, origin).origin).toBe(origin);
            // Where a proxy or a client decodes it once more, it still leads here.
            expect(new URL(decodeAll(target.split(/[?#]/, 1)[0] ?? ""), origin).origin).toBe(origin);
          }
          expect(target).toMatch(/^\/(?![/\\]|\.\/|%2f|%5c|%09)/i);
          expect(target).not.toMatch(/[\u0000-\u001f\u007f]/);
          expect(ownTarget(target)).toBe(target);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ["/", true],
    ["/tickets/5", true],
    ["/_next/static/chunks/%5Bticket%5D.js", true],
    ["//evil.example", false],
    ["/%5cevil.example/", false],
    ["/.//evil.example/", false],
  ])("the path %j is plain: %j", (path, isPlain) => {
    expect(isPlainPath(path)).toBe(isPlain);
  });
});

function decodeAll(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
