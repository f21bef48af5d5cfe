import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { MountedRoute } from "@/server/mounted-routes";
import { projectRoot } from "@/server/root";

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] as const;

/** A method that a route file may export. */
export type Method = (typeof METHODS)[number];

/** A file under src/app/api and the path that Next.js gives it. */
export interface RouteFile {
  /** Absolute. */
  file: string;
  /** Such as `/api/tickets/[ticket]`. */
  pattern: string;
}

/** Every route file under src/app/api, found in the folder itself: so a new one cannot be forgotten. */
export function listRouteFiles(): RouteFile[] {
  const folder = join(projectRoot(), "src", "app", "api");
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith("/route.ts") || name === "route.ts")
    .sort()
    .map((name) => ({ file: join(folder, name), pattern: `/api/${name.replace(/\/?route\.ts$/, "")}` }));
}

/** The handlers that a route's module exports, by method. */
export function handlersOf(module: object): Map<Method, MountedRoute["handler"]> {
  const found = new Map<Method, MountedRoute["handler"]>();
  for (const method of METHODS) {
    const handler: unknown = Reflect.get(module, method);
    if (isHandler(handler)) {
      found.set(method, handler);
    }
  }
  return found;
}

/** Mounts every route whose path has no catch-all, as server.ts mounts the hot ones: the whole API, without Next's pages. */
export function mountModules(modules: readonly (readonly [pattern: string, module: object])[]): MountedRoute[] {
  return modules
    .filter(([pattern]) => !pattern.includes("[..."))
    .flatMap(([pattern, module]) => [...handlersOf(module)].map(([method, handler]) => ({ method, pattern, handler })));
}

/** Loads and mounts the whole API in this process. */
export async function loadApiRoutes(): Promise<MountedRoute[]> {
  const files = listRouteFiles().filter((route) => !route.pattern.includes("[..."));
  const modules = await Promise.all(
    files.map(async (route): Promise<[string, object]> => {
      const module: object = await import(/* @vite-ignore */ route.file);
      return [route.pattern, module];
    }),
  );
  return mountModules(modules);
}

function isHandler(value: unknown): value is MountedRoute["handler"] {
  return typeof value === "function";
}
