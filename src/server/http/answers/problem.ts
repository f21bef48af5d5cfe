import { ZodError } from "zod";
import { AppError, ERROR_CODES, isAppError, toFieldErrors, type ErrorCode } from "@/shared/errors";
import { databaseCodeOf, isDatabaseAway } from "@/server/database/away";
import { log } from "@/server/process/log";

const RETRY_AFTER_SECONDS = 2;
/** PostgreSQL's error when it cannot extend a file. */
const DISK_FULL = "53100";
const FULL_RETRY_AFTER_SECONDS = 60;

/** The answer to an error, as application/problem+json; an unexpected error becomes `internal` and is logged whole. */
export function problemResponse(error: unknown, requestId: string): Response {
  const known = toAppError(error);
  if (known.code === "internal") {
    log().error({ err: error, requestId }, "a request failed");
  }
  const { status, title } = ERROR_CODES[known.code];
  const { errors, members, retryAfter } = known.extras;
  const body = {
    type: `/errors/${known.code}`,
    title,
    status,
    code: known.code,
    detail: known.message,
    ...(errors ? { errors } : {}),
    ...members,
    requestId,
  };
  const headers = new Headers({
    "content-type": "application/problem+json",
    "cache-control": "no-store",
    "x-request-id": requestId,
  });
  if (retryAfter !== undefined) {
    headers.set("retry-after", String(Math.max(1, Math.ceil(retryAfter))));
  }
  return new Response(JSON.stringify(body), { status, headers });
}

/** Names any error by one of our codes: ours as they are, zod's as `invalid`, a lost database as `unavailable`. */
export function toAppError(error: unknown): AppError {
  if (isAppError(error)) {
    return error;
  }
  if (error instanceof ZodError) {
    return new AppError("invalid", undefined, { errors: toFieldErrors(error.issues) });
  }
  if (isRefusedValue(error)) {
    return new AppError(
      "bad_request",
      "A value cannot be stored as it was sent (a character or number that is not allowed).",
    );
  }
  if (databaseCodeOf(error) === DISK_FULL) {
    log().error({ err: error }, "the database's disk is full");
    return new AppError(
      "storage_full",
      "The database's disk is full, so nothing can be written. Please tell whoever looks after this server.",
      { retryAfter: FULL_RETRY_AFTER_SECONDS },
    );
  }
  if (isDatabaseAway(error)) {
    return new AppError(
      "unavailable",
      "The database does not answer right now. Please try again in a moment.",
      {
        retryAfter: RETRY_AFTER_SECONDS,
      },
    );
  }
  return new AppError("internal", "Something broke on our side. The request id helps whoever looks into it.");
}

/** PostgreSQL's class 22: a value that no column can hold, such as a NUL character or a time out of range. */
function isRefusedValue(error: unknown): boolean {
  return /^22[0-9A-Z]{3}$/.test(databaseCodeOf(error));
}

/** PostgreSQL's code of an error, also of one that Prisma wraps into its own (in a commit, its adapter's); "" without any. */
/** The code of an error, for places that answer with a code alone (socket acknowledgements). */
export function errorCodeOf(error: unknown): ErrorCode {
  return toAppError(error).code;
}
