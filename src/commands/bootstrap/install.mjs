import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./fingerprints.mjs";
import { PrepareError, step } from "./progress.mjs";
import { run } from "./run-program.mjs";

const OLDEST_NODE = [20, 12];
const UNREACHABLE = /ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|ERR_SOCKET_TIMEOUT|network/i;

/** Stops with a sentence when this Node.js is too old to run anything else. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    throw new PrepareError(
      `Helpejo needs Node.js ${OLDEST_NODE.join(".")} or newer; this is ${process.versions.node}.`,
    );
  }
}

/** Installs the packages of package-lock.json, unless they are all there. */
export async function installPackages() {
  const wanted = lockedPackages(join(ROOT, "package-lock.json"));
  if (isInstalled(wanted)) {
    return;
  }
  await step("Installing packages", async (report) => {
    const timer = setInterval(() => report(`${countPresent(wanted)} of ${wanted.size}`), 1_000);
    try {
      const npm = process.env["npm_execpath"];
      // Not `npm ci`: it refuses a lock file without the optional packages of other systems, which not every registry
      // has. This takes the locked versions and checks their hashes as well, and writes nothing back.
      const options = [
        "install",
        "--no-save",
        "--include=dev",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
        "--fetch-retry-mintimeout=2000",
        "--fetch-retry-maxtimeout=8000",
      ];
      const [program, begin] =
        npm && /\.c?js$/.test(npm)
          ? [process.execPath, [npm]]
          : [process.platform === "win32" ? "npm.cmd" : "npm", []];
      const { code, output } = await run(program, [...begin, ...options]);
      if (code !== 0) {
        throw explain(output);
      }
    } finally {
      clearInterval(timer);
    }
  });
}

/** @param {string} output */
function explain(output) {
  if (UNREACHABLE.test(output)) {
    const registry = process.env["npm_config_registry"] ?? "https://registry.npmjs.org/";
    return new PrepareError(
      `The packages could not be fetched: the npm registry ${registry} does not answer.\nCheck the network, or name your own: npm config set registry https://...`,
      output,
    );
  }
  return new PrepareError("The packages could not be installed; npm's own words stand above.", output);
}

/**
 * npm notes at the end of an installation what it has put into node_modules: an interrupted one has no such note.
 * @param {Map<string, string>} wanted
 */
function isInstalled(wanted) {
  const note = join(ROOT, "node_modules", ".package-lock.json");
  if (!existsSync(note)) {
    return false;
  }
  const present = lockedPackages(note);
  return [...wanted].every(([path, version]) => present.get(path) === version);
}

/** @param {string} file @returns {Map<string, string>} path to version, of what must be there for running */
function lockedPackages(file) {
  const { packages } = JSON.parse(readFileSync(file, "utf8"));
  const needed = Object.entries(packages).filter(
    ([path, entry]) => path !== "" && !entry.optional && !entry.dev && !entry.devOptional && !entry.peer,
  );
  return new Map(needed.map(([path, entry]) => [path, String(entry.version)]));
}

/** @param {Map<string, string>} wanted */
function countPresent(wanted) {
  return [...wanted.keys()].filter((path) => existsSync(join(ROOT, path, "package.json"))).length;
}
