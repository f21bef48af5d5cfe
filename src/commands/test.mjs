import { spawn } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "./bootstrap/fingerprints.mjs";
import { buildPages, prepare } from "./bootstrap/prepare.mjs";
import { giveUp } from "./run.mjs";
import { installTestTools } from "./bootstrap/test-tools.mjs";

// `npm test`: sets up what the tests need, then runs them all. Words after `--` go to vitest, and then it runs alone.
const chosen = process.argv.slice(2);

try {
  await prepare(async () => {
    await installTestTools();
    if (chosen.length === 0) {
      await buildPages();
    }
  });
  const suites = [
    { name: "unit and integration tests", program: "vitest", args: ["run", ...chosen] },
    ...(chosen.length > 0 ? [] : [{ name: "browser tests", program: "playwright", args: ["test"] }]),
  ];
  for (const { name, program, args } of suites) {
    process.stdout.write(`\n== ${name}\n`);
    const code = await runVisibly(program, args);
    if (code !== 0) {
      process.stdout.write(`\nThe ${name} did not pass.\n`);
      process.exit(code ?? 1);
    }
  }
} catch (error) {
  giveUp(error);
}

/** @param {string} program @param {string[]} args @returns {Promise<number | null>} */
function runVisibly(program, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(join(ROOT, "node_modules", ".bin", program), args, { cwd: ROOT, stdio: "inherit" });
    child.on("error", reject);
    child.on("close", resolve);
  });
}
