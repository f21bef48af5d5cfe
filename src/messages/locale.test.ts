import { describe, expect, it } from "vitest";
import { chooseSpeech } from "./locale";

describe("the language that somebody reads", () => {
  it.each([
    ["nobody asks", null, null, "en", "en"],
    ["the browser asks", null, "de-AT,de;q=0.9,en;q=0.8", "de", "de-AT"],
    ["the browser prefers what is spoken here to what is not", null, "eo, de;q=0.5, en;q=0.7", "en", "en"],
    ["the profile goes before the browser", "de", "en-GB,en;q=0.9", "de", "de"],
    ["the browser's region stays with the profile's language", "en", "de,en-gb;q=0.2", "en", "en-GB"],
    ["a choice that is none of ours is no choice", "eo", "de", "de", "de"],
    ["of a tag only language and region count", null, "de-Latn-CH-1996", "de", "de-CH"],
    ["what is refused is not spoken", null, "de;q=0, en;q=0.1", "en", "en"],
  ])("%s", (_, chosen, accepted, language, locale) => {
    expect(chooseSpeech(chosen, accepted)).toEqual({ language, locale });
  });

  it.each(["de-".repeat(500), "x".repeat(100_000), ",".repeat(100_000), "de-x-;q=;;", "\u0000", "en-a-b"])(
    "a header that is none is answered in a language all the same: %j",
    (header) => {
      expect(chooseSpeech(null, header).language).toMatch(/^(en|de)$/);
    },
  );
});
