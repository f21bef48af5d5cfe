import type { IncomingMessage, ServerResponse } from "node:http";
import type { Arrival } from "./http-request";
import { sendWebResponse, toWebRequest } from "./node-to-web";

/** A route that is answered beside Next.js, by the same handler that Next.js mounts. */
export interface MountedRoute {
  method: string;
  /** Such as `/api/tickets/[ticket]/comments`: a part in brackets is a parameter. */
  pattern: string;
  handler: (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
}

/** Answers with the first mounted route that fits; false when none does. */
export async function answerMounted(
  request: IncomingMessage,
  response: ServerResponse,
  arrival: Arrival,
  routes: readonly MountedRoute[],
): Promise<boolean> {
  for (const route of routes) {
    const params = route.method === request.method ? matchPath(route.pattern, arrival.path) : null;
    if (params) {
      const answer = await route.handler(toWebRequest(request, response, arrival.origin.origin), {
        params: Promise.resolve(params),
      });
      await sendWebResponse(response, answer);
      return true;
    }
  }
  return false;
}

/** The parameters that `path` gives to `pattern`, decoded, or null when it does not fit. */
export function matchPath(pattern: string, path: string): Record<string, string> | null {
  const expected = pattern.split("/");
  const given = path.split("/");
  if (expected.length !== given.length) {
    return null;
  }
  const params: Record<string, string> = {};
  for (const [index, part] of expected.entries()) {
    const value = given[index] ?? "";
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

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
