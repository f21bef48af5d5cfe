import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { readFirstLoad } from "@/testing/processes/first-load";
import { projectRoot } from "@/server/process/root";

/** What the pages that people open first may load before they react, in kB after gzip: a little more than they do. */
const BUDGETS = {
  "(auth)/sign-in": 160,
  "(desk)/tickets": 255,
  "(desk)/tickets/[ticket]": 290,
  "(desk)/admin": 240,
  "(desk)/account": 255,
};

/** What stands in the code of a package alone, whatever a build makes of it. */
const SOCKETS = "xhr poll error";
const SCHEMAS = "invalid_type";
const READER_OF_SENTENCES = "EXPECT_ARGUMENT_CLOSING_BRACE";
const POPUPS = "data-base-ui-";

for (const [page, budget] of Object.entries(BUDGETS)) {
  test(`the first load of ${page} keeps to its budget`, () => {
    const load = readFirstLoad(projectRoot(), page);
    expect(load?.packedKilobytes).toBeGreaterThan(100);
    expect(load?.packedKilobytes).toBeLessThanOrEqual(budget);
  });

  test(`the first load of ${page} has neither sockets, nor a reader of sentences, nor popups`, () => {
    const text = readFirstLoad(projectRoot(), page)?.texts.join("\n") ?? "";
    const found = [SOCKETS, READER_OF_SENTENCES, POPUPS].filter((mark) => text.includes(mark));
    expect(found).toEqual([]);
  });
}

test("the sign-in page loads no schemas", () => {
  const text = readFirstLoad(projectRoot(), "(auth)/sign-in")?.texts.join("\n") ?? SCHEMAS;
  expect(text).not.toContain(SCHEMAS);
});

test("the sentences of browsers come compiled", () => {
  const folder = join(projectRoot(), ".next", "static", "chunks");
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith(".js"))
    .map((name) => readFileSync(join(folder, name), "utf8"));
  expect(texts.some((text) => text.includes("This part of the page could not be loaded"))).toBe(true);
  expect(texts.filter((text) => /\{\w+, (?:plural|select|number)\b/.test(text))).toEqual([]);
});
