import { readdirSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "@/server/process/root";

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
