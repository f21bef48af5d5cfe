import type { Server } from "node:http";
import next from "next";
import type { Env } from "@/server/process/env";
import type { PageHandler } from "@/server/http/http";
import { projectRoot } from "@/server/process/root";

/** Next.js, ready to answer. */
export interface Pages {
  handler: PageHandler;
  close(): Promise<void>;
}

/** Starts Next.js inside this process, on the server that `upgrades` stands in for. */
export async function startPages(env: Env, upgrades: Server, isDevelopment: boolean): Promise<Pages> {
  const app = next({
    dev: isDevelopment,
    dir: projectRoot(),
    hostname: env.host,
    port: env.port,
    httpServer: upgrades,
    quiet: !isDevelopment,
  });
  await app.prepare();
  const handle = app.getRequestHandler();
  return { handler: (request, response) => handle(request, response), close: () => app.close() };
}
