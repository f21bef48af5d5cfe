import type { IncomingMessage, Server } from "node:http";
import { join } from "node:path";
import { parseCookie } from "cookie";
import { say } from "@/messages/server/say";
import { sendProblem } from "@/server/http/answers/answers";
import { registerReadiness } from "@/server/http/answers/health";
import { clientAddress } from "@/server/http/request/addresses";
import { authCookieName } from "@/server/sign-in/auth-cookies";
import type { Env } from "@/server/process/env";
import type { PageHandler } from "@/server/http/http";
import { projectRoot } from "@/server/process/root";
import { PageQueue, type Asking } from "./page-queue";
import { Renderer } from "./rendering/renderer";
import { staticFiles } from "./static-files";

/** What answers pages and their files. */
export interface Pages {
  /** Makes the pages ready, with the database that is up to date by now, and returns what answers them. */
  begin(databaseUrl: string): Promise<PageHandler>;
  close(): Promise<void>;
}

/**
 * Begins to load Next.js, in a process of its own: rendering takes the processor, and sockets and API would wait for it. In
 * development it runs in this process, and `upgrades` is the server to which it attaches its WebSocket.
 */
export function launchPages(env: Env, upgrades: Server, isDevelopment: boolean): Pages {
  return isDevelopment ? pagesOfThisProcess(env, upgrades) : pagesBeside();
}

/** Of a process that is no `web`: what comes to it all the same belongs to another one. */
export const noPages: Pages = {
  begin: () =>
    Promise.resolve(async (_request, response) => {
      await sendProblem(response, "not_found", say("refusals.http.otherProcess"));
      return true;
    }),
  close: () => Promise.resolve(),
};

function pagesBeside(): Pages {
  const renderer = new Renderer(join(projectRoot(), "dist", "render-pages.js"));
  const queue = new PageQueue();
  return {
    begin: async (databaseUrl) => {
      const files = staticFiles(projectRoot());
      await renderer.begin(databaseUrl);
      registerReadiness("pages", () => ({ ok: renderer.isReady() }));
      return async (request, response) =>
        files(request, response) ||
        (isRendered(request) && !(await queue.enter(askingOf(request), response))) ||
        (await renderer.answer(request, response));
    },
    close: () => renderer.close(),
  };
}

function pagesOfThisProcess(env: Env, upgrades: Server): Pages {
  let stop = (): Promise<void> => Promise.resolve();
  return {
    begin: async () => {
      const { default: next } = await import("next");
      const app = next({
        dev: true,
        dir: projectRoot(),
        hostname: env.host,
        port: env.port,
        httpServer: upgrades,
        quiet: false,
      });
      stop = () => app.close();
      await app.prepare();
      const handle = app.getRequestHandler();
      return async (request, response) => {
        await handle(request, response);
        return true;
      };
    },
    close: () => stop(),
  };
}

/** Whether it is a page: everything else is a file, or an answer of the API. */
function isRendered(request: IncomingMessage): boolean {
  return !/^\/(_next|api)\//.test(request.url ?? "/");
}

function askingOf(request: IncomingMessage): Asking {
  const cookies = parseCookie(request.headers.cookie ?? "");
  // The end of a token identifies it; a made-up one may be as long as all headers together, and thousands are remembered.
  const session = (cookies[authCookieName("sessionToken")] ?? "").slice(-64);
  return { session, address: clientAddress(request.headers) };
}
