import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "./bootstrap/fingerprints.mjs";
import { prepare } from "./bootstrap/prepare.mjs";

/** Prints what kept the preparation from succeeding, and ends the process. */
export function giveUp(/** @type {unknown} */ error) {
  const isOurs = error instanceof Error && error.name === "PrepareError";
  const output = isOurs ? String(Reflect.get(error, "output") ?? "").trim() : "";
  const message =
    error instanceof Error ? (isOurs ? error.message : (error.stack ?? error.message)) : String(error);
  process.stderr.write(`${output === "" ? "" : `\n${output}\n`}\n${message}\n`);
  process.exit(1);
}

/** Imports a bundle of dist/ by its name. */
export function loadBundle(/** @type {string} */ name) {
  process.setSourceMapsEnabled(true);
  return import(pathToFileURL(join(ROOT, "dist", `${name}.js`)).href);
}

// `node src/commands/run.mjs person create ...` prepares what is missing and runs the command src/commands/person.ts.
if (process.argv[1]?.endsWith("run.mjs")) {
  const [, , name = "", ...others] = process.argv;
  process.argv = [process.argv[0] ?? "", name, ...others];
  process.env.NODE_ENV ??= "production";
  try {
    await prepare();
    await loadBundle(name);
  } catch (error) {
    giveUp(error);
  }
}
