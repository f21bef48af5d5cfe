import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Sentence } from "@/messages/server/sentence";
import { chooseSpeech } from "@/messages/locale";
import { AppError, type ErrorCode } from "@/shared/errors";
import { readReadiness } from "./health";
import type { Arrival } from "@/server/http/request/request";
import { readMetrics } from "@/server/metrics/metrics";
import { sendWebResponse } from "@/server/http/bodies/node-to-web";
import { problemResponse } from "./problem";
import { serverVersion } from "@/server/process/version";

/** The paths that are answered before Next and without a session. */
export const PROBE_PATHS: readonly string[] = ["/health", "/ready", "/metrics"];

/** Answers /health, /ready and /metrics; false when the path is none of them. */
export async function answerProbe(
  request: IncomingMessage,
  response: ServerResponse,
  { path, isLocal }: Arrival,
  options: { isStarting: boolean; isDraining: boolean; metricsToken: string | null },
): Promise<boolean> {
  if (!PROBE_PATHS.includes(path)) {
    return false;
  }
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.setHeader("Allow", "GET, HEAD");
    await sendProblem(response, "method_not_allowed");
  } else if (path === "/health") {
    sendJson(response, 200, { status: "ok", version: serverVersion() });
  } else if (path === "/ready") {
    const { isReady, body } = await readReadiness();
    // While it starts, all dependencies may be well before requests can be served.
    const phase = options.isDraining ? "draining" : options.isStarting ? "starting" : null;
    sendJson(
      response,
      isReady && phase === null ? 200 : 503,
      phase === null ? body : { ...body, status: phase },
    );
  } else if (isLocal || hasToken(request, options.metricsToken)) {
    const { text, contentType } = await readMetrics();
    response.writeHead(200, { "Content-Type": contentType, "Cache-Control": "no-store" }).end(text);
  } else {
    // Not "forbidden": for other machines the page does not exist.
    await sendProblem(response, "not_found");
  }
  return true;
}

/** Answers with a problem document. */
export async function sendProblem(
  response: ServerResponse,
  code: ErrorCode,
  sentence?: Sentence,
): Promise<void> {
  await sendError(response, new AppError(code, sentence));
}

/** The same of an error that was thrown. Who asks is not known here, but what their browser speaks. */
export async function sendError(response: ServerResponse, error: AppError): Promise<void> {
  const requestId = response.getHeader("X-Request-Id");
  const { language } = chooseSpeech(null, response.req.headers["accept-language"] ?? null);
  const problem = problemResponse(error, {
    requestId: typeof requestId === "string" ? requestId : "",
    language,
  });
  await sendWebResponse(response, problem);
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response
    .writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store" })
    .end(JSON.stringify(body));
}

function hasToken(request: IncomingMessage, token: string | null): boolean {
  const shown = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  return token !== null && shown !== undefined && isSame(shown, token);
}

function isSame(shown: string, expected: string): boolean {
  const [a, b] = [Buffer.from(shown), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
