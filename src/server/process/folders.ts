import { existsSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** Tells whether this process runs as root (never on systems without user ids). */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * Tells whether users other than the owner can get to `path`: every folder on the way, as far as it exists already,
 * lets others through. PostgreSQL refuses to run as root, so as root its files must lie where this is true.
 */
export function othersCanEnter(path: string): boolean {
  let folder = resolve(path);
  for (;;) {
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) {
      return false;
    }
    const parent = dirname(folder);
    if (parent === folder) {
      return true;
    }
    folder = parent;
  }
}
