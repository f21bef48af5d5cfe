import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { z } from "zod";

const buildSchema = z.object({ rootMainFiles: z.array(z.string()) });
const pageSchema = z.object({ entryJSFiles: z.record(z.string(), z.array(z.string())) });

/** The scripts of a page. */
export interface FirstLoad {
  texts: string[];
  /** Their sizes together, in kB: as they are, and each after gzip. */
  kilobytes: number;
  packedKilobytes: number;
}

/**
 * The scripts that a browser loads for a page which it opens first, as the manifests of the build in `folder` name them: of React
 * and Next.js, of the layouts and error pages above the page, and of the page. `page` is its folder below `src/app`, such as
 * "(desk)/tickets"; null where this build has no such page. What a page loads later is not in it, nor are the sentences.
 */
export function readFirstLoad(folder: string, page: string): FirstLoad | null {
  const built = join(folder, ".next");
  const manifest = join(built, "server", "app", page, "page_client-reference-manifest.js");
  if (!existsSync(manifest)) {
    return null;
  }
  // The manifest is a script: an assignment of JSON.
  const json = /\]\s*=\s*(\{.*\});?\s*$/s.exec(readFileSync(manifest, "utf8"))?.[1];
  const { entryJSFiles } = pageSchema.parse(JSON.parse(json ?? "null"));
  const { rootMainFiles } = buildSchema.parse(
    JSON.parse(readFileSync(join(built, "build-manifest.json"), "utf8")),
  );
  const names = [...new Set([...rootMainFiles, ...Object.values(entryJSFiles).flat()])];
  const files = names.map((name) => readFileSync(join(built, name)));
  return {
    texts: files.map((file) => file.toString("utf8")),
    kilobytes: sum(files.map((file) => file.length)) / 1024,
    packedKilobytes: sum(files.map((file) => gzipSync(file).length)) / 1024,
  };
}

function sum(sizes: number[]): number {
  return sizes.reduce((total, size) => total + size, 0);
}
