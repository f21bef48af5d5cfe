import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/**
 * Runs `work` while no other process on this machine does so under the same lock file, and waits for one that does. The
 * file names its process, so the lock of a killed one is taken over.
 */
export async function withFileLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(file), { recursive: true });
  while (!take(file)) {
    if (isStale(file)) {
      rmSync(file, { force: true });
    } else {
      await wait(50);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** A process's start time, in the kernel's ticks, or "" where it is unknown: with it a reused process id is recognised. */
export function processStart(pid: number): string {
  return statusFields(pid)[19] ?? "";
}

/** Whether a process with this id runs, of any user; a zombie does not count. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return stateOf(pid) !== "Z";
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function stateOf(pid: number): string {
  return statusFields(pid)[0] ?? "";
}

/** A process's status fields from its state on (proc(5): stat), after the name, which may contain anything. */
function statusFields(pid: number): string[] {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, "utf8");
    return line.slice(line.lastIndexOf(")") + 2).split(" ");
  } catch {
    return [];
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, `${process.pid} ${processStart(process.pid)}`, { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") {
      return false;
    }
    throw error;
  }
}

function isStale(file: string): boolean {
  try {
    const [pid = "", start = ""] = readFileSync(file, "utf8").split(" ");
    return pid !== "" && (!isAlive(Number(pid)) || processStart(Number(pid)) !== start);
  } catch {
    return false;
  }
}
