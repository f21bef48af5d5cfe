/** Every error code that the application answers with, its HTTP status and its title, in one place (contract: "codes are listed in one place"). */
export const ERROR_CODES = {
  bad_request: { status: 400, title: "The request cannot be understood" },
  bad_json: { status: 400, title: "The body is not valid JSON" },
  bad_multipart: { status: 400, title: "The form data cannot be read" },
  unsupported_protocol: { status: 400, title: "This version of the protocol is not spoken here" },
  bad_cursor: { status: 400, title: "The page cursor is not one of ours" },
  unauthorized: { status: 401, title: "Sign in first" },
  invalid_credentials: { status: 401, title: "E-mail or password is wrong" },
  totp_required: { status: 401, title: "A code of the second factor is needed" },
  totp_invalid: { status: 401, title: "This code is wrong, too old or used already" },
  invalid_token: { status: 401, title: "The token is not valid any more" },
  forbidden: { status: 403, title: "You may not do this" },
  bad_origin: { status: 403, title: "The request came from a foreign origin" },
  reauthentication_required: { status: 403, title: "Show your password again first" },
  second_factor_required: { status: 403, title: "Turn on a second factor first" },
  registration_closed: { status: 403, title: "Registration is closed here" },
  not_found: { status: 404, title: "Not found" },
  method_not_allowed: { status: 405, title: "This method is not offered here" },
  timeout: { status: 408, title: "The request took too long to arrive" },
  closed: { status: 409, title: "This was closed too long ago" },
  conflict: { status: 409, title: "Somebody changed this meanwhile" },
  stale_reply: { status: 409, title: "Somebody answered meanwhile" },
  email_taken: { status: 409, title: "This e-mail already has an account" },
  name_taken: { status: 409, title: "This name is already used" },
  last_admin: { status: 409, title: "The last admin must stay an admin" },
  too_large: { status: 413, title: "This is larger than allowed" },
  quota_exceeded: { status: 413, title: "The storage of this organisation is used up" },
  unsupported_media_type: { status: 415, title: "This kind of content is not understood" },
  unknown_host: { status: 421, title: "There is no help desk under this name" },
  invalid: { status: 422, title: "Some values need another look" },
  too_slow: { status: 422, title: "This takes too long to find" },
  key_reused: { status: 422, title: "This Idempotency-Key was used for something else" },
  rate_limited: { status: 429, title: "Too many requests" },
  internal: { status: 500, title: "Something broke on our side" },
  storage_full: { status: 503, title: "The disk is nearly full" },
  unavailable: { status: 503, title: "Not available right now" },
} as const satisfies Record<string, { status: number; title: string }>;

/** The name of an error, stable for clients; its HTTP status stands in ERROR_CODES. */
export type ErrorCode = keyof typeof ERROR_CODES;

/** One thing wrong with the input: `path` like "title" or "tags.0", `message` for the person reading. */
export interface FieldError {
  path: string;
  message: string;
}

/** Optional members of an AppError. */
export interface ErrorExtras {
  errors?: FieldError[];
  /** Further members of the problem document, such as the current `ticket` of a conflict. */
  members?: Record<string, unknown>;
  /** Seconds after which trying again makes sense; becomes Retry-After. */
  retryAfter?: number;
}

/** The only error that application code throws on purpose: a code of the list above and a sentence for the person reading. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly extras: ErrorExtras;

  constructor(code: ErrorCode, detail?: string, extras: ErrorExtras = {}) {
    super(detail ?? ERROR_CODES[code].title);
    this.name = "AppError";
    this.code = code;
    this.extras = extras;
  }
}

/** Tells whether `error` is an AppError of either module graph (`instanceof` fails across the two, the name and code do not). */
export function isAppError(error: unknown): error is AppError {
  return error instanceof Error && error.name === "AppError" && "code" in error && "extras" in error;
}

/** The most field errors that an answer lists: a request may have any number of wrong fields, but the answer's length is bounded. */
const MOST_FIELD_ERRORS = 50;

/** Turns the issues of a failed zod parse into the contract's `errors` list; of very many, the first. */
export function toFieldErrors(issues: readonly { path: PropertyKey[]; message: string }[]): FieldError[] {
  return issues
    .slice(0, MOST_FIELD_ERRORS)
    .map((issue) => ({ path: issue.path.map(String).join("."), message: issue.message }));
}
