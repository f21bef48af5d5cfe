import { readdirSync, readFileSync } from "node:fs";

/** Clock ticks of the kernel in a second, as /proc counts them. */
const TICKS = 100;

/** Seconds of processor that a process and all its children have used, those that have ended included; of what Linux says. */
export function processorSeconds(pid: number): number {
  let ticks = 0;
  for (const one of treeOf(pid)) {
    ticks += one.isRoot ? one.own + one.ended : one.own;
  }
  return ticks / TICKS;
}

interface Found {
  pid: number;
  parent: number;
  /** Ticks of its own, and of its children that have ended. */
  own: number;
  ended: number;
  isRoot: boolean;
}

function treeOf(root: number): Found[] {
  const all = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readStat(Number(name), root) ?? []);
  const tree = all.filter(({ pid }) => pid === root);
  for (const parent of tree) {
    tree.push(...all.filter((one) => one.parent === parent.pid && !tree.includes(one)));
  }
  return tree;
}

function readStat(pid: number, root: number): Found | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in parentheses may hold anything; after it come the state and the parent.
    const [, parent, , , , , , , , , , user, system, endedUser, endedSystem] = stat
      .slice(stat.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
    const sum = (a = 0, b = 0): number => a + b;
    return {
      pid,
      parent: parent ?? 0,
      own: sum(user, system),
      ended: sum(endedUser, endedSystem),
      isRoot: pid === root,
    };
  } catch {
    // It has ended meanwhile.
    return null;
  }
}
