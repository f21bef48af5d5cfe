import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./bootstrap/fingerprints.mjs";

// What others make of the API's document: a linter's strictest rules, and a client generated from it that compiles.
// Part of `npm run check`, which has made dist/openapi.js.
const FOLDER = join(ROOT, "node_modules", ".cache", "openapi");
const DOCUMENT = join(FOLDER, "openapi.json");

mkdirSync(FOLDER, { recursive: true });
writeFileSync(DOCUMENT, run(process.execPath, [join(ROOT, "dist", "openapi.js")]));
run(bin("redocly"), ["lint", DOCUMENT, "--extends", "recommended-strict"]);
run(bin("openapi-typescript"), [DOCUMENT, "--output", join(FOLDER, "openapi.d.ts")]);
run(bin("tsc"), ["-p", join(ROOT, "documents", "api-client")]);

/** @param {string} name @returns {string} */
function bin(name) {
  return join(ROOT, "node_modules", ".bin", name);
}

/**
 * What the program printed; ends with its words when it fails. Nothing here asks the network for anything.
 * @param {string} program @param {string[]} args @returns {string}
 */
function run(program, args) {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
  });
  if (status !== 0) {
    process.stderr.write(`${stdout ?? ""}${stderr ?? ""}\n`);
    process.exit(1);
  }
  return stdout;
}
