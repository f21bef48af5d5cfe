import { ZodError } from "zod";
import { AppError, ERROR_CODES, isAppError, toFieldErrors, type ErrorCode } from "@/shared/errors";
import { log } from "./log";

const DATABASE_AWAY = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EPIPE",
  "57P01",
  "57P02",
  "57P03",
  "3D000",
  "53300",
  "08006",
  "08003",
  "08001",
  "P1001",
  "P1008",
  "P1017",
  // What Prisma's adapter calls a socket that is refused, closed or silent.
  "DatabaseNotReachable",
  "ConnectionClosed",
  "SocketTimeout",
]);
const RETRY_AFTER_SECONDS = 2;
/** What PostgreSQL says when it cannot make a file longer. */
const DISK_FULL = "53100";
const FULL_RETRY_AFTER_SECONDS = 60;

/** The answer to an error, as application/problem+json; what is not ours to explain becomes `internal` and is logged whole. */
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
function databaseCodeOf(error: unknown): string {
  const meta: unknown = Reflect.get(Object(error), "meta");
  const adapted: unknown = Reflect.get(Object(meta), "driverAdapterError") ?? error;
  const cause: unknown = Reflect.get(Object(adapted), "cause");
  const codes: unknown[] = [
    Reflect.get(Object(cause), "originalCode"),
    Reflect.get(Object(error), "code"),
    Reflect.get(Object(cause), "kind"),
  ];
  return codes.find((code) => typeof code === "string") ?? "";
}

/** Tells whether an error means that PostgreSQL cannot be reached just now, rather than that a query is wrong. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) {
    return false;
  }
  if (DATABASE_AWAY.has(databaseCodeOf(error))) {
    return true;
  }
  return /timeout exceeded when trying to connect|timeout expired|Query read timeout|Connection terminated|the database system is (shutting down|starting up)|is not currently accepting connections|is not queryable|cached plan must not change result type|prepared statement .* (does not exist|already exists)/i.test(
    error.message,
  );
}

/** The code of an error, for places that answer with a code alone (socket acknowledgements). */
export function errorCodeOf(error: unknown): ErrorCode {
  return toAppError(error).code;
}
