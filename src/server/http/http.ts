import { randomUUID } from "node:crypto";
import {
  createServer,
  STATUS_CODES,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { Duplex } from "node:stream";
import { say } from "@/messages/server/say";
import type { Sentence } from "@/messages/server/sentence";
import { isAppError, type ErrorCode } from "@/shared/errors";
import { isDatabaseSilent, sendUnavailablePage, sendUnknownHostPage, wantsPage } from "./answers/away-page";
import { admitEverybody, boundConnections } from "./connection-limit";
import { answerCors } from "./answers/cors";
import type { Env } from "@/server/process/env";
import { answerProbe, PROBE_PATHS, sendError, sendProblem } from "./answers/answers";
import { askForBodyBy, bringsBody, discardBody } from "./bodies/body";
import { pageAddressFault } from "./request/page-address";
import { pathOf, receive, type Arrival } from "./request/request";
import { log } from "@/server/process/log";
import { countRequest } from "@/server/metrics/metrics";
import { answerMounted, type MountedRoute } from "./mounted-routes";
import { portTaken } from "./port-holder";
import { refuseUpgrade } from "./answers/refuse-upgrade";
import { BARE_POLICY, makeNonce, pagePolicy, protectResponse } from "./answers/security-headers";
import { StartError } from "@/server/process/start-error";
import { isUnknownHost, unknownHost } from "@/server/tenant/tenant";

/** Answers every request that was not answered before; false when pages cannot be made now, and nothing was sent. */
export type PageHandler = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

/** The one HTTP server, with its start and stop. */
export interface HttpServer {
  server: Server;
  /** Never listens: Next attaches its own WebSocket to it, and gets those upgrades alone that are meant for it. */
  pageUpgrades: Server;
  /** Takes the port; of several processes each only when it serves: until then a proxy leaves people to the others. */
  listen(): Promise<void>;
  /** Serves pages from now on; until then a page says that the help desk is starting. */
  serve(pages: PageHandler, mounted?: readonly MountedRoute[]): Promise<void>;
  /** Accepts no new connections from now on; requests under way go on, and /ready says that this process stops. */
  stopAccepting(): void;
  /** The same, and resolves when all requests are answered, or cuts them off after `milliseconds`. */
  drain(milliseconds: number): Promise<void>;
}

const READING = new Set(["GET", "HEAD"]);
const WITHOUT_BODY = new Set([...READING, "OPTIONS", "TRACE", "CONNECT"]);
/** What HTTP itself cannot read, by node's code: status, code and words of the refusal. */
const GARBLED: [number, ErrorCode, Sentence] = [400, "bad_request", say("refusals.http.unreadable")];
const UNREADABLE: Record<string, [number, ErrorCode, Sentence]> = {
  HPE_HEADER_OVERFLOW: [431, "too_large", say("refusals.http.headersTooLong")],
  ERR_HTTP_REQUEST_TIMEOUT: [408, "timeout", say("refusals.http.notInTime")],
};
const HMR_PATH = "/_next/hmr";
const SOCKET_PATH = "/socket.io/";
/** How many connections may wait to be taken: after a restart thousands come at once, and one that is dropped waits for seconds. */
const BACKLOG = 4_096;
/** Longer than the minute that proxies keep idle connections: the proxy must be the one to close. */
const KEEP_ALIVE_MILLISECONDS = 72_000;
/** How long the headers of a request may take, also the first of a connection that says nothing. */
const HEADERS_MILLISECONDS = 15_000;

/** Makes the server that answers everything on the one port; the caller lets it listen. */
export function createHttpServer(env: Env, isDevelopment: boolean): HttpServer {
  const server = createServer({
    keepAliveTimeout: KEEP_ALIVE_MILLISECONDS,
    headersTimeout: HEADERS_MILLISECONDS,
    connectionsCheckingInterval: HEADERS_MILLISECONDS / 3,
    // No limit for whole requests: a large file on a slow connection takes long (bodies/body.ts ends one that does not move).
    requestTimeout: 0,
  });
  const pageUpgrades = createServer();
  let pages: PageHandler | null = null;
  let mounted: readonly MountedRoute[] = [];
  let closed: Promise<void> | null = null;
  const upgraded = new Set<Duplex>();
  const isAlone = env.instances === 1;
  const isSecure = env.publicUrl.startsWith("https:");
  boundConnections(server, env.trustProxy === 0);

  const stopAccepting = (): Promise<void> =>
    (closed ??= new Promise((resolve) => server.close(() => resolve())));

  const answer = async (
    request: IncomingMessage,
    response: ServerResponse,
    arrival: Arrival,
  ): Promise<void> => {
    const isPage = !arrival.path.startsWith("/api/") && !PROBE_PATHS.includes(arrival.path);
    const nonce = makeNonce();
    const policy = isPage ? pagePolicy({ nonce, isDevelopment, host: arrival.origin.host }) : BARE_POLICY;
    protectResponse(response, policy, arrival.isSecure);
    if (!isDevelopment || !isPage) {
      await settleBody(request, arrival.path);
    }
    if (
      await answerProbe(request, response, arrival, {
        isStarting: pages === null,
        isDraining: closed !== null,
        metricsToken: env.metricsToken,
      })
    ) {
      return;
    }
    if (request.method === "TRACE" || request.method === "CONNECT") {
      await sendProblem(response, "method_not_allowed");
    } else if (
      !URL.canParse(request.url ?? "/", arrival.origin) ||
      !arrival.path.startsWith("/") ||
      arrival.path.startsWith("//")
    ) {
      await sendProblem(response, "bad_request", say("refusals.http.addressUnreadable"));
    } else if (!arrival.isHostReadable) {
      await sendProblem(response, "bad_request", say("refusals.http.hostUnreadable"));
    } else if (await isUnknownHost(arrival.host).catch(() => false)) {
      await refuseHost(request, response, nonce, isPage);
    } else if (await answerCors(request, response, arrival.path, env.furtherOrigins)) {
      return;
    } else if (arrival.path === SOCKET_PATH) {
      // Where sockets are, they have taken it.
      await sendProblem(response, "not_found", say("refusals.http.otherProcess"));
    } else if (await answerMounted(request, response, arrival, mounted)) {
      return;
    } else if (isPage && pageAddressFault(request.url ?? "/", arrival.path)) {
      await sendProblem(response, "bad_request", pageAddressFault(request.url ?? "/", arrival.path));
    } else if (isPage && !isDevelopment && !READING.has(request.method ?? "")) {
      response.setHeader("Allow", "GET, HEAD");
      await sendProblem(response, "method_not_allowed");
    } else if (pages && wantsPage(request) && (await isDatabaseSilent())) {
      sendUnavailablePage(response, nonce, "away");
    } else if (pages) {
      // Next.js takes the nonce for its own scripts from the policy in the request.
      request.headers["content-security-policy"] = policy;
      request.headers["x-nonce"] = nonce;
      if (!(await pages(request, response))) {
        await refuseForNow(request, response, nonce, isPage);
      }
    } else {
      await refuseForNow(request, response, nonce, isPage);
    }
  };

  server.on("request", (request, response) => {
    const began = performance.now();
    response.once("close", () => {
      countRequest(request.method ?? "", response.statusCode, (performance.now() - began) / 1000);
    });
    if (closed) {
      response.setHeader("Connection", "close");
    }
    const arrival = receive(request, env);
    response.setHeader("X-Request-Id", arrival.requestId);
    answer(request, response, arrival).catch(async (error: unknown) => {
      if (isAppError(error) && !response.headersSent) {
        await sendError(response, error);
        return;
      }
      log().error({ err: error, requestId: arrival.requestId, path: arrival.path }, "a request failed");
      if (response.headersSent) {
        response.destroy();
      } else {
        await sendProblem(response, "internal");
      }
    });
  });

  // A client that asks first (Expect: 100-continue) is answered when a handler begins to read the body.
  server.on("checkContinue", (request: IncomingMessage, response: ServerResponse) => {
    const proceed = (): void => response.writeContinue();
    if (pathOf(request.url ?? "/") === SOCKET_PATH) {
      proceed();
    } else {
      askForBodyBy(request, proceed);
    }
    server.emit("request", request, response);
  });
  // By itself Node would refuse an expectation that it does not know, without any of our headers.
  server.on("checkExpectation", (request, response) => void server.emit("request", request, response));

  server.on("upgrade", (request, socket, head) => {
    const path = (request.url ?? "").split("?", 1)[0] ?? "";
    socket.on("error", () => undefined);
    upgraded.add(socket);
    socket.once("close", () => upgraded.delete(socket));
    if (isDevelopment && path === HMR_PATH) {
      pageUpgrades.emit("upgrade", request, socket, head);
    } else if (path !== SOCKET_PATH || !pages || !env.roles.has("realtime")) {
      refuseUpgrade(socket, pages ? 404 : 503, isSecure);
    }
  });

  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    const [status, code, { english: detail }] = UNREADABLE[error.code ?? ""] ?? GARBLED;
    const title = STATUS_CODES[status] ?? "";
    const body = JSON.stringify({
      type: "about:blank",
      title,
      status,
      code,
      detail,
      requestId: randomUUID(),
    });
    refuseUpgrade(socket, status, isSecure, { type: "application/problem+json", body });
  });

  return {
    server,
    pageUpgrades,
    listen: async () => {
      await (isAlone && listen(server, env));
    },
    serve: async (handler, routes = []) => {
      pages = handler;
      mounted = routes;
      admitEverybody(server);
      await (isAlone || listen(server, env));
    },
    stopAccepting: () => void stopAccepting(),
    drain: async (milliseconds) => {
      const timer = setInterval(() => server.closeIdleConnections(), 50);
      const late = setTimeout(() => {
        server.closeAllConnections();
        upgraded.forEach((socket) => socket.destroy());
      }, milliseconds);
      await stopAccepting();
      clearInterval(timer);
      clearTimeout(late);
    },
  };
}

/** Reading methods and pages need no body: a small one is read and discarded, a larger one is refused. */
async function settleBody(request: IncomingMessage, path: string): Promise<void> {
  const isReadByRoute = path.startsWith("/api/") && !WITHOUT_BODY.has(request.method ?? "");
  if (!isReadByRoute && bringsBody(request)) {
    await discardBody(request);
  }
}

/** Whether the percent signs of a path stand for a text in UTF-8. */
function listen(server: Server, env: Env): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => {
      reject(error.code === "EADDRINUSE" ? portTaken(env.host, env.port) : listenFailure(error, env));
    };
    server.once("error", fail);
    server.listen({ port: env.port, host: env.host, backlog: BACKLOG }, () => {
      server.off("error", fail);
      resolve();
    });
  });
}

function listenFailure(error: NodeJS.ErrnoException, env: Env): Error {
  const reasons: Record<string, string> = {
    EACCES: `Port ${env.port} needs more rights than this user has. Choose one above 1023: PORT=3003 npm start`,
    EADDRNOTAVAIL: `HOST=${env.host} is no address of this machine; for example HOST=127.0.0.1, or HOST=0.0.0.0 for all`,
    ENOTFOUND: `HOST=${env.host} is no name that this machine knows; for example HOST=127.0.0.1`,
  };
  const reason = reasons[error.code ?? ""];
  return reason === undefined ? error : new StartError(reason);
}

/** While the server starts, or the process that renders pages does. */
async function refuseForNow(
  request: IncomingMessage,
  response: ServerResponse,
  nonce: string,
  isPage: boolean,
): Promise<void> {
  if (isPage && wantsPage(request)) {
    sendUnavailablePage(response, nonce, "starting");
  } else {
    response.setHeader("Retry-After", "2");
    await sendProblem(response, "unavailable", say("refusals.http.startUp"));
  }
}

async function refuseHost(
  request: IncomingMessage,
  response: ServerResponse,
  nonce: string,
  isPage: boolean,
): Promise<void> {
  if (isPage && wantsPage(request)) {
    sendUnknownHostPage(response, nonce);
  } else {
    await sendError(response, unknownHost());
  }
}
