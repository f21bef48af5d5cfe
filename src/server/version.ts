import { readFileSync } from "node:fs";
import { join } from "node:path";
import { shareOnce } from "./globals";
import { projectRoot } from "./root";

/** This release's version, as package.json says it. */
export function serverVersion(): string {
  return shareOnce("version", () =>
    String(JSON.parse(readFileSync(join(projectRoot(), "package.json"), "utf8")).version),
  );
}
