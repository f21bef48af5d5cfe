import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { ROOT } from "./fingerprints.mjs";

const SHOWN = 10;

/**
 * Lines that say which test files took longest, from vitest's and Playwright's reports as JSON; nothing of a report that is not there.
 * @param {{ vitest: string, playwright: string }} reports Their files.
 * @returns {string[]}
 */
export function longestOf({ vitest, playwright }) {
  return [
    ...lines("unit and integration tests", read(vitest, timesOfVitest)),
    ...lines("browser tests", read(playwright, timesOfPlaywright)),
  ];
}

/** @param {string} title @param {[string, number][]} times @returns {string[]} */
function lines(title, times) {
  const longest = times.sort(([, one], [, other]) => other - one).slice(0, SHOWN);
  return longest.length === 0
    ? []
    : [
        `What took longest of the ${title}:`,
        ...longest.map(
          ([file, milliseconds]) => `${(milliseconds / 1_000).toFixed(1).padStart(7)} s  ${file}`,
        ),
      ];
}

/** @param {string} file @param {(report: any) => [string, number][]} timesOf @returns {[string, number][]} */
function read(file, timesOf) {
  try {
    return timesOf(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    // A run that was ended has written none.
    return [];
  }
}

/** @param {{ testResults: { name: string, startTime: number, endTime: number }[] }} report @returns {[string, number][]} */
function timesOfVitest({ testResults }) {
  return testResults.map(({ name, startTime, endTime }) => [relative(ROOT, name), endTime - startTime]);
}

/** @typedef {{ specs?: { tests: { results: { duration: number }[] }[] }[], suites?: Suite[] }} Suite */

/** @param {{ suites: (Suite & { file: string })[] }} report @returns {[string, number][]} */
function timesOfPlaywright({ suites }) {
  return suites.map((suite) => [`e2e/${suite.file}`, durationOf(suite)]);
}

/** @param {Suite} suite @returns {number} */
function durationOf({ specs = [], suites = [] }) {
  const own = specs.flatMap(({ tests }) =>
    tests.flatMap(({ results }) => results.map(({ duration }) => duration)),
  );
  return [...own, ...suites.map(durationOf)].reduce((sum, one) => sum + one, 0);
}
