import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { z } from "zod";

/**
 * `npm run bench:first-load`: the JavaScript that a browser loads for a page which it opens first, as the build's manifests
 * name it: in files, in kB and in kB after gzip. `npm run bench:first-load -- FOLDER` reads what was built in another folder.
 */
const PAGES = {
  "/sign-in": "(auth)/sign-in",
  "/tickets": "(desk)/tickets",
  "/tickets/[ticket]": "(desk)/tickets/[ticket]",
  "/admin": "(desk)/admin",
  "/account": "(desk)/account",
};

const buildSchema = z.object({ rootMainFiles: z.array(z.string()) });
const pageSchema = z.object({ entryJSFiles: z.record(z.string(), z.array(z.string())) });

const built = join(resolve(process.argv[2] ?? "."), ".next");
const { rootMainFiles } = buildSchema.parse(
  JSON.parse(readFileSync(join(built, "build-manifest.json"), "utf8")),
);
for (const [path, folder] of Object.entries(PAGES)) {
  if (!existsSync(manifestOf(folder))) {
    console.info(`${path.padEnd(18)} is no page of this build`);
    continue;
  }
  const files = filesOf(folder).map((file) => readFileSync(join(built, file)));
  const whole = kilobytes(files.map((file) => file.length));
  const packed = kilobytes(files.map((file) => gzipSync(file).length));
  console.info(
    `${path.padEnd(18)} ${String(files.length).padStart(3)} files ${whole} kB ${packed} kB after gzip`,
  );
}

/** The chunks of React and Next.js, of the layouts and error pages above a page, and of the page. */
function filesOf(folder: string): string[] {
  // The manifest is a script: an assignment of JSON.
  const script = readFileSync(manifestOf(folder), "utf8");
  const json = /\]\s*=\s*(\{.*\});?\s*$/s.exec(script)?.[1];
  const { entryJSFiles } = pageSchema.parse(JSON.parse(json ?? "null"));
  return [...new Set([...rootMainFiles, ...Object.values(entryJSFiles).flat()])];
}

function manifestOf(folder: string): string {
  return join(built, "server", "app", folder, "page_client-reference-manifest.js");
}

function kilobytes(sizes: number[]): string {
  return (sizes.reduce((sum, size) => sum + size, 0) / 1024).toFixed(0).padStart(5);
}
