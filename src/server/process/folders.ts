import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, resolve } from "node:path";

/** Whether this process runs as root (never on systems without user ids). */
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

/**
 * Makes a file that its owner alone reads, unless there is one: it is written aside and linked into place, so that two
 * processes that begin together both read the same whole file.
 */
export function writeSecretOnce(file: string, text: string): void {
  const draft = `${file}.${process.pid}-${randomBytes(4).toString("hex")}`;
  writeFileSync(draft, `${text}\n`, { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!existsSync(file)) {
      throw error;
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Writes a file that its owner alone reads over the one that is there: a program that reads meanwhile, or after a crash or a power
 * cut, finds the whole old one or the whole new one.
 */
export function replaceSecret(file: string, text: string): void {
  const draft = `${file}.${process.pid}-${randomBytes(4).toString("hex")}`;
  try {
    writeFileSync(draft, `${text}\n`, { mode: 0o600, flush: true });
    renameSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
  const folder = openSync(dirname(file), "r");
  fsyncSync(folder);
  closeSync(folder);
}
