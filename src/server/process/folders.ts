import { existsSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** Tells whether this process runs as root (never on systems without user ids). */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * Whether users other than the owner can reach `path`: every existing folder on the way must let others
 * through. PostgreSQL refuses to run as root, so as root its files must be where this is true.
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
