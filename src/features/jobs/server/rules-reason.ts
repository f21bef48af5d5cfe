import { escapeInvisible } from "@/shared/text";

const REASON_MAX = 300;
/** User and password of an address. */
const CREDENTIALS = /(\/\/)[^\s/@]+@/g;
/** A value behind a word that names a secret. */
const NAMED =
  /\b((?:[\w-]*(?:password|passwd|secret|token|authorization|cookie|api[-_]?key))["']?\s*[=:]\s*)(?:(?:basic|bearer)\s+)?("[^"]*"|'[^']*'|[^\s,;&]+)/gi;

/** The message of an error as admins may read it: one line, bounded, with what cannot be seen spelt out and without what looks like a secret. */
export function reasonOf(message: string): string {
  return escapeInvisible(message.replace(CREDENTIALS, "$1…@").replace(NAMED, "$1…"), REASON_MAX);
}
