import { parentPort } from "node:worker_threads";
import * as core from "@zxcvbn-ts/core";
import * as common from "@zxcvbn-ts/language-common";
import * as english from "@zxcvbn-ts/language-en";

// A thread of its own: loading the dictionaries takes hundreds of milliseconds, and 32 hostile characters take twenty.
const zxcvbn = new core.ZxcvbnFactory({
  dictionary: { ...common.dictionary, ...english.dictionary },
  graphs: common.adjacencyGraphs,
  translations: english.translations,
  // More of them find nothing further and take ten times as long.
  l33tMaxSubstitutions: 4,
});

parentPort?.on("message", ({ id, texts, words }) => {
  // The first text is judged last, so that a tie tells its reason.
  const judged = texts.map((text) => zxcvbn.check(text, words)).reverse();
  const best = judged.reduce((one, other) => (other.guesses >= one.guesses ? other : one));
  parentPort?.postMessage({ id, guesses: best.guesses, weakness: weaknessOf(best.sequence) });
});

/** What most of the text is, in a word. */
function weaknessOf(sequence) {
  const [longest] = [...sequence].sort((one, other) => other.token.length - one.token.length);
  if (longest?.pattern !== "dictionary") {
    return longest?.pattern ?? "bruteforce";
  }
  return longest.dictionaryName.includes("passwords") ? "common" : "words";
}
