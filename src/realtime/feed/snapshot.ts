/** A snapshot of PostgreSQL: every transaction before `xmax` is visible in it but for those of `open`. */
export interface Snapshot {
  xmax: bigint;
  open: readonly bigint[];
}

const LARGEST = 2n ** 63n - 1n;

/** Reads PostgreSQL's form `xmin:xmax:xip,xip`; null for anything that PostgreSQL would not read. */
export function parseSnapshot(text: string): Snapshot | null {
  const match = /^([1-9]\d{0,18}):([1-9]\d{0,18}):((?:[1-9]\d{0,18}(?:,|$))*)$/.exec(text);
  if (!match || text.endsWith(",")) {
    return null;
  }
  const [xmin, xmax] = [BigInt(match[1] ?? ""), BigInt(match[2] ?? "")];
  const open = (match[3] ?? "")
    .split(",")
    .filter((one) => one !== "")
    .map(BigInt);
  const isAscending = open.every((one, index) => one > (open[index - 1] ?? xmin - 1n) && one < xmax);
  return xmin <= xmax && xmax <= LARGEST && isAscending ? { xmax, open } : null;
}

/** The form in which PostgreSQL reads it. */
export function snapshotText({ xmax, open }: Snapshot): string {
  return `${open[0] ?? xmax}:${xmax}:${open.join(",")}`;
}

/**
 * The same visible transactions, up to `last`, the last one that was committed: what PostgreSQL rolled back after it would be
 * forgotten in a crash, and its numbers given to new transactions, which this snapshot must not seem to have seen.
 */
export function upToLast({ xmax, open }: Snapshot, last: bigint | null): Snapshot {
  return last === null || last >= xmax
    ? { xmax, open }
    : { xmax: last + 1n, open: open.filter((one) => one <= last) };
}
