import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parse, TYPE, type MessageFormatElement } from "@formatjs/icu-messageformat-parser";
import { _createCache, _createIntlFormatters, createTranslator } from "use-intl/core";
import formatCompiled from "use-intl/format-message/format-only";
import { expect, it } from "vitest";
import { z } from "zod";
import { de } from "@/messages/de";
import { en } from "@/messages/en";
import { projectRoot } from "@/server/process/root";
import compileMessages, { compiledWords } from "./message-loader.mjs";

const COUNTS = [0, 1, 2, 3, 11, 1_234.5];
const NAMES = ["Ada", "it's <b>#{x}</b>", "", "7"];
const compiledSchema = z.union([z.string(), z.array(z.any())]);

it.each([
  ["en", en],
  ["de", de],
])("every sentence reads in a browser (%s) as it was written", (locale, words) => {
  const cache = _createCache();
  const formatters = _createIntlFormatters(cache);
  const sentences = sentencesOf(words);
  expect(sentences.length).toBeGreaterThan(900);
  for (const sentence of sentences) {
    const written = createTranslator({ locale, messages: { sentence }, timeZone: "UTC" });
    const compiled = compiledSchema.parse(compiledWords(sentence));
    for (const values of valuesFor(sentence)) {
      const options = { cache, formatters, locale, timeZone: "UTC" };
      expect(flat(formatCompiled("sentence", compiled, values, options))).toBe(
        flat(written.rich("sentence", values)),
      );
    }
  }
});

it("the loader makes of each file of sentences a module with the same words, compiled", async () => {
  for (const [language, words] of Object.entries({ en, de })) {
    const folder = join(projectRoot(), "src", "messages", language);
    const modules: object[] = [];
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
    for (const name of files.filter((path) => path.endsWith(".ts"))) {
      const code = compileMessages(readFileSync(join(folder, name), "utf8"));
      const loaded: object = await import(
        /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`
      );
      modules.push(loaded);
    }
    expect(Object.assign({}, ...modules)).toEqual(compiledWords(words));
  }
});

function sentencesOf(words: unknown): string[] {
  return typeof words === "string" ? [words] : Object.values(Object(words)).flatMap(sentencesOf);
}

type Values = Record<string, string | number | Date | ((chunks: unknown) => string)>;

/** Enough values for a sentence that each of its branches is read. */
function valuesFor(sentence: string): Values[] {
  const all: Values[] = Array.from({ length: COUNTS.length }, () => ({}));
  const visit = (parts: readonly MessageFormatElement[]): void => {
    for (const part of parts) {
      all.forEach((values, index) => {
        if (part.type === TYPE.argument) {
          values[part.value] = NAMES[index % NAMES.length] ?? "";
        } else if (part.type === TYPE.number || part.type === TYPE.plural) {
          values[part.value] = COUNTS[index] ?? 0;
        } else if (part.type === TYPE.select) {
          const choices = Object.keys(part.options);
          values[part.value] = choices[index % choices.length] ?? "other";
        } else if (part.type === TYPE.date || part.type === TYPE.time) {
          values[part.value] = new Date(Date.UTC(2026, index, 1, 15));
        } else if (part.type === TYPE.tag) {
          const name = part.value;
          values[name] = (chunks) => `[${name} ${flat(chunks)}]`;
        }
      });
      if (part.type === TYPE.plural || part.type === TYPE.select) {
        Object.values(part.options).forEach((option) => visit(option.value));
      } else if (part.type === TYPE.tag) {
        visit(part.children);
      }
    }
  };
  visit(parse(sentence));
  return all;
}

function flat(spoken: unknown): string {
  return Array.isArray(spoken) ? spoken.map(flat).join("") : String(spoken);
}
