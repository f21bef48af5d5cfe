import { describe, expect, it } from "vitest";
import { parseSnapshot, snapshotText, upToLast } from "./snapshot";

describe("a snapshot", () => {
  it.each(["10:10:", "10:20:10,14,19", "1:9223372036854775807:", "8:20:10"])(
    "%s is read as PostgreSQL reads it",
    (text) => {
      const read = parseSnapshot(text);
      expect(read).not.toBeNull();
      expect(read && parseSnapshot(snapshotText(read))).toEqual(read);
    },
  );

  it.each([
    "",
    "10",
    "10:9:",
    "0:10:",
    "10:20:10,10",
    "10:20:14,10",
    "10:20:20",
    "10:20:9",
    "10:20:11,",
    "10:20:,11",
    "1:9223372036854775808:",
    "10:20:11;SELECT 1",
    "-1:20:",
    "1e3:2000:",
  ])("%s is none", (text) => {
    expect(parseSnapshot(text)).toBeNull();
  });

  it("sees nothing after the last committed transaction: those numbers are given again after a crash", () => {
    const snapshot = { xmax: 20n, open: [11n, 17n, 18n] };
    expect(upToLast(snapshot, 16n)).toEqual({ xmax: 17n, open: [11n] });
    expect(upToLast(snapshot, 19n)).toEqual(snapshot);
    expect(upToLast(snapshot, 25n)).toEqual(snapshot);
    expect(upToLast(snapshot, null)).toEqual(snapshot);
  });
});
