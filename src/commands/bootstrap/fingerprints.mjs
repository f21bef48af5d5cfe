import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the checkout. */
export const ROOT = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

const FILE = join(ROOT, "dist", "fingerprints.json");

/**
 * A hash over everything under the given paths (files or folders, relative to the checkout), names and contents.
 * @param {string[]} paths
 * @param {(path: string) => boolean} [counts] Whether a file matters.
 * @returns {string}
 */
export function fingerprint(paths, counts = () => true) {
  const hash = createHash("sha256").update(process.versions.node.split(".")[0] ?? "");
  for (const path of paths.flatMap(filesUnder).filter(counts)) {
    hash
      .update(path)
      .update("\0")
      .update(readFileSync(join(ROOT, path)))
      .update("\0");
  }
  return hash.digest("hex");
}

/**
 * Whether the product called `name` was last made from exactly this.
 * @param {string} name @param {string} value
 */
export function isCurrent(name, value) {
  return read()[name] === value;
}

/**
 * Notes what the product called `name` was made from.
 * @param {string} name @param {string} value
 */
export function remember(name, value) {
  mkdirSync(dirname(FILE), { recursive: true });
  const draft = `${FILE}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify({ ...read(), [name]: value }, null, 2)}\n`);
  renameSync(draft, FILE);
}

/** @returns {Record<string, string>} */
function read() {
  try {
    return JSON.parse(readFileSync(FILE, "utf8"));
  } catch {
    return {};
  }
}

/** @param {string} path @returns {string[]} */
function filesUnder(path) {
  const whole = join(ROOT, path);
  if (!existsSync(whole)) {
    return [];
  }
  if (statSync(whole).isFile()) {
    return [path];
  }
  return readdirSync(whole)
    .sort()
    .flatMap((name) => filesUnder(`${path}/${name}`));
}
