import { createHash } from "node:crypto";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fingerprint, isCurrent, remember, ROOT } from "./fingerprints.mjs";
import { checkNode, installPackages } from "./install.mjs";
import { packFiles } from "./pack-files.mjs";
import { PrepareError, step } from "./progress.mjs";
import { run } from "./run-program.mjs";

const CLIENT = "src/server/prisma";
const isProductive = (/** @type {string} */ path) =>
  !/\.test\.tsx?$/.test(path) && !path.startsWith(CLIENT) && !path.startsWith("src/testing");

/**
 * Makes what is missing or older than its sources: packages, the Prisma client and the bundles of server and commands.
 * One process at a time in one folder; a second waits and then finds it done.
 * @template T
 * @param {() => Promise<T>} [further] What to do under the same lock.
 */
export async function prepare(further) {
  checkNode();
  return await alone(async () => {
    await installPackages();
    await generateClient();
    await bundle();
    return await further?.();
  });
}

/** Builds the pages with Next.js, unless they were built from exactly these sources. */
export async function buildPages() {
  const sources = [
    "src",
    "public",
    "next.config.mjs",
    "postcss.config.mjs",
    "tsconfig.json",
    "package-lock.json",
  ];
  const value = fingerprint(sources, isProductive) + fingerprint(["prisma/schema"]);
  if (isCurrent("pages", value) && existsSync(join(ROOT, ".next", "BUILD_ID"))) {
    return;
  }
  await step("Building the pages", async () => {
    const next = join(ROOT, "node_modules", "next", "dist", "bin", "next");
    const { code, output } = await run(process.execPath, [next, "build"], {
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      // The same sources are the same release wherever they were built: open pages have no reason to reload.
      HELPEJO_BUILD: value.slice(0, 20),
    });
    if (code !== 0) {
      throw new PrepareError("The pages could not be built; the compiler's own words stand above.", output);
    }
    await packFiles(join(ROOT, ".next", "static"));
    remember("pages", value);
  });
}

async function generateClient() {
  const value = fingerprint(["prisma/schema", "prisma.config.ts", "node_modules/prisma/package.json"]);
  if (isCurrent("client", value) && existsSync(join(ROOT, CLIENT, "client.ts"))) {
    return;
  }
  await step("Generating the database client", async () => {
    const prisma = join(ROOT, "node_modules", "prisma", "build", "index.js");
    // Generating needs no native engine, yet the command line downloads one unless a variable names any program that exists.
    const environment = {
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
      CHECKPOINT_DISABLE: "1",
    };
    const { code, output } = await run(process.execPath, [prisma, "generate"], environment);
    if (code !== 0) {
      throw new PrepareError(
        "The database client could not be generated; Prisma's own words stand above.",
        output,
      );
    }
    remember("client", value);
  });
}

/** Turns server.ts and every command into one file each under dist/. */
async function bundle() {
  const value = fingerprint(
    ["server.ts", "src", "prisma/seed", "tsconfig.json"],
    (path) => !/\.test\.tsx?$|\.css$/.test(path),
  );
  if (isCurrent("bundle", value) && existsSync(join(ROOT, "dist", "server.js"))) {
    return;
  }
  const { build } = await import("esbuild");
  const commands = readdirSync(join(ROOT, "src", "commands")).filter(
    (name) => name.endsWith(".ts") && !name.endsWith(".test.ts"),
  );
  rmSync(join(ROOT, "dist", "chunks"), { recursive: true, force: true });
  try {
    await build({
      absWorkingDir: ROOT,
      entryPoints: [
        { in: "server.ts", out: "server" },
        ...commands.map((name) => ({ in: `src/commands/${name}`, out: name.slice(0, -3) })),
      ],
      outdir: "dist",
      bundle: true,
      splitting: true,
      chunkNames: "chunks/[name]-[hash]",
      packages: "external",
      format: "esm",
      platform: "node",
      target: "node20",
      sourcemap: true,
      jsx: "automatic",
      logLevel: "silent",
    });
  } catch (error) {
    throw new PrepareError(
      "The server could not be bundled.",
      error instanceof Error ? error.message : String(error),
    );
  }
  remember("bundle", value);
}

/**
 * Holds a name that only one process at a time can have; the kernel frees it when its holder ends, however it ends.
 * @template T @param {() => Promise<T>} work @returns {Promise<T>}
 */
async function alone(work) {
  if (process.platform !== "linux") {
    return await work();
  }
  const name = `\0helpejo-${createHash("sha256").update(ROOT).digest("hex").slice(0, 32)}`;
  let holder = await take(name);
  if (!holder) {
    process.stdout.write("  Another start is preparing this folder; waiting for it ...\n");
  }
  while (!holder) {
    await wait(300);
    holder = await take(name);
  }
  try {
    return await work();
  } finally {
    holder.close();
  }
}

/** @param {string} name @returns {Promise<import("node:net").Server | null>} */
function take(name) {
  const holder = createServer();
  return new Promise((resolve) => {
    holder.once("error", () => resolve(null));
    holder.listen(name, () => resolve(holder));
  });
}
