import { encode } from "next-auth/jwt";
import { authSecret } from "@/server/process/env";
import type { MountedRoute } from "@/server/http/mounted-routes";
import type { Actor } from "@/shared/roles";
import { makeAccessToken } from "../factories";
import type { ApiAnswer } from "./client";

/** A request to build: who asks, with what. */
export interface RequestOptions {
  method?: string;
  /** Path and query, such as "/api/tickets?limit=5". */
  path?: string;
  /** Sent as JSON. */
  body?: unknown;
  /** Who asks, by an access token; nobody when left out. */
  as?: Actor;
  headers?: Record<string, string>;
  /** What stands in the brackets of the route's path. */
  params?: Record<string, string>;
}

/** Calls a route handler as HTTP would, and reads its answer: JSON, or the text of a file. */
export async function callRoute(
  handler: MountedRoute["handler"],
  options: RequestOptions = {},
): Promise<ApiAnswer> {
  const headers = new Headers({ host: "localhost:3003", ...options.headers });
  if (options.as) {
    headers.set("authorization", `Bearer ${await makeAccessToken(options.as)}`);
  }
  if (options.body !== undefined) {
    headers.set("content-type", "application/json");
  }
  const request = new Request(`http://localhost:3003${options.path ?? "/"}`, {
    method: options.method ?? "GET",
    headers,
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  });
  const response = await handler(request, { params: Promise.resolve(options.params ?? {}) });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") === true;
  const body: unknown = text === "" ? null : isJson ? JSON.parse(text) : text;
  return { status: response.status, headers: response.headers, body };
}

/** The session cookie that a browser of this actor's session would send. */
export async function cookieOf(actor: Actor): Promise<string> {
  return `next-auth.session-token=${await encode({ token: { sub: actor.id, sid: actor.sessionId }, secret: authSecret() })}`;
}
