import type { Sentence } from "@/messages/server/sentence";
import { say } from "@/messages/server/say";
import { AppError } from "@/shared/errors";
import { log } from "@/server/process/log";

const RETRY_AFTER_SECONDS = 60;

/** The error codes of a full disk, as opposed to a broken one. */
const FULL = new Set(["ENOSPC", "EDQUOT"]);

const SENTENCES: Record<string, Sentence> = {
  ENOSPC: say("refusals.storage.full"),
  EDQUOT: say("refusals.storage.share"),
  EFBIG: say("refusals.storage.size"),
  EACCES: say("refusals.storage.rights"),
  EPERM: say("refusals.storage.rights"),
  EROFS: say("refusals.storage.readOnly"),
  ENOTDIR: say("refusals.storage.noFolder"),
  EIO: say("refusals.storage.faulty"),
  EMFILE: say("refusals.storage.tooManyOpen"),
  ENFILE: say("refusals.storage.tooManyOpen"),
};

/** Turns a disk's errors into a sentence for the person, and logs them for the sysadmin; other errors stay as they are. */
export function explainStorageError(error: unknown): unknown {
  const code: unknown = error instanceof Error && "syscall" in error ? Reflect.get(error, "code") : undefined;
  if (code === "ENOENT") {
    return new AppError("not_found", say("refusals.storage.gone"));
  }
  const sentence = typeof code === "string" ? SENTENCES[code] : undefined;
  if (sentence === undefined) {
    return error;
  }
  log().error({ err: error }, "files cannot be stored or read");
  return new AppError(FULL.has(String(code)) ? "storage_full" : "unavailable", sentence, {
    retryAfter: RETRY_AFTER_SECONDS,
  });
}
