import { describe, expect, it } from "vitest";
import { de } from "./de";
import { en } from "./en";
import { keptTranslator } from "./kept-translator";

describe("a kept translator", () => {
  it("is the same one for the same words and locale", () => {
    expect(keptTranslator("en-GB", en)).toBe(keptTranslator("en-GB", en));
  });

  it("never speaks for another locale or other words", () => {
    const english = keptTranslator("de", en);
    const german = keptTranslator("de", de);
    expect(german("connections.showMore", { count: 2000 })).not.toBe(
      english("connections.showMore", { count: 2000 }),
    );
    expect(keptTranslator("de-CH", de)("connections.showMore", { count: 2000 })).toContain(
      new Intl.NumberFormat("de-CH").format(2000),
    );
    expect(german("connections.showMore", { count: 2000 })).toContain("2.000");
  });

  it("is made again after very many locales, and says the same", () => {
    const first = keptTranslator("en-GB", en);
    for (let index = 0; index < 60; index++) {
      keptTranslator(`en-x-${index}`, en);
    }
    expect(keptTranslator("en-GB", en)).not.toBe(first);
    expect(keptTranslator("en-GB", en)("connections.showMore", { count: 1 })).toBe(
      first("connections.showMore", { count: 1 }),
    );
  });
});
