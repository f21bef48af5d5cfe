import { parseCookie } from "cookie";
import NextAuth, * as nextAuthModule from "next-auth";
import { env, publishEnv } from "@/server/env";
import { requestOrigin } from "@/server/request-origin";
import { AppError } from "@/shared/errors";
import { nextAuthOptions, RATE_LIMITED_PREFIX } from "./write-next-auth";

const FORM = "application/x-www-form-urlencoded";
const BODY_MAX = 64 * 1024;

/**
 * Answers a request to /api/auth/* with next-auth 4. It is called the way Next's older handlers are, with a plain
 * request and a response that collects: so nothing of Next is needed, and every address in the answer can be put on
 * the origin that the request came to (NEXTAUTH_URL knows one only, and localhost and 127.0.0.1 are two).
 */
export async function answerNextAuth(request: Request, segments: string[]): Promise<Response> {
  const origin = requestOrigin(request);
  if (segments[0] === "_log") {
    return new Response(null, { status: 204 });
  }
  const toOwnUrl = (wish: string): string => onOrigin(wish, origin);
  const url = new URL(request.url);
  const body = withOwnCallback(await readBody(request), toOwnUrl);
  const answer = new CollectedAnswer();
  await callNextAuth(
    {
      method: request.method,
      headers: Object.fromEntries(request.headers),
      cookies: parseCookie(request.headers.get("cookie") ?? ""),
      query: withOwnCallback({ ...Object.fromEntries(url.searchParams), nextauth: segments }, toOwnUrl),
      body,
    },
    answer,
    nextAuthOptions(request, toOwnUrl),
  );
  return answer.toResponse(origin);
}

/** Collects what next-auth writes to a response of Next's older kind. */
class CollectedAnswer {
  private code = 200;
  private readonly headers = new Headers();
  private body: string | null = null;

  status(code: number): this {
    this.code = code;
    return this;
  }

  getHeader(name: string): string[] | string | null {
    return name.toLowerCase() === "set-cookie" ? this.headers.getSetCookie() : this.headers.get(name);
  }

  setHeader(name: string, value: string | string[]): this {
    this.headers.delete(name);
    for (const one of [value].flat()) {
      this.headers.append(name, one);
    }
    return this;
  }

  json(value: unknown): void {
    this.headers.set("content-type", "application/json");
    this.body = JSON.stringify(value);
  }

  send(value: unknown): void {
    if (typeof value === "string") {
      this.body = value;
    } else if (value !== undefined && value !== null) {
      this.json(value);
    }
  }

  end(): void {
    // Nothing is streamed: the answer is whole when next-auth returns.
  }

  toResponse(origin: string): Response {
    const ours = `${env().publicUrl}/`;
    const move = (address: string): string => (address.startsWith(ours) ? `${origin}/${address.slice(ours.length)}` : address);
    const location = this.headers.get("location");
    if (location !== null) {
      this.headers.set("location", move(location));
    }
    const target = location ?? urlIn(this.body);
    if (location === null && target !== null) {
      this.body = JSON.stringify({ url: move(target) });
    }
    const wait = target === null ? null : secondsToWait(target);
    if (wait !== null) {
      this.headers.set("retry-after", wait);
      this.code = location === null ? 429 : this.code;
    }
    if (!this.headers.has("cache-control")) {
      this.headers.set("cache-control", "private, no-store");
    }
    return new Response(this.body, { status: this.code, headers: this.headers });
  }
}

async function callNextAuth(...call: unknown[]): Promise<void> {
  // Bundlers and plain Node disagree about what the default import of a CommonJS package is: the function or its module.
  const candidates: unknown[] = [NextAuth, Reflect.get(Object(NextAuth), "default"), nextAuthModule.default];
  const handler = candidates.find((candidate) => typeof candidate === "function");
  if (typeof handler !== "function") {
    throw new AppError("internal", "next-auth cannot be found.");
  }
  publishEnv();
  await Reflect.apply(handler, undefined, call);
}

/** Where somebody wants to go afterwards, if that is a page of ours; else our first page. */
function onOrigin(wish: string, origin: string): string {
  if (!URL.canParse(wish, origin)) {
    return `${origin}/`;
  }
  const url = new URL(wish, origin);
  const isOurs = url.origin === origin || (env().allowedOrigins.includes(url.origin) && !env().furtherOrigins.includes(url.origin));
  return isOurs ? `${origin}${url.pathname}${url.search}${url.hash}` : `${origin}/`;
}

async function readBody(request: Request): Promise<Record<string, unknown> | undefined> {
  if (request.method !== "POST") {
    return undefined;
  }
  const text = await request.text();
  if (text.length > BODY_MAX) {
    throw new AppError("too_large", "The body is larger than 64 kB.");
  }
  const type = request.headers.get("content-type") ?? "";
  if (type.includes(FORM)) {
    return Object.fromEntries(new URLSearchParams(text));
  }
  if (!type.includes("application/json")) {
    return {};
  }
  return asStrings(parseJson(text));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text === "" ? "{}" : text);
  } catch {
    throw new AppError("bad_json", "The body is not valid JSON.");
  }
}

/** next-auth expects what a form sends: `json: true` has to be `json: "true"`, and nothing is nested. */
function asStrings(value: unknown): Record<string, string> {
  const entries = typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
  return Object.fromEntries(entries.flatMap(([name, one]) => (["string", "number", "boolean"].includes(typeof one) ? [[name, String(one)]] : [])));
}

function withOwnCallback<T extends Record<string, unknown> | undefined>(values: T, toOwnUrl: (wish: string) => string): T {
  const wish: unknown = values?.["callbackUrl"];
  return typeof wish === "string" ? { ...values, callbackUrl: toOwnUrl(wish) } : values;
}

function urlIn(body: string | null): string | null {
  const value: unknown = body?.startsWith('{"url":') ? JSON.parse(body) : null;
  const url: unknown = typeof value === "object" && value !== null ? Reflect.get(value, "url") : null;
  return typeof url === "string" ? url : null;
}

function secondsToWait(address: string): string | null {
  const error = URL.canParse(address, "http://localhost") ? new URL(address, "http://localhost").searchParams.get("error") : null;
  return error?.startsWith(RATE_LIMITED_PREFIX) ? error.slice(RATE_LIMITED_PREFIX.length) : null;
}
