import { readdirSync } from "node:fs";
import { fingerprint, isCurrent, remember, ROOT } from "./fingerprints.mjs";

// Unit tests read sources, documents and settings, and need no program of the machine: of the same files they say the same.
const MADE = [".git", ".next", ".data", ".e2e", "coverage", "dist", "node_modules", "test-results"];
const NAME = "unit tests";

/** A hash of everything that they read; take it before they run. */
export function unitTestSources() {
  const names = readdirSync(ROOT).filter((name) => !MADE.includes(name) && !name.endsWith(".tsbuildinfo"));
  return fingerprint(
    names.sort(),
    (path) => !path.startsWith("src/server/prisma/") && path !== "next-env.d.ts",
  );
}

/** Whether they have passed here with these sources. @param {string} sources */
export function haveUnitTestsPassed(sources) {
  return isCurrent(NAME, sources);
}

/** Notes that they have passed with these sources. @param {string} sources */
export function rememberUnitTests(sources) {
  remember(NAME, sources);
}
