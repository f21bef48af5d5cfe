import type { FieldError } from "@/shared/errors";
import { PERSON_HEADER } from "@/shared/person-header";
import { measureServerTime } from "@/client/browser/clock";
import { currentTranslate } from "@/messages/current";
import { publishHttpOutcome } from "./http-outcome";

/** A request that was not answered by then will not be answered on this connection any more. */
const PATIENCE_MILLISECONDS = 30_000;
let isClosed = false;
let askPassword: (() => Promise<boolean>) | null = null;

/** A failed request, in the terms of the problem document that the server answered; `status` 0 means that nothing answered. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: readonly FieldError[];
  /** The whole problem document, with members such as a conflict's `ticket`. */
  readonly problem: Record<string, unknown>;
  /** Seconds after which trying again makes sense, where the server said so. */
  readonly retryAfter: number | null;

  constructor(status: number, problem: Record<string, unknown>, retryAfter: number | null) {
    super(
      typeof problem["detail"] === "string" ? problem["detail"] : currentTranslate()("client.somethingWrong"),
    );
    this.name = "ApiError";
    this.status = status;
    this.code = typeof problem["code"] === "string" ? problem["code"] : "unknown";
    this.errors = Array.isArray(problem["errors"]) ? problem["errors"].filter(isFieldError) : [];
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

/** The options of a request. */
export interface ApiOptions {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Sent as JSON; a form as it is. */
  body?: unknown;
  /** The same key again has the effect once: make one for each action of the person, not for each attempt. */
  idempotencyKey?: string;
  /** The person whose request it is: the server refuses it if the browser is signed in as another person by now. */
  personId?: string;
  /** The request must arrive also when the page is closed before its answer; up to 64 kB. */
  keepalive?: boolean;
  signal?: AbortSignal;
}

/** When closed, this page sends nothing more: its session is over, and the browser's next one may be another person's. */
export function closeApi(closed: boolean): void {
  isClosed = closed;
}

/** Throws the error of a page whose session is over. */
export function refuseWhenClosed(): void {
  if (isClosed) {
    throw new ApiError(
      401,
      {
        code: "unauthorized",
        detail: currentTranslate()("client.signedOut"),
      },
      null,
    );
  }
}

/**
 * Registers `ask`, called when the server requires the person's password again before an action; it resolves
 * with whether the password was given. Returns a function that unregisters it.
 */
export function onPasswordWanted(ask: () => Promise<boolean>): () => void {
  askPassword = ask;
  return () => {
    askPassword = askPassword === ask ? null : askPassword;
  };
}

/**
 * Calls our API and returns its JSON (null for 204); throws ApiError for everything that is not a success.
 * When the server requires the password again, the request is repeated after the person has given it.
 */
export async function callApi<T>(path: string, options: ApiOptions = {}): Promise<T> {
  try {
    return await callOnce<T>(path, options);
  } catch (error) {
    const isWanted = error instanceof ApiError && error.code === "reauthentication_required";
    if (!isWanted || !askPassword || !(await askPassword())) {
      throw error;
    }
    return await callOnce<T>(path, options);
  }
}

async function callOnce<T>(path: string, options: ApiOptions): Promise<T> {
  refuseWhenClosed();
  const { signal, stop } = patience(options.signal);
  try {
    const askedAt = Date.now();
    const { response, text } = await ask(path, options, signal);
    publishHttpOutcome(response.status);
    measureServerTime(response.headers.get("date"), askedAt);
    if (!response.ok) {
      throw new ApiError(
        response.status,
        parseObject(text),
        Number(response.headers.get("retry-after")) || null,
      );
    }
    return JSON.parse(text || "null");
  } finally {
    stop();
  }
}

async function ask(
  path: string,
  options: ApiOptions,
  signal: AbortSignal,
): Promise<{ response: Response; text: string }> {
  try {
    const response = await fetch(path, {
      method: options.method ?? "GET",
      credentials: "same-origin",
      headers: {
        accept: "application/json",
        ...(options.body === undefined || options.body instanceof FormData
          ? {}
          : { "content-type": "application/json" }),
        ...(options.idempotencyKey ? { "idempotency-key": options.idempotencyKey } : {}),
        ...(options.personId ? { [PERSON_HEADER]: options.personId } : {}),
      },
      ...(options.keepalive ? { keepalive: true } : {}),
      ...(options.body === undefined
        ? {}
        : { body: options.body instanceof FormData ? options.body : JSON.stringify(options.body) }),
      signal,
    });
    return { response, text: await response.text() };
  } catch (error) {
    if (options.signal?.aborted) {
      throw error;
    }
    publishHttpOutcome(0);
    throw offline();
  }
}

/** Aborts when the caller does, or when nothing came for too long: a dead connection hangs for minutes. */
function patience(signal: AbortSignal | undefined): { signal: AbortSignal; stop: () => void } {
  const controller = new AbortController();
  const giveUp = (): void => controller.abort(signal?.reason);
  const timer = setTimeout(giveUp, PATIENCE_MILLISECONDS);
  signal?.addEventListener("abort", giveUp);
  if (signal?.aborted) {
    giveUp();
  }
  return {
    signal: controller.signal,
    stop: () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", giveUp);
    },
  };
}

/** The error of a request that no server answered. */
export function offline(): ApiError {
  return new ApiError(
    0,
    {
      code: "offline",
      detail: currentTranslate()("client.offline"),
    },
    null,
  );
}

/** A new key for one action of the person (one send, one upload), to pass with each attempt. */
export function newIdempotencyKey(): string {
  return typeof crypto.randomUUID === "function"
    ? crypto.randomUUID()
    : Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
        byte.toString(16).padStart(2, "0"),
      ).join("");
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function isFieldError(value: unknown): value is FieldError {
  return typeof value === "object" && value !== null && "path" in value && "message" in value;
}
