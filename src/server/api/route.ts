import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Language } from "@/messages/locale";
import { say } from "@/messages/server/say";
import { parseInput } from "@/server/http/bodies/field-refusals";
import { AppError, refusedField } from "@/shared/errors";
import { LIMITS } from "@/shared/limits";
import { PERSON_HEADER } from "@/shared/person-header";
import type { Actor } from "@/shared/roles";
import { findUnstorable } from "@/shared/text";
import { noteRefusal } from "@/server/audit/refusals";
import { credentialsOf, resolveSession, type LiveSession } from "./actor";
import { shareOnce } from "@/server/process/globals";
import { requestKey, type RequestKey } from "./idempotency";
import { problemResponse } from "@/server/http/answers/problem";
import { refuseRowsWhenFull } from "@/server/storage/space";
import { countWrite, returnWrite } from "@/server/rate-limits/write-limits";
import { parseJson, readBodyText, type BodyKind } from "@/server/http/bodies/request-body";
import { isAllowedOrigin } from "@/server/http/request/origin";
import { isSecondFactorMissing } from "@/server/sign-in/second-factor-due";
import { isOthersOrigin } from "@/server/tenant/tenant";
import { PROOF_MINUTES } from "@/server/sign-in/session-lifetime";
import { languageFor, refusingAsItsHost } from "./route-language";
import { readQuery } from "./route-query";
import { refuseBeyondScope } from "./token-scope";

/** A handler as Next.js mounts it, and as server.ts can mount it beside Next: a Web request in, a Web response out. */
export interface RouteHandler {
  (
    request: Request,
    context: { params: Promise<Record<string, string | string[] | undefined>> },
  ): Promise<Response>;
  /** The body's limit. */
  takes?: BodyKind;
}

/** The context of every handler. */
export interface RequestContext {
  request: Request;
  params: Record<string, string>;
  requestId: string;
  /** The client's address, as the trusted proxies tell it. */
  address: string;
  /** Headers of the answer, also of an error. */
  answerHeaders: Map<string, string>;
  /** What the answer speaks: the person's own choice once it is known who they are, else what their browser asks for. */
  language: Language;
}

interface Options<Body extends z.ZodType, Query extends z.ZodType> {
  /** Validates the JSON body; without it no body is read. */
  body?: Body;
  /** Validates the query string; a repeated name is an array where the schema wants one. */
  query?: Query;
  /** For a handler that reads the body by itself: the body's limit. */
  takes?: BodyKind;
  /** The answer holds sentences of the catalogue, so it differs by language. */
  speaks?: true;
  /** The status of success, 200 by default; 204 sends no body. */
  status?: number;
}

interface Input<Body extends z.ZodType, Query extends z.ZodType> extends RequestContext {
  body: z.output<Body>;
  query: z.output<Query>;
}

interface SignedInOptions<Body extends z.ZodType, Query extends z.ZodType> extends Options<Body, Query> {
  /** Who may call at all; everybody else gets 403 before the input is read. */
  may?: (actor: Actor) => boolean;
  /** Whether a person who has to turn on a second factor first may call it; other routes refuse them. */
  beforeSecondFactor?: boolean;
  /** Whether that holds also for people who have one and have only to show it: not for what makes another. */
  beforeShowingFactor?: boolean;
  /** Whether the request requires that the caller's password was checked in the last 30 minutes; others get `reauthentication_required`. */
  needsProof?: (asked: { actor: Actor; params: Record<string, string>; body: z.output<Body> }) => boolean;
}

/** A signed-in caller's request: the actor, and the Idempotency-Key if the request carries one. */
export interface SignedIn {
  actor: Actor;
  session: LiveSession;
  /** The request's Idempotency-Key with the hash of its parsed body; null when it has none. */
  key: RequestKey | null;
}

const GROWING = new Set(["POST", "PUT", "PATCH"]);
const MUTATIONS = new Set([...GROWING, "DELETE"]);

/**
 * A route that needs a live session: it checks the session first (401), then the origin of a mutation by
 * cookie, then the input. The return value of `handle` is sent as JSON, a Response as it is.
 */
export function signedInRoute<
  Body extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = z.ZodUndefined,
>(
  options: SignedInOptions<Body, Query>,
  handle: (input: Input<Body, Query> & SignedIn) => Promise<unknown>,
): RouteHandler {
  return declaring(options, "json", async (context) => {
    const session = await resolveSession(credentialsOf(context.request.headers));
    if (!session) {
      throw new AppError("unauthorized", say("refusals.api.signIn"));
    }
    context.language = languageFor(context.request, session.language);
    const meant = context.request.headers.get(PERSON_HEADER);
    if (meant !== null && meant !== session.actor.id) {
      throw new AppError("unauthorized", say("refusals.api.otherPerson"));
    }
    const { actor } = session;
    const by = { actor, address: context.address };
    if (session.by === "cookie") {
      await checkOriginOf(context.request, by);
    }
    const isOpen = session.isFactorUnshown ? options.beforeShowingFactor : options.beforeSecondFactor;
    if (!isOpen && isSecondFactorMissing(session)) {
      throw new AppError("second_factor_required", say("refusals.secondFactors.first"));
    }
    refuseBeyondScope(session.scopes, context.request.method, new URL(context.request.url).pathname);
    if (options.may && !options.may(actor)) {
      await noteRefusal(context.request, "refused.forbidden", by);
      throw new AppError("forbidden", say("refusals.api.forbidden"));
    }
    await (MUTATIONS.has(context.request.method) && countWrite(session.actor, context.answerHeaders));
    // A deletion makes room.
    await (GROWING.has(context.request.method) && refuseRowsWhenFull());
    const { body, query } = await readInput(context.request, options, LIMITS.jsonBodyBytes);
    if (options.needsProof?.({ actor: session.actor, params: context.params, body })) {
      requireProof(session);
    }
    const key = idempotencyKey(context.request, session.actor, body);
    if (options.speaks) {
      context.answerHeaders.set("content-language", context.language).set("vary", "Accept-Language");
    }
    const result = await handle({ ...context, body, query, session, actor: session.actor, key });
    await (key?.repeat.isRepeat && returnWrite(session.actor));
    return answer(result, options.status, context.requestId);
  });
}

/** A public route, which ignores cookies; a mutation by a foreign page is refused all the same. */
export function publicRoute<
  Body extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = z.ZodUndefined,
>(options: Options<Body, Query>, handle: (input: Input<Body, Query>) => Promise<unknown>): RouteHandler {
  return declaring(options, "small", async (context) => {
    const { headers } = context.request;
    // Neither header: it is no browser, and this route ignores cookies.
    if (headers.has("origin") || headers.has("sec-fetch-site")) {
      await checkOriginOf(context.request, { actor: null, address: context.address });
    }
    return await refusingAsItsHost(context, async () => {
      const { body, query } = await readInput(context.request, options, LIMITS.smallBodyBytes);
      return answer(await handle({ ...context, body, query }), options.status, context.requestId);
    });
  });
}

/** Throws `reauthentication_required` where the caller's password was not checked in the last 30 minutes; for routes that learn only from what they read whether it has to be. */
export function requireProof({ provenAt }: Pick<LiveSession, "provenAt">): void {
  if (Date.now() - provenAt.getTime() > PROOF_MINUTES * 60_000) {
    throw new AppError("reauthentication_required", say("refusals.api.proof"));
  }
}

/** Reads the Idempotency-Key header; throws `bad_request` when it is empty or too long. */
export function idempotencyKey(request: Request, actor: Actor, body: unknown): RequestKey | null {
  const key = request.headers.get("idempotency-key");
  if (key === null || !MUTATIONS.has(request.method)) {
    return null;
  }
  if (key.trim() === "" || key.length > LIMITS.idempotencyKeyMax) {
    throw new AppError("bad_request", say("refusals.api.badKey"));
  }
  return requestKey(actor, `${request.method} ${new URL(request.url).pathname}`, key, body);
}

/** A mutation by cookie needs an allowed Origin, or none and `Sec-Fetch-Site: same-origin` (contract). */
export function checkOrigin(request: Request): void {
  if (!MUTATIONS.has(request.method)) {
    return;
  }
  const origin = request.headers.get("origin");
  const isAllowed =
    origin === null ? request.headers.get("sec-fetch-site") === "same-origin" : isAllowedOrigin(origin);
  if (!isAllowed) {
    throw badOrigin();
  }
}

function badOrigin(): AppError {
  return new AppError("bad_origin", say("refusals.api.foreignPage"));
}

/** The same, also for another organisation's pages, with an audit entry for a refusal. */
async function checkOriginOf(request: Request, by: { actor: Actor | null; address: string }): Promise<void> {
  try {
    checkOrigin(request);
    const { headers } = request;
    if (MUTATIONS.has(request.method) && (await isOthersOrigin(headers.get("origin"), headers.get("host")))) {
      throw badOrigin();
    }
  } catch (error) {
    await noteRefusal(request, "refused.bad_origin", by);
    throw error;
  }
}

/** The single-segment parameters of a path; a catch-all's list is no id, nor is a value that no column can hold. */
function plainParams(params: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) =>
      typeof value === "string" && findUnstorable(value) === null ? [[name, value]] : [],
    ),
  );
}

/** The inputs of a route made here; null for any other handler. For tests that walk every input. */
export function inputSchemasOf(handler: unknown): InputSchemas | null {
  return typeof handler === "function" ? (inputSchemas().get(handler) ?? null) : null;
}

interface InputSchemas {
  body: z.ZodType | undefined;
  query: z.ZodType | undefined;
}

function inputSchemas(): WeakMap<object, InputSchemas> {
  return shareOnce("input-schemas", () => new WeakMap<object, InputSchemas>());
}

function declaring(
  { body, query, takes }: Options<z.ZodType, z.ZodType>,
  json: BodyKind,
  work: (context: RequestContext) => Promise<Response>,
): RouteHandler {
  const handler = Object.assign(guarded(work), { takes: takes ?? (body ? json : "none") });
  inputSchemas().set(handler, { body, query });
  return handler;
}

function guarded(work: (context: RequestContext) => Promise<Response>): RouteHandler {
  return async (request, { params }) => {
    const requestId = request.headers.get("x-request-id") ?? randomUUID();
    const answerHeaders = new Map<string, string>();
    const address = request.headers.get("x-helpejo-client-address") ?? "";
    const language = languageFor(request, null);
    const context: RequestContext = { request, params: {}, requestId, address, answerHeaders, language };
    const attempt = async (): Promise<Response> => {
      context.params = plainParams((await params) ?? {});
      return await work(context);
    };
    const response = await attempt().catch((error: unknown) => problemResponse(error, context));
    answerHeaders.forEach((value, name) => response.headers.set(name, value));
    return response;
  };
}

function answer(result: unknown, status = 200, requestId: string): Response {
  if (result instanceof Response) {
    return result;
  }
  const headers = { "cache-control": "no-store", "x-request-id": requestId };
  return status === 204 || result === undefined
    ? new Response(null, { status: 204, headers })
    : Response.json(result, { status, headers });
}

async function readInput<Body extends z.ZodType, Query extends z.ZodType>(
  request: Request,
  options: Options<Body, Query>,
  limit: number,
): Promise<{ body: z.output<Body>; query: z.output<Query> }> {
  const query = parseWith(
    options.query,
    options.query ? readQuery(new URL(request.url), options.query) : undefined,
  );
  const body = parseWith(options.body, options.body ? await readJson(request, limit) : undefined);
  return { body, query };
}

function parseWith<Schema extends z.ZodType>(schema: Schema | undefined, value: unknown): z.output<Schema> {
  const unstorable = findUnstorable(value);
  if (unstorable !== null) {
    throw refusedField(unstorable, say("refusals.api.unstorable"));
  }
  // Without a schema the output type is undefined, and so is the value.
  return parseInput(schema ?? z.undefined(), value) as z.output<Schema>;
}

async function readJson(request: Request, limit: number): Promise<unknown> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (type !== "" && type !== "application/json" && !type.endsWith("+json")) {
    throw new AppError("unsupported_media_type", say("refusals.api.sendJson"));
  }
  return parseJson(await readBodyText(request, limit));
}
