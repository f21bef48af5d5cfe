import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { isForwarded, namedHost, originOf, readCaller } from "./addresses";
import { demoExposure, EXPOSED_HEADER, reportDemoExposed } from "./demo-exposure";
import type { Env } from "@/server/process/env";
import { isLoopbackName } from "@/server/process/env-outward";
import { isLoopbackAddress } from "@/server/network/ip-address";
import { isForeign } from "./origin";
import { watchForProxy } from "./undeclared-proxy";

/** The facts about a request before it is answered. */
export interface Arrival {
  requestId: string;
  /** The path without its query, as it was sent. */
  path: string;
  /** The allowed origin that the request came to. */
  origin: URL;
  /** The host that it asked for, in its one form; null when it named none. */
  host: string | null;
  /** Whether it names one host at most, and one that can be read. */
  isHostReadable: boolean;
  /** Whether it came over https, as a trusted proxy or the public address says. */
  isSecure: boolean;
  /** Whether it came straight from this machine and asked for it by its own name, without any sign of a proxy or a page. */
  isLocal: boolean;
}

/** Headers of a request that only this server may set: a client's own are dropped. */
const OURS =
  /^(x-forwarded-.*|forwarded|x-real-ip|x-helpejo-.*|x-request-id|x-nonce|content-security-policy|x-middleware-.*)$/;

/**
 * Reads the client and the host, drops every header that a client could forge, and sets those that the
 * application relies on:
 * `x-request-id`, `x-helpejo-client-address`, `host` as the client said it, and `x-forwarded-host` and `-proto` of one
 * of the allowed origins (next-auth and Next.js build URLs from those, so they never hold an unknown host).
 */
export function receive(request: IncomingMessage, env: Env): Arrival {
  const caller = readCaller(request.headers, request.socket.remoteAddress, env.trustProxy);
  const origin = originOf(caller, env.allowedOrigins, env.publicUrl);
  const requestId = requestIdOf(request, env.trustProxy);
  const named = namedHost(request.headers, env.trustProxy);
  const isLocal =
    isLoopbackAddress(request.socket.remoteAddress ?? "") &&
    !isForwarded(request.headers) &&
    // A page of a host that was made to resolve to this machine (DNS rebinding) also comes from here, but by that host name.
    caller.host !== null &&
    isLoopbackName(caller.host) &&
    !isForeign(request.headers);
  const exposedBy = demoExposure(request.headers, env);
  watchForProxy(request.headers, env);
  for (const name of Object.keys(request.headers)) {
    if (OURS.test(name)) {
      delete request.headers[name];
    }
  }
  request.headers["x-request-id"] = requestId;
  request.headers["x-helpejo-client-address"] = caller.address;
  request.headers["x-forwarded-for"] = caller.address;
  request.headers["x-forwarded-host"] = origin.host;
  request.headers["x-forwarded-proto"] = origin.protocol.replace(":", "");
  request.headers["x-forwarded-port"] = origin.port || (origin.protocol === "https:" ? "443" : "80");
  if (exposedBy !== null) {
    request.headers[EXPOSED_HEADER] = "1";
    reportDemoExposed(exposedBy);
  }
  if (caller.host !== null) {
    request.headers.host = caller.host;
  }
  return {
    requestId,
    path: pathOf(request.url ?? "/"),
    origin,
    host: caller.host,
    isHostReadable: (named === null || caller.host !== null) && countHosts(request.rawHeaders) <= 1,
    isSecure: caller.protocol === "https" || env.publicUrl.startsWith("https:"),
    isLocal,
  };
}

/** Node.js keeps the first of several, a proxy may have read the last. */
function countHosts(rawHeaders: readonly string[]): number {
  return rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === "host").length;
}

function requestIdOf(request: IncomingMessage, trustProxy: number): string {
  const requestId = request.headers["x-request-id"];
  return trustProxy > 0 && typeof requestId === "string" && /^[\w.:-]{8,100}$/.test(requestId)
    ? requestId
    : randomUUID();
}

/** The path of a request's address, without what follows it. */
export function pathOf(url: string): string {
  return url.split(/[?#]/, 1)[0] ?? "/";
}
