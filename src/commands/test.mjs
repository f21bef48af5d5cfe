import { spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./bootstrap/fingerprints.mjs";
import { longestOf } from "./bootstrap/longest.mjs";
import { buildPages, prepare } from "./bootstrap/prepare.mjs";
import { giveUp } from "./run.mjs";
import { installTestTools } from "./bootstrap/test-tools.mjs";

// `npm test`: sets up what the tests need, then runs them all. Words after `--` go to vitest, and then it runs alone.
const chosen = process.argv.slice(2);

// Both suites write down here how long each test took.
const FOLDER = join(ROOT, "node_modules", ".cache", "test-times");
const REPORTS = { vitest: join(FOLDER, "vitest.json"), playwright: join(FOLDER, "playwright.json") };
const TIMED = ["--reporter=default", "--reporter=json", `--outputFile.json=${REPORTS.vitest}`];

try {
  await prepare(async () => {
    await installTestTools();
    if (chosen.length === 0) {
      await buildPages();
    }
  });
  const suites = [
    { name: "unit and integration tests", program: "vitest", args: ["run", ...TIMED, ...chosen] },
    ...(chosen.length > 0 ? [] : [{ name: "browser tests", program: "playwright", args: ["test"] }]),
  ];
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  for (const { name, program, args } of suites) {
    process.stdout.write(`\n== ${name}\n`);
    const code = await runVisibly(program, args);
    if (code !== 0) {
      process.stdout.write(`\nThe ${name} did not pass.\n`);
      process.exit(code ?? 1);
    }
  }
  process.stdout.write(`\n${longestOf(REPORTS).join("\n")}\n`);
} catch (error) {
  giveUp(error);
}

/** @param {string} program @param {string[]} args @returns {Promise<number | null>} */
function runVisibly(program, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(join(ROOT, "node_modules", ".bin", program), args, {
      cwd: ROOT,
      stdio: "inherit",
      env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: REPORTS.playwright },
    });
    child.on("error", reject);
    child.on("close", resolve);
  });
}
