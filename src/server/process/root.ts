import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { shareOnce } from "./globals";

/**
 * The folder of the checkout, absolute: found from this module's path (src/server/process, or the bundle in
 * dist), because the current folder may be any. Inside Next's bundles the value that server.ts found first is
 * used.
 */
export function projectRoot(): string {
  return shareOnce("project-root", findRoot);
}

function findRoot(): string {
  let folder = process.cwd();
  try {
    folder = dirname(fileURLToPath(import.meta.url));
  } catch {
    // A bundler may have replaced import.meta.url by something that is no file address.
  }
  for (;;) {
    if (existsSync(join(folder, "package.json")) && existsSync(join(folder, "prisma", "schema"))) {
      return folder;
    }
    const parent = dirname(folder);
    if (parent === folder) {
      return process.cwd();
    }
    folder = parent;
  }
}
