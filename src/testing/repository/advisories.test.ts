import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";

/**
 * Advisories about what is installed here, each looked up, with the first version that is not affected. Where one was fixed in
 * several lines of releases, `line` is the major version that the row is about. Where a package comes several times, each copy has to be good.
 */
const FLOORS: readonly { name: string; line?: number; good: string; advisory: string }[] = [
  { name: "next", good: "16.0.7", advisory: "CVE-2025-55182" },
  { name: "next", good: "16.2.3", advisory: "CVE-2026-23869" },
  { name: "next", good: "16.2.5", advisory: "GHSA-c4j6-fc7j-m34r" },
  { name: "next", good: "16.2.5", advisory: "GHSA-wfc6-r584-vfw7" },
  { name: "next", good: "16.2.5", advisory: "GHSA-vfv6-92ff-j949" },
  { name: "next", good: "16.2.6", advisory: "CVE-2026-45109" },
  { name: "next-auth", line: 4, good: "4.5.0", advisory: "GHSA-g5fm-jp9v-2432" },
  { name: "next-auth", line: 4, good: "4.9.0", advisory: "GHSA-pgjx-7f9g-9463" },
  { name: "next-auth", line: 4, good: "4.10.3", advisory: "GHSA-xv97-c62v-4587" },
  { name: "socket.io", line: 4, good: "4.6.2", advisory: "CVE-2024-38355" },
  { name: "socket.io-parser", line: 4, good: "4.2.1", advisory: "CVE-2022-2421" },
  { name: "socket.io-parser", line: 4, good: "4.2.3", advisory: "CVE-2023-32695" },
  { name: "engine.io", line: 6, good: "6.1.1", advisory: "GHSA-273r-mgr4-v34f" },
  { name: "ws", line: 8, good: "8.17.1", advisory: "CVE-2024-37890" },
  { name: "file-type", good: "21.3.1", advisory: "CVE-2026-31808" },
  { name: "sharp", good: "0.32.6", advisory: "CVE-2023-4863" },
  { name: "cookie", good: "0.7.0", advisory: "CVE-2024-47764" },
  { name: "jose", line: 4, good: "4.15.5", advisory: "CVE-2024-28176" },
  { name: "postcss", good: "8.4.31", advisory: "CVE-2023-44270" },
  { name: "nanoid", line: 3, good: "3.3.8", advisory: "CVE-2024-55565" },
  { name: "esbuild", good: "0.28.1", advisory: "GHSA-gv7w-rqvm-qjhr" },
  { name: "esbuild", good: "0.28.1", advisory: "GHSA-g7r4-m6w7-qqqr" },
];
const REGISTRY = "https://registry.npmjs.org/";

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      resolved: z.string().optional(),
      integrity: z.string().optional(),
      inBundle: z.boolean().optional(),
    }),
  ),
});
const lock = lockSchema.parse(
  JSON.parse(readFileSync(resolve(import.meta.dirname, "../../../package-lock.json"), "utf8")),
);
const installed = Object.entries(lock.packages)
  .filter(([place]) => place !== "")
  .map(([place, one]) => ({ place, name: place.replace(/^.*node_modules\//, ""), ...one }));

it.each(FLOORS)("$name is at least $good ($advisory), wherever it is installed", ({ name, line, good }) => {
  const copies = installed.filter((one) => one.name === name);
  expect(copies).not.toEqual([]);
  const bad = copies.filter(
    ({ version = "" }) => (line === undefined || partsOf(version)[0] === line) && isBefore(version, good),
  );
  expect(bad.map(({ place, version }) => `${place} ${version}`)).toEqual([]);
});

it("everything has a checksum, and comes from nowhere but the registry", () => {
  // What a package brings within itself is covered by that package's checksum.
  const strange = installed.filter(
    ({ resolved = REGISTRY, integrity = "", inBundle = false }) =>
      !inBundle && (!resolved.startsWith(REGISTRY) || !integrity.startsWith("sha512-")),
  );
  expect(strange.map(({ place }) => place)).toEqual([]);
});

it("versions are compared by their numbers", () => {
  expect(isBefore("4.9.0", "4.10.3")).toBe(true);
  expect(isBefore("16.2.5", "16.2.5")).toBe(false);
  // A preview of a good version comes before it.
  expect(isBefore("16.2.5-canary.3", "16.2.5")).toBe(true);
  expect(isBefore("17.0.0-canary.3", "16.2.5")).toBe(false);
});

function isBefore(version: string, good: string): boolean {
  const [mine, wanted] = [partsOf(version), partsOf(good)];
  const at = wanted.findIndex((part, index) => mine[index] !== part);
  return at === -1 ? version.includes("-") : (mine[at] ?? 0) < (wanted[at] ?? 0);
}

function partsOf(version: string): number[] {
  return (version.split(/[-+]/)[0] ?? "").split(".").map(Number);
}
