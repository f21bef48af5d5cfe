import { readFileSync } from "node:fs";
import { join } from "node:path";
import { shareOnce } from "./globals";
import { projectRoot } from "./root";

/**
 * Which release this process runs, as package.json and the build of its pages say it: "0.1.0+3fK2...". Two builds of
 * different sources never have the same, so that a page can tell whether the server is still the one it came from.
 */
export function serverVersion(): string {
  return shareOnce("version", readVersion);
}

function readVersion(): string {
  const root = projectRoot();
  const release = String(JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version);
  return process.env.NODE_ENV === "production" ? `${release}${buildOf(root)}` : release;
}

function buildOf(root: string): string {
  try {
    return `+${readFileSync(join(root, ".next", "BUILD_ID"), "utf8").trim()}`;
  } catch {
    // A server without pages, as in tests.
    return "";
  }
}

// Read when the process starts: a build made later in the same folder is another release than the one that runs.
serverVersion();
