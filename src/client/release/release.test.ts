import { describe, expect, it } from "vitest";
import { IDLE_MILLISECONDS, isMissingChunk, reactionTo, type ReleaseFacts } from "./release";

const OLD: ReleaseFacts = {
  own: "1.0.0+a",
  server: "1.0.0+b",
  hasReloaded: false,
  isBusy: false,
  isHidden: false,
  idle: 0,
};

describe("a page from before a deployment", () => {
  it("does nothing while the server is the release that it came from, or has not said which it is", () => {
    expect(reactionTo({ ...OLD, server: OLD.own, isHidden: true })).toBe("nothing");
    expect(reactionTo({ ...OLD, server: null, isHidden: true })).toBe("nothing");
  });

  it("reloads by itself when nobody uses it: hidden, or untouched for long", () => {
    expect(reactionTo({ ...OLD, isHidden: true })).toBe("reload");
    expect(reactionTo({ ...OLD, idle: IDLE_MILLISECONDS })).toBe("reload");
    expect(reactionTo({ ...OLD, idle: IDLE_MILLISECONDS - 1 })).toBe("offer");
  });

  it("only offers it while something is written or sent, hidden or not", () => {
    expect(reactionTo({ ...OLD, isBusy: true, isHidden: true })).toBe("offer");
    expect(reactionTo({ ...OLD, isBusy: true, idle: IDLE_MILLISECONDS })).toBe("offer");
  });

  it("reloads by itself once for a release: two releases side by side do not make a page reload in a loop", () => {
    expect(reactionTo({ ...OLD, hasReloaded: true, isHidden: true })).toBe("offer");
  });
});

describe("a missing chunk of the program", () => {
  it("is distinguished from a bug by the error messages of browsers and bundler", () => {
    const chunk = Object.assign(new Error("Failed to load chunk /_next/static/chunks/a.js"), {
      name: "ChunkLoadError",
    });
    for (const error of [
      chunk,
      new TypeError("Failed to fetch dynamically imported module: https://desk/a.js"),
      new TypeError("error loading dynamically imported module: https://desk/a.js"),
      new TypeError("Importing a module script failed."),
    ]) {
      expect(isMissingChunk(error)).toBe(true);
    }
    expect(isMissingChunk(new TypeError("Cannot read properties of undefined"))).toBe(false);
    expect(isMissingChunk("ChunkLoadError")).toBe(false);
  });
});
