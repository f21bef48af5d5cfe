import { ZodError } from "zod";
import type { Language } from "@/messages/locale";
import { say, speak } from "@/messages/server/say";
import { toFieldRefusals } from "@/server/http/bodies/field-refusals";
import { AppError, ERROR_CODES, isAppError, type ErrorCode, type FieldError } from "@/shared/errors";
import { databaseCodeOf, isDatabaseAway } from "@/server/database/away";
import { log } from "@/server/process/log";

const RETRY_AFTER_SECONDS = 2;
/** PostgreSQL's error when it cannot extend a file. */
const DISK_FULL = "53100";
const FULL_RETRY_AFTER_SECONDS = 60;

/** Who receives the answer. */
export interface Asker {
  requestId: string;
  language: Language;
}

/**
 * The answer to an error, as application/problem+json in the language of the caller; what is not ours to explain becomes
 * `internal` and is logged whole.
 */
export function problemResponse(error: unknown, { requestId, language }: Asker): Response {
  const known = toAppError(error);
  if (known.code === "internal") {
    log().error({ err: error, requestId }, "a request failed");
  }
  const { status } = ERROR_CODES[known.code];
  const { members, retryAfter } = known.extras;
  const { detail, errors } = spokenError(known, language);
  const body = {
    type: `/errors/${known.code}`,
    title: speak(say(`titles.${known.code}`), language),
    status,
    code: known.code,
    detail,
    ...(errors ? { errors } : {}),
    ...members,
    requestId,
  };
  const headers = new Headers({
    "content-type": "application/problem+json",
    "content-language": language,
    vary: "Accept-Language",
    "cache-control": "no-store",
    "x-request-id": requestId,
  });
  if (retryAfter !== undefined) {
    headers.set("retry-after", String(Math.max(1, Math.ceil(retryAfter))));
  }
  return new Response(JSON.stringify(body), { status, headers });
}

/** What an error says in a language: of the whole, and of each field that is wrong. */
export function spokenError(
  { code, sentence, extras }: AppError,
  language: Language,
): { detail: string; errors?: FieldError[] } {
  const detail = speak(sentence ?? say(`titles.${code}`), language);
  const errors = extras.errors?.map(({ path, sentence: of }) => ({ path, message: speak(of, language) }));
  return errors ? { detail, errors } : { detail };
}

/** Names any error by one of our codes: ours as they are, zod's as `invalid`, a lost database as `unavailable`. */
export function toAppError(error: unknown): AppError {
  if (isAppError(error)) {
    return error;
  }
  if (error instanceof ZodError) {
    return new AppError("invalid", undefined, { errors: toFieldRefusals(error.issues) });
  }
  if (isRefusedValue(error)) {
    return new AppError("bad_request", say("refusals.http.refusedValue"));
  }
  if (databaseCodeOf(error) === DISK_FULL) {
    log().error({ err: error }, "the database's disk is full");
    return new AppError("storage_full", say("refusals.http.databaseFull"), {
      retryAfter: FULL_RETRY_AFTER_SECONDS,
    });
  }
  if (isDatabaseAway(error)) {
    return new AppError("unavailable", say("refusals.http.databaseAway"), {
      retryAfter: RETRY_AFTER_SECONDS,
    });
  }
  return new AppError("internal", say("refusals.http.broken"));
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
