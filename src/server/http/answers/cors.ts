import type { IncomingMessage, ServerResponse } from "node:http";
import { sendProblem } from "./answers";
import { isAllowedOrigin } from "@/server/http/request/origin";
import { isOthersOrigin } from "@/server/tenant/tenant";

const METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
const REQUEST_HEADERS = "Authorization, Content-Type, Idempotency-Key, X-Request-Id";
const RESPONSE_HEADERS =
  "X-Request-Id, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Content-Disposition, Location";
const REMEMBERED_SECONDS = "600";

/**
 * Credentialed CORS for /api: pages of an allowed origin may read the answers. Answers a preflight itself and returns
 * true; everything else goes on to its route.
 */
export async function answerCors(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  allowedOrigins: readonly string[],
): Promise<boolean> {
  if (!path.startsWith("/api/")) {
    return false;
  }
  response.appendHeader("Vary", "Origin");
  const origin = request.headers.origin;
  const isPreflight =
    request.method === "OPTIONS" && request.headers["access-control-request-method"] !== undefined;
  if (
    origin === undefined ||
    !isAllowedOrigin(origin, allowedOrigins) ||
    // Without the database every route answers 503, which an allowed page may read.
    (await isOthersOrigin(origin, request.headers.host ?? null).catch(() => false))
  ) {
    if (isPreflight) {
      await sendProblem(response, "bad_origin");
    }
    return isPreflight;
  }
  response.setHeader("Access-Control-Allow-Origin", origin);
  response.setHeader("Access-Control-Allow-Credentials", "true");
  response.setHeader("Access-Control-Expose-Headers", RESPONSE_HEADERS);
  // To pages of this origin alone: "Vary" above keeps the answer from all others.
  response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
  if (isPreflight) {
    response.writeHead(204, {
      "Access-Control-Allow-Methods": METHODS,
      "Access-Control-Allow-Headers": REQUEST_HEADERS,
      "Access-Control-Max-Age": REMEMBERED_SECONDS,
    });
    response.end();
  }
  return isPreflight;
}
