import { createContext, runInContext } from "node:vm";
import { transformSync } from "esbuild";
import compile from "icu-minify/compile";

/**
 * A loader of the pages' build: a file of sentences (src/messages) with each sentence as its parsed parts, so that no browser
 * needs the reader of ICU's syntax, and no server reads a sentence again. What puts the parts together stands in its place
 * (next.config.mjs). Tests and the commands read the sentences themselves; a test holds both against each other.
 * @param {string} source
 * @returns {string}
 */
export default function compileMessages(source) {
  const { code } = transformSync(source, { loader: "ts", format: "cjs" });
  /** @type {{ exports: Record<string, unknown> }} */
  const file = { exports: {} };
  runInContext(code, createContext({ module: file, exports: file.exports }));
  return Object.entries(file.exports)
    .map(([name, words]) => `export const ${name} = ${JSON.stringify(compiledWords(words))};`)
    .join("\n");
}

/**
 * The words with every sentence compiled; what is a plain text stays one.
 * @param {unknown} words
 * @returns {unknown}
 */
export function compiledWords(words) {
  if (typeof words === "string") {
    return compile(words);
  }
  return Object.fromEntries(
    Object.entries(/** @type {object} */ (words)).map(([key, inner]) => [key, compiledWords(inner)]),
  );
}
