import type { IncomingMessage, ServerResponse } from "node:http";
import { TurnScheduler } from "@/server/concurrency/turn-scheduler";
import { LIMITS } from "@/shared/limits";
import { env } from "@/server/process/env";
import type { Arrival } from "./request/request";
import { sendWebResponse, toWebRequest } from "./bodies/node-to-web";
import type { BodyKind } from "./bodies/request-body";

/** Room for boundaries, part headers and text fields beside an upload's files. */
const UPLOAD_OVERHEAD_BYTES = 1024 * 1024;

const turns = new TurnScheduler();

/** A Web request in, a Web response out; `takes` says how much of a body it may read, JSON where it says nothing. */
export interface MountedHandler {
  (request: Request, context: { params: Promise<Record<string, string>> }): Promise<Response>;
  takes?: BodyKind;
}

/** A route that is answered beside Next.js, by the same handler that Next.js mounts. */
export interface MountedRoute {
  /** Such as `GET`, which answers HEAD too; `*` is for the methods that the pattern has no other route for. */
  method: string;
  /** Such as `/api/tickets/[ticket]/comments`: a part in brackets is a parameter, `[...rest]` at the end is all that follows. */
  pattern: string;
  handler: MountedHandler;
}

/** Answers with the route of the first pattern that fits; false when there is none, or none for this method. */
export async function answerMounted(
  request: IncomingMessage,
  response: ServerResponse,
  arrival: Arrival,
  routes: readonly MountedRoute[],
): Promise<boolean> {
  const parts = arrival.path.split("/");
  const pattern = routes.find(
    (route) => mayMatch(route.pattern, parts) && matchPath(route.pattern, arrival.path),
  )?.pattern;
  if (pattern === undefined) {
    return false;
  }
  const offered = routes.filter((route) => route.pattern === pattern);
  const route = routeFor(request.method ?? "GET", offered);
  if (request.method === "OPTIONS" && route?.method === "*") {
    await sendWebResponse(
      response,
      new Response(null, { status: 204, headers: { Allow: allowed(offered) } }),
    );
    return true;
  }
  if (!route) {
    return false;
  }
  if (request.method === "GET") {
    // What arrived together, of however many connections, is not begun together.
    await turns.turnOf(request.socket);
    if (request.socket.destroyed) {
      return true;
    }
  }
  const limit = bodyLimit(route.handler.takes ?? "json");
  const answer = await route.handler(toWebRequest(request, response, arrival.origin.origin, limit), {
    params: Promise.resolve(matchPath(pattern, arrival.path) ?? {}),
  });
  if (answer.status === 405) {
    response.setHeader("Allow", allowed(offered));
  }
  await sendWebResponse(response, answer);
  return true;
}

const splitPatterns = new Map<string, string[]>();

/** Whether the fixed parts of a pattern fit: there are more than a hundred patterns for each request, and almost all fail here. */
function mayMatch(pattern: string, parts: readonly string[]): boolean {
  let expected = splitPatterns.get(pattern);
  if (!expected) {
    expected = pattern.split("/");
    splitPatterns.set(pattern, expected);
  }
  return expected.every((part, index) => part.startsWith("[") || part === parts[index]);
}

/** The parameters that `path` gives to `pattern`, decoded, or null when it does not fit. */
export function matchPath(pattern: string, path: string): Record<string, string> | null {
  const expected = pattern.split("/");
  const parts = path.split("/");
  const takesRest = expected.at(-1)?.startsWith("[...") ?? false;
  if (takesRest ? parts.length < expected.length : expected.length !== parts.length) {
    return null;
  }
  const params: Record<string, string> = {};
  for (const [index, part] of (takesRest ? expected.slice(0, -1) : expected).entries()) {
    const value = parts[index] ?? "";
    const name = /^\[(\w+)\]$/.exec(part)?.[1];
    const decoded = name === undefined ? null : decode(value);
    if (name !== undefined && decoded !== null && decoded !== "") {
      params[name] = decoded;
    } else if (name !== undefined || part !== value) {
      return null;
    }
  }
  return params;
}

/** How many bytes of a body a route may be sent; what comes beyond them is not read. */
export function bodyLimit(kind: BodyKind): number {
  const limits: Record<BodyKind, number> = {
    none: 0,
    small: LIMITS.smallBodyBytes,
    json: LIMITS.jsonBodyBytes,
    upload: LIMITS.filesPerRequest * env().maxUploadBytes + UPLOAD_OVERHEAD_BYTES,
  };
  return limits[kind];
}

function routeFor(method: string, offered: readonly MountedRoute[]): MountedRoute | undefined {
  const withMethod = (name: string): MountedRoute | undefined =>
    offered.find((route) => route.method === name);
  return withMethod(method) ?? (method === "HEAD" ? withMethod("GET") : undefined) ?? withMethod("*");
}

function allowed(offered: readonly MountedRoute[]): string {
  const methods = offered.map((route) => route.method).filter((method) => method !== "*");
  const withHead = methods.includes("GET") ? [...methods, "HEAD"] : methods;
  return [...new Set([...withHead, "OPTIONS"])].join(", ");
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
