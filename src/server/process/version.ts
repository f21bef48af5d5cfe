import { readFileSync } from "node:fs";
import { join } from "node:path";
import { shareOnce } from "./globals";
import { projectRoot } from "./root";

/**
 * The release of this process, from package.json and the build of its pages: "0.1.0+3fK2...". Two builds of
 * different sources never have the same, so that a page can check whether the server still runs its release.
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
