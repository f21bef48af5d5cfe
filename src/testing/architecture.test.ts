import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

/** The architecture, as code (see documents/ARCHITECTURE.md): which folders may import which, which files there are, how long they get. */
const ROOT = resolve(import.meta.dirname, "../..");
const MAX_LINES = 300;
const MAX_FILES = 22;

const files = [...walk(join(ROOT, "src")), join(ROOT, "server.ts"), ...walk(join(ROOT, "prisma", "seed"))]
  .filter((path) => /\.tsx?$/.test(path) && !path.includes("/src/server/prisma/"))
  .map((path) => relative(ROOT, path));
/** What browsers are tried with. */
const journeys = walk(join(ROOT, "e2e")).map((path) => relative(ROOT, path));
const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path) || path.startsWith("src/testing/");
const product = files.filter((path) => !isTest(path));

describe("the architecture", () => {
  it("imports point one way", () => {
    const wrong = product.flatMap((from) =>
      importsOf(from)
        .filter((to) => !mayImport(from, to))
        .map((to) => `${from} -> ${to}`),
    );
    expect(wrong).toEqual([]);
  });

  it("Prisma and pg are imported only where rows are read and written", () => {
    const wrong = product.filter(
      (path) =>
        /from "(@prisma\/|pg"|.*server\/prisma\/)/.test(text(path)) &&
        !/^(src\/features\/[^/]+\/server|src\/server|src\/commands|src\/realtime\/log|prisma\/)/.test(path),
    );
    expect(wrong).toEqual([]);
  });

  it("there is no import cycle, not of types alone either", () => {
    expect(findCycle(new Map(product.map((path) => [path, importsOf(path)])))).toEqual([]);
  });

  it("no two rooms import each other", () => {
    const rooms = product.filter((path) => ROOM.test(path));
    const doors = rooms.flatMap((from) =>
      importsOf(from)
        .filter((to) => ROOM.test(to) && dirname(from) !== dirname(to))
        .map((to) => `${dirname(from)} -> ${dirname(to)}`),
    );
    const wrong = [...new Set(doors)].filter((door) =>
      doors.includes(door.split(" -> ").reverse().join(" -> ")),
    );
    expect(wrong).toEqual([]);
  });

  it.each([
    ["outside their server sides", /^src\/features\/([^/]+)\/(?!server\/)/],
    ["on their server sides", /^src\/features\/([^/]+)\/server\//],
  ])("nouns build on each other in one direction, %s: no circle of any length", (_, side) => {
    const nounOf = (path: string): string | undefined => side.exec(path)?.[1];
    const nouns = new Map<string, string[]>();
    for (const from of product) {
      const noun = nounOf(from);
      const others = importsOf(from).flatMap((to) => nounOf(to) ?? []);
      if (noun !== undefined) {
        nouns.set(noun, [...(nouns.get(noun) ?? []), ...others.filter((other) => other !== noun)]);
      }
    }
    expect(findCycle(nouns)).toEqual([]);
  });

  it("another noun's server side is reached by its reads, writes and presenters alone", () => {
    const wrong = product
      .filter((path) => path.startsWith("src/features/"))
      .flatMap((from) =>
        importsOf(from)
          .filter((to) => {
            const noun = /^src\/features\/([^/]+)\/server\/(?:[^/]+\/)?(?!read|write|present)[^/]+$/.exec(
              to,
            )?.[1];
            return noun !== undefined && !from.startsWith(`src/features/${noun}/`);
          })
          .map((to) => `${from} -> ${to}`),
      );
    expect(wrong).toEqual([]);
  });

  it("a ticket's versions are counted up in one file, and the log's rows are written in one", () => {
    const writers = (pattern: RegExp): string[] => product.filter((path) => pattern.test(code(path)));
    expect(writers(/\bversion\s*=\s*(\w+\.)?(public_)?version\s*\+/)).toEqual([
      "src/features/ticket-record/server/write.ts",
    ]);
    expect(writers(/INSERT INTO events\b/)).toEqual(["src/server/event-log/emit.ts"]);
  });

  it("a room is a folder: none of the big ones holds files of its own beside its rooms", () => {
    const wrong = product.filter((path) => /^src\/(server|client)\/[^/]+$/.test(path));
    expect(wrong).toEqual([]);
  });

  it("a folder of many files has rooms", () => {
    const sizes = new Map<string, number>();
    const folders = [...files, ...journeys].map((path) => dirname(path));
    folders.forEach((folder) => sizes.set(folder, (sizes.get(folder) ?? 0) + 1));
    expect([...sizes].filter(([, size]) => size > MAX_FILES)).toEqual([]);
  });

  it("every file of e2e/ stands in a room", () => {
    expect(journeys.filter((path) => dirname(path) === "e2e")).toEqual([]);
  });

  it("features hold only files of the closed list of names", () => {
    const wrong = product.filter((path) => path.startsWith("src/features/") && !FEATURE_FILE.test(path));
    expect(wrong).toEqual([]);
  });

  it("file names are kebab-case, and none is a barrel or a catch-all", () => {
    const wrong = product.filter((path) => {
      const name = basename(path).replace(/\.(d\.)?tsx?$/, "");
      return (
        !(/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) || path.startsWith("src/app/")) ||
        /^(index|utils?|helpers?|misc|common)$/.test(name)
      );
    });
    expect(wrong).toEqual([]);
  });

  it("hooks stand in components' files and in use-*.ts, where eslint asks for their rules", () => {
    const wrong = product.filter(
      (path) =>
        ["ui", "client", "app", "feature-ui", "feature-root", "messages"].includes(layerOf(path)) &&
        path.endsWith(".ts") &&
        !basename(path).startsWith("use-") &&
        /\buse[A-Z]\w*\(/.test(code(path)),
    );
    expect(wrong).toEqual([]);
  });

  it("no file is longer than 300 lines, server.ts stays under 100, a route under 40", () => {
    const limit = (path: string): number =>
      path === "server.ts" ? 100 : path.startsWith("src/app/") && path.endsWith("/route.ts") ? 40 : MAX_LINES;
    const wrong = files
      .map((path) => ({ path, lines: text(path).split("\n").length - 1 }))
      .filter(({ path, lines }) => lines > limit(path));
    expect(wrong).toEqual([]);
  });

  it("routes hold no rule and no query", () => {
    const wrong = product.filter(
      (path) =>
        path.startsWith("src/app/") &&
        path.endsWith("/route.ts") &&
        /\.role\b|prisma\(|pool\(|next\/headers|NextResponse/.test(text(path)),
    );
    expect(wrong).toEqual([]);
  });

  it("globalThis is shared in one file only", () => {
    // The migration engine looks for its panic registry there, whether we like it or not.
    const known = ["src/server/process/globals.ts", "src/server/migrations/engine.ts"];
    const wrong = product.filter((path) => /globalThis/.test(code(path)) && !known.includes(path));
    expect(wrong).toEqual([]);
  });
});

/** The folders that are rooms of a big one. */
const ROOM = /^(src\/(server|realtime|client|commands|ui|features\/[a-z-]+\/ui)|prisma\/seed)\/[^/]+\//;

const FEATURE_FILE = new RegExp(
  "^src/features/[a-z-]+/(" +
    [
      "(schema(-[a-z0-9-]+)?|fields|policy|apply|openapi)\\.ts",
      "server/([a-z0-9-]+/)?(read|write|present|react|rules|search|job)(-[a-z0-9-]+)?\\.ts",
      "ui/([a-z0-9-]+/)?[a-z0-9-]+\\.(tsx|ts)",
    ].join("|") +
    ")$",
);

/** The layer that a file belongs to, by its path. */
function layerOf(path: string): string {
  const feature = /^src\/features\/([^/]+)\/(server|ui)?/.exec(path);
  if (feature) {
    return feature[2] ? `feature-${feature[2]}` : "feature-root";
  }
  if (path.startsWith("src/ui/markdown/")) {
    return "markdown";
  }
  return /^src\/([^/]+)/.exec(path)?.[1] ?? (path.startsWith("prisma/") ? "seed" : "root");
}

const ALLOWED: Record<string, readonly string[]> = {
  messages: ["messages"],
  // What is said, as a key of the catalogue.
  shared: ["shared", "messages"],
  server: ["server", "shared", "messages"],
  client: ["client", "shared", "messages"],
  // Of client/browser only what a page is rendered with: its theme, and the server's time.
  ui: ["ui", "markdown", "client-page", "messages"],
  // Text formatting without React: the server's reading of a text must match what the page shows.
  markdown: ["markdown"],
  "feature-root": ["feature-root", "shared", "messages"],
  "feature-server": ["feature-server", "feature-root", "server", "shared", "markdown", "messages"],
  "feature-ui": ["feature-ui", "feature-root", "ui", "client", "shared", "messages"],
  realtime: ["realtime", "feature-server", "feature-root", "server", "shared", "messages"],
  app: [
    "app",
    "feature-ui",
    "feature-server",
    "feature-root",
    "realtime",
    "ui",
    "client",
    "server",
    "shared",
    "messages",
    "seed",
  ],
  commands: [
    "commands",
    "feature-server",
    "feature-root",
    "realtime",
    "server",
    "shared",
    "seed",
    "messages",
  ],
  seed: ["seed", "feature-server", "feature-root", "server", "shared"],
  root: ["app", "feature-server", "feature-root", "realtime", "server", "shared", "seed"],
};

/** Says whether one layer may import another. */
function mayImport(from: string, to: string): boolean {
  const target = /^src\/client\/browser\/((use-)?theme|clock)\./.test(to) ? "client-page" : layerOf(to);
  const allowed = ALLOWED[layerOf(from)] ?? [];
  if (from.endsWith("/openapi.ts") && to === "src/server/api/openapi.ts") {
    return true;
  }
  if (from === "src/commands/openapi.ts" && to === "src/app/api/openapi.json/document.ts") {
    return true;
  }
  return allowed.includes(target) || (target === "client-page" && allowed.includes("client"));
}

function importsOf(path: string): string[] {
  return [...text(path).matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].flatMap(
    (match) => resolveImport(path, match[1] ?? "") ?? [],
  );
}

function resolveImport(from: string, specifier: string): string | null {
  const base = specifier.startsWith("@/")
    ? join("src", specifier.slice(2))
    : specifier.startsWith(".")
      ? join(dirname(from), specifier)
      : null;
  return base === null
    ? null
    : ([`${base}.ts`, `${base}.tsx`, base].find((candidate) => files.includes(candidate)) ?? null);
}

function findCycle(graph: Map<string, string[]>): string[] {
  const done = new Set<string>();
  const visit = (path: string, trail: string[]): string[] => {
    if (trail.includes(path)) {
      return [...trail.slice(trail.indexOf(path)), path];
    }
    if (done.has(path)) {
      return [];
    }
    const cycle = (graph.get(path) ?? [])
      .map((next) => visit(next, [...trail, path]))
      .find((found) => found.length > 0);
    done.add(path);
    return cycle ?? [];
  };
  return [...graph.keys()].map((path) => visit(path, [])).find((found) => found.length > 0) ?? [];
}

function text(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

/** The text without comments. */
function code(path: string): string {
  return text(path).replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
}

function walk(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? walk(path) : [path];
  });
}
