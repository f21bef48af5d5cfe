import { titles } from "@/messages/server/en/titles";
import type { Sentence } from "@/messages/server/sentence";

/** Every error code that the application answers with and its HTTP status, in one place (contract: "codes are listed in one place"). */
export const ERROR_CODES = {
  bad_request: { status: 400 },
  bad_json: { status: 400 },
  bad_multipart: { status: 400 },
  unsupported_protocol: { status: 400 },
  bad_cursor: { status: 400 },
  unauthorized: { status: 401 },
  invalid_credentials: { status: 401 },
  totp_required: { status: 401 },
  totp_invalid: { status: 401 },
  invalid_token: { status: 401 },
  forbidden: { status: 403 },
  bad_origin: { status: 403 },
  insufficient_scope: { status: 403 },
  reauthentication_required: { status: 403 },
  second_factor_required: { status: 403 },
  registration_closed: { status: 403 },
  not_found: { status: 404 },
  method_not_allowed: { status: 405 },
  timeout: { status: 408 },
  closed: { status: 409 },
  conflict: { status: 409 },
  stale_reply: { status: 409 },
  email_taken: { status: 409 },
  name_taken: { status: 409 },
  may_assign: { status: 409 },
  already_requested: { status: 409 },
  decided: { status: 409 },
  merged: { status: 409 },
  already_merged: { status: 409 },
  not_merged: { status: 409 },
  private_merge: { status: 409 },
  too_many_merged: { status: 409 },
  last_admin: { status: 409 },
  resync_required: { status: 410 },
  too_large: { status: 413 },
  quota_exceeded: { status: 413 },
  unsupported_media_type: { status: 415 },
  unknown_host: { status: 421 },
  invalid: { status: 422 },
  too_slow: { status: 422 },
  private_address: { status: 422 },
  key_reused: { status: 422 },
  rate_limited: { status: 429 },
  internal: { status: 500 },
  storage_full: { status: 503 },
  directory_unavailable: { status: 503 },
  unavailable: { status: 503 },
} as const satisfies Record<string, { status: number }>;

/** The name of an error, stable for clients; its HTTP status stands in ERROR_CODES. */
export type ErrorCode = keyof typeof ERROR_CODES;

/** One thing wrong with the input, as it is answered: `path` like "title" or "tags.0", `message` for the person reading. */
export interface FieldError {
  path: string;
  message: string;
}

/** The same before it is known in which language. */
export interface FieldRefusal {
  path: string;
  sentence: Sentence;
}

/** Optional members of an AppError. */
export interface ErrorExtras {
  errors?: FieldRefusal[];
  /** Further members of the problem document, such as the current `ticket` of a conflict. */
  members?: Record<string, unknown>;
  /** Seconds after which trying again makes sense; becomes Retry-After. */
  retryAfter?: number;
}

/**
 * The only error that application code throws on purpose: a code of the list above and a sentence for the person reading,
 * without one the code's title. The border that answers puts it into that person's language; `message` is English, for the log.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly sentence: Sentence | undefined;
  readonly extras: ErrorExtras;

  constructor(code: ErrorCode, sentence?: Sentence, extras: ErrorExtras = {}) {
    super(sentence?.english ?? titles[code]);
    this.name = "AppError";
    this.code = code;
    this.sentence = sentence;
    this.extras = extras;
  }
}

/** The error for one field that is wrong, with the same sentence for the field and for the whole. */
export function refusedField(path: string, sentence: Sentence, code: ErrorCode = "invalid"): AppError {
  return new AppError(code, sentence, { errors: [{ path, sentence }] });
}

/** Whether `error` is an AppError of either module graph (`instanceof` fails across the two, the name and code do not). */
export function isAppError(error: unknown): error is AppError {
  return error instanceof Error && error.name === "AppError" && "code" in error && "extras" in error;
}
