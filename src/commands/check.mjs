import { spawn } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "./bootstrap/fingerprints.mjs";
import { prepare } from "./bootstrap/prepare.mjs";
import { giveUp } from "./run.mjs";
import { rememberUnitTests, unitTestSources } from "./bootstrap/unit-tests.mjs";

const UNIT_TESTS = "unit tests and architecture";

// All checks of the sources without running the product: `npm run check`. Two at a time, all to the end.
const CHECKS = [
  { name: "types", command: ["tsc", "--noEmit", "-p", "."] },
  { name: "eslint", command: ["eslint", ".", "--cache", "--cache-location", "node_modules/.cache/eslint/"] },
  { name: "formatting", command: ["prettier", "--check", ".", "--cache", "--log-level", "warn"] },
  { name: "dead code", command: ["knip", "--no-progress"] },
  { name: "API document and generated client", command: ["node", "src/commands/check-api.mjs"] },
  { name: UNIT_TESTS, command: ["vitest", "run", "--project", "unit"] },
];
const AT_ONCE = 2;

try {
  await prepare();
  const sources = unitTestSources();
  const waiting = [...CHECKS];
  const failed = [];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let check = waiting.shift(); check; check = waiting.shift()) {
        if (!(await passes(check))) {
          failed.push(check.name);
        }
      }
    }),
  );
  if (!failed.includes(UNIT_TESTS)) {
    rememberUnitTests(sources);
  }
  if (failed.length > 0) {
    process.stdout.write(`\nNot in order: ${failed.join(", ")}\n`);
    process.exitCode = 1;
  }
} catch (error) {
  giveUp(error);
}

/** @param {{ name: string, command: string[] }} check @returns {Promise<boolean>} */
function passes({ name, command: [program = "", ...args] }) {
  const began = Date.now();
  return new Promise((resolve) => {
    const file = program === "node" ? process.execPath : join(ROOT, "node_modules", ".bin", program);
    const child = spawn(file, args, {
      cwd: ROOT,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (output += chunk));
    child.on("close", (code) => {
      const seconds = ((Date.now() - began) / 1000).toFixed(1);
      process.stdout.write(`${code === 0 ? "✓" : "✗"} ${name} (${seconds} s)\n${code === 0 ? "" : output}`);
      resolve(code === 0);
    });
  });
}
