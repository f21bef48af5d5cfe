import type { IncomingMessage, Server } from "node:http";
import { parseCookie } from "cookie";
import next from "next";
import { clientAddress } from "@/server/http/request/addresses";
import { authCookieName } from "@/server/sign-in/auth-cookies";
import type { Env } from "@/server/process/env";
import type { PageHandler } from "@/server/http/http";
import { projectRoot } from "@/server/process/root";
import { PageQueue, type Asking } from "./page-queue";

/** Next.js, ready to answer. */
export interface Pages {
  handler: PageHandler;
  close(): Promise<void>;
}

/** Starts Next.js inside this process; `upgrades` is the server to which Next attaches its WebSocket. */
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
  const queue = new PageQueue();
  return {
    handler: async (request, response) => {
      if (isDevelopment || !isDrawn(request) || (await queue.enter(askingOf(request), response))) {
        await handle(request, response);
      }
    },
    close: () => app.close(),
  };
}

/** Whether it renders a page: everything else of Next.js is a file, or an answer of the API. */
function isDrawn(request: IncomingMessage): boolean {
  return !/^\/(_next|api)\//.test(request.url ?? "/");
}

function askingOf(request: IncomingMessage): Asking {
  const cookies = parseCookie(request.headers.cookie ?? "");
  // The end of a token identifies it; a made-up one may be as long as all headers together, and thousands are remembered.
  const session = (cookies[authCookieName("sessionToken")] ?? "").slice(-64);
  return { session, address: clientAddress(request.headers) };
}
