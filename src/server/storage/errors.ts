import { AppError } from "@/shared/errors";
import { log } from "@/server/process/log";

const RETRY_AFTER_SECONDS = 60;

/** The error codes of a full disk, as opposed to a broken one. */
const FULL = new Set(["ENOSPC", "EDQUOT"]);

const SENTENCES: Record<string, string> = {
  ENOSPC:
    "The help desk's disk is full, so the file could not be kept. Please tell whoever looks after this server.",
  EDQUOT:
    "The help desk has used up its share of the disk, so the file could not be kept. Please tell whoever looks after this server.",
  EFBIG: "The help desk's disk does not take files of this size.",
  EACCES: "The help desk has no right to its folder for files. Please tell whoever looks after this server.",
  EPERM: "The help desk has no right to its folder for files. Please tell whoever looks after this server.",
  EROFS: "The help desk's disk can only be read at the moment. Please tell whoever looks after this server.",
  ENOTDIR: "The help desk's folder for files is not a folder. Please tell whoever looks after this server.",
  EIO: "The help desk's disk reports an error. Please tell whoever looks after this server.",
  EMFILE: "The help desk has too many files open just now. Please try again in a minute.",
  ENFILE: "The help desk has too many files open just now. Please try again in a minute.",
};

/** Turns a disk's errors into a sentence for the person, and logs them for the sysadmin; other errors stay as they are. */
export function explainStorageError(error: unknown): unknown {
  const code: unknown = error instanceof Error && "syscall" in error ? Reflect.get(error, "code") : undefined;
  if (code === "ENOENT") {
    return new AppError("not_found", "The file's content is not on the help desk's disk any more.");
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
