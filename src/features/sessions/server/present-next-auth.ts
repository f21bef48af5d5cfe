import { createHash, randomBytes } from "node:crypto";
import NextAuth, * as nextAuthModule from "next-auth";
import { authCookieName, formerSessionCookies, readAuthCookies } from "@/server/sign-in/auth-cookies";
import { rememberDevice } from "@/server/sign-in/device-cookie";
import { authSecret, env, publishEnv } from "@/server/process/env";
import { parseForm, parseJson, readBodyText } from "@/server/http/bodies/request-body";
import { requestOrigin } from "@/server/http/request/origin";
import { AppError } from "@/shared/errors";
import { LIMITS } from "@/shared/limits";
import { ownTarget } from "@/shared/own-path";
import { CollectedAnswer } from "./present-answer";
import { nextAuthOptions } from "./write-next-auth";
import type { OtherPasswords } from "./write-sign-in";

const FORM = "application/x-www-form-urlencoded";

/**
 * Answers a request to /api/auth/* with next-auth 4. It is called the way Next's older handlers are, with a plain
 * request and a response that collects: so nothing of Next is needed, and every address in the answer can be put on
 * the origin that the request came to (NEXTAUTH_URL knows one only, and localhost and 127.0.0.1 are two).
 */
export async function answerNextAuth(
  request: Request,
  segments: string[],
  others: OtherPasswords,
): Promise<Response> {
  const origin = requestOrigin(request);
  if (segments[0] === "_log") {
    return new Response(null, { status: 204 });
  }
  if (request.method !== "POST" && segments[0] === "callback" && segments[1] === "credentials") {
    // next-auth answers this with 500, as if it were broken.
    throw new AppError("method_not_allowed");
  }
  const toOwnUrl = (wish: string): string => onOrigin(wish, origin);
  const url = new URL(request.url);
  const cookies = readAuthCookies(request.headers.get("cookie"));
  const body = withOwnCallback(await readBody(request), toOwnUrl);
  if (body && body["csrfToken"] === undefined && comesFromOurPage(request, origin)) {
    vouchFor(cookies, body);
  }
  const answer = new CollectedAnswer();
  const signedIn: string[] = [];
  await callNextAuth(
    {
      method: request.method,
      headers: Object.fromEntries(request.headers),
      cookies,
      query: withOwnCallback({ ...Object.fromEntries(url.searchParams), nextauth: segments }, toOwnUrl),
      body,
    },
    answer,
    nextAuthOptions(request, toOwnUrl, (personId) => void signedIn.push(personId), others),
  );
  const response = answer.toResponse(origin);
  if (segments[0] === "signout" && endsSession(response)) {
    response.headers.set("clear-site-data", body?.["keep"] === "1" ? '"cache"' : '"cache", "storage"');
  }
  for (const name of formerSessionCookies(request.headers.get("cookie"))) {
    response.headers.append("set-cookie", `${name}=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Lax`);
  }
  for (const personId of signedIn) {
    response.headers.append("set-cookie", rememberDevice(request.headers.get("cookie"), personId));
  }
  return response;
}

/** Whether an answer removes the session's cookie. */
export function endsSession(response: Response): boolean {
  return response.headers
    .getSetCookie()
    .some((line) => line.startsWith(`${authCookieName("sessionToken")}=;`));
}

async function callNextAuth(...call: unknown[]): Promise<void> {
  // Bundlers and plain Node disagree about what the default import of a CommonJS package is: the function or its module.
  const candidates: unknown[] = [NextAuth, Reflect.get(Object(NextAuth), "default"), nextAuthModule.default];
  const handler = candidates.find((candidate) => typeof candidate === "function");
  if (typeof handler !== "function") {
    throw new Error("next-auth cannot be found.");
  }
  publishEnv();
  await Reflect.apply(handler, undefined, call);
}

/** The target after signing in, if it is a page of ours; else our first page. */
function onOrigin(wish: string, origin: string): string {
  const { allowedOrigins, furtherOrigins } = env();
  const ours = allowedOrigins.filter((one) => !furtherOrigins.includes(one));
  return `${origin}${ownTarget(wish, [origin, ...ours]) ?? "/"}`;
}

/** Whether the browser's Origin says that one of our own pages sent this: no other page can send that. */
function comesFromOurPage(request: Request, origin: string): boolean {
  return request.headers.get("origin") === origin;
}

/**
 * next-auth wants its own token in a form as a proof that our page sent it. Where the browser's Origin proves that
 * already, the proof is put in: so a form works at once, before (or without) any script that could fetch a token.
 */
function vouchFor(cookies: Record<string, string | undefined>, body: Record<string, unknown>): void {
  const token = randomBytes(32).toString("hex");
  const hash = createHash("sha256").update(`${token}${authSecret()}`).digest("hex");
  cookies[authCookieName("csrfToken")] = `${token}|${hash}`;
  body["csrfToken"] = token;
}

async function readBody(request: Request): Promise<Record<string, unknown> | undefined> {
  if (request.method !== "POST") {
    return undefined;
  }
  const text = await readBodyText(request, LIMITS.smallBodyBytes);
  const type = request.headers.get("content-type") ?? "";
  if (type.includes(FORM)) {
    return parseForm(text);
  }
  return type.includes("application/json") ? asStrings(parseJson(text)) : {};
}

/** next-auth expects what a form sends: `json: true` has to be `json: "true"`, and nothing is nested. */
function asStrings(value: unknown): Record<string, string> {
  const entries =
    typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
  return Object.fromEntries(
    entries.flatMap(([name, one]) =>
      ["string", "number", "boolean"].includes(typeof one) ? [[name, String(one)]] : [],
    ),
  );
}

function withOwnCallback<T extends Record<string, unknown> | undefined>(
  values: T,
  toOwnUrl: (wish: string) => string,
): T {
  const wish: unknown = values?.["callbackUrl"];
  return typeof wish === "string" ? { ...values, callbackUrl: toOwnUrl(wish) } : values;
}
