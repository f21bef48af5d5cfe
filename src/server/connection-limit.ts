import { readFileSync } from "node:fs";

/** Kept free for the database, files, logs and the runtime itself. */
const RESERVED = 500;

/**
 * How many connections to accept: what the system lets this process open, less a reserve. At that limit nothing works
 * any more, not even writing the log, so it must never be reached. Undefined (no limit) where the system does not say.
 */
export function connectionLimit(): number {
  try {
    const limit = /^Max open files\s+(\d+)/m.exec(readFileSync("/proc/self/limits", "utf8"))?.[1];
    return limit === undefined ? Infinity : Math.max(100, Number(limit) - RESERVED);
  } catch {
    return Infinity;
  }
}
