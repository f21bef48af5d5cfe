import { spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { join } from "node:path";
import { ROOT } from "./bootstrap/fingerprints.mjs";
import { longestOf } from "./bootstrap/longest.mjs";
import { prepare } from "./bootstrap/prepare.mjs";
import { Phases } from "./bootstrap/phases.mjs";
import { run } from "./bootstrap/run-program.mjs";
import { giveUp } from "./run.mjs";
import { installTestTools } from "./bootstrap/test-tools.mjs";
import { haveUnitTestsPassed, rememberUnitTests, unitTestSources } from "./bootstrap/unit-tests.mjs";

// `npm test`: sets up what the tests need, then runs them all. Words after `--` go to vitest, and then it runs alone.
const chosen = process.argv.slice(2);
const isWhole = chosen.length === 0;

// Both suites write down here how long each test took.
const FOLDER = join(ROOT, "node_modules", ".cache", "test-times");
const REPORTS = { vitest: join(FOLDER, "vitest.json"), playwright: join(FOLDER, "playwright.json") };
const TIMED = ["--reporter=default", "--reporter=json", `--outputFile.json=${REPORTS.vitest}`];

const phases = new Phases();

try {
  await phases.time("preparing", () => prepare(installTestTools));
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  // Nothing of it waits for the pages, so they are built meanwhile.
  const building = isWhole ? phases.time("build, beside the tests", build) : Promise.resolve();
  building.catch(() => undefined);
  const sources = unitTestSources();
  const isTestedAlready = isWhole && haveUnitTestsPassed(sources);
  if (isTestedAlready) {
    process.stdout.write("\n== unit tests: `npm run check` has passed them, of exactly these files\n");
  }
  const name = isTestedAlready ? "integration tests" : "unit and integration tests";
  const only = isTestedAlready ? ["--project", "integration"] : [];
  await pass(name, "vitest", ["run", ...TIMED, ...only, ...chosen]);
  if (isWhole) {
    rememberUnitTests(sources);
    await phases.time("waiting for the build", () => building);
    await pass("browser tests", "playwright", ["test"]);
  }
  process.stdout.write(`\n${[...longestOf(REPORTS), phases.line()].join("\n")}\n`);
} catch (error) {
  giveUp(error);
}

/** Builds the pages in what the tests leave of the machine. */
async function build() {
  const { code, output } = await run(process.execPath, ["src/commands/build.mjs"], {}, (pid) =>
    setPriority(pid, constants.priority.PRIORITY_LOW),
  );
  if (code !== 0) {
    throw new Error(`The pages could not be built:\n${output}`);
  }
}

/** Runs a suite; one that does not pass ends all. @param {string} name @param {string} program @param {string[]} args */
async function pass(name, program, args) {
  process.stdout.write(`\n== ${name}\n`);
  const code = await phases.time(name, () => runVisibly(program, args));
  if (code !== 0) {
    process.stdout.write(`\nThe ${name} did not pass.\n`);
    process.exit(code ?? 1);
  }
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
