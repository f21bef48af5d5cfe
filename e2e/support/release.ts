import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "@/server/process/root";

/** A release in a folder of its own, as a deployment leaves it. */
export interface OtherRelease {
  folder: string;
  remove(): void;
}

/** Makes another release of what is built here: the same program and pages under the name of another build. */
export function makeOtherRelease(name: string): OtherRelease {
  const root = projectRoot();
  const folder = mkdtempSync(join(tmpdir(), "helpejo-release-"));
  for (const shared of ["node_modules", "public", "prisma", "package.json", "next.config.mjs"]) {
    symlinkSync(join(root, shared), join(folder, shared));
  }
  cpSync(join(root, "dist"), join(folder, "dist"), { recursive: true });
  const pages = join(root, ".next");
  // Maps of the sources are most of it, and for who reads an error.
  const isNeeded = (path: string): boolean =>
    !path.endsWith(".map") &&
    !["cache", "dev", "trace", "trace-build"].some((part) => path === join(pages, part));
  cpSync(pages, join(folder, ".next"), { recursive: true, filter: isNeeded, verbatimSymlinks: true });
  writeFileSync(join(folder, ".next", "BUILD_ID"), name);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
