import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { projectRoot } from "@/server/process/root";

const IMPORT = /^(?:import|export)\s+(?!type\b)([^;"]*?)from "([^"]+)";/gm;

// Zod's usual objects compile themselves where they may, and find that out by `eval`: on a page that is a violation of its
// content policy, and 50 kB. Browsers use zod/mini, and types alone of what is written with the other.
it("nothing that a page imports brings a schema that compiles itself into the browser", () => {
  const roots = readdirSync(join(projectRoot(), "src"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".tsx"))
    .map((path) => join("src", path))
    .filter((path) => text(path).startsWith('"use client"'));
  expect(roots.length).toBeGreaterThan(50);
  expect([...new Set(roots.flatMap(waysToZod))]).toEqual([]);
});

/** The files that import Zod itself, among those that come with a file, each with who brings it. */
function waysToZod(root: string): string[] {
  const broughtBy = new Map<string, string | null>([[root, null]]);
  const found: string[] = [];
  for (const path of broughtBy.keys()) {
    for (const specifier of valueImports(path)) {
      const file = resolveImport(path, specifier);
      if (specifier === "zod") {
        found.push(`${path} <- ${broughtBy.get(path) ?? "itself"}`);
      } else if (file !== null && !broughtBy.has(file)) {
        broughtBy.set(file, path);
      }
    }
  }
  return found;
}

/** What a file imports that is there when it runs: types are not. */
function valueImports(path: string): string[] {
  return [...text(path).matchAll(IMPORT)].flatMap(([, names = "", specifier = ""]) => {
    const inner = /^\{([^}]*)\}\s*$/.exec(names)?.[1];
    const isTypesAlone = inner
      ?.split(",")
      .every((name) => name.trim() === "" || name.trim().startsWith("type "));
    return isTypesAlone ? [] : [specifier];
  });
}

function resolveImport(from: string, specifier: string): string | null {
  const base = specifier.startsWith("@/")
    ? join("src", specifier.slice(2))
    : specifier.startsWith(".")
      ? join(dirname(from), specifier)
      : null;
  return base === null
    ? null
    : ([`${base}.ts`, `${base}.tsx`].find((path) => existsSync(join(projectRoot(), path))) ?? null);
}

function text(path: string): string {
  return readFileSync(join(projectRoot(), path), "utf8");
}
