import { say } from "@/messages/server/say";
import { AppError } from "@/shared/errors";
import type { TokenScope } from "@/shared/token-scopes";

/** The scopes of a personal token; null for a session, which may do all that its person may. */
export type Scopes = readonly TokenScope[] | null;

const ADMIN_AREA = /^\/api\/admin(\/|$)/;
/** How a person signs in is theirs to change: with a stolen token nobody may make another one, or keep them out. */
const PERSON_ONLY = /^\/api\/me\/(tokens|password|addresses|totp|passkeys|sessions|reauthenticate)(\/|$)/;
const READING = new Set(["GET", "HEAD"]);

/**
 * The one place where the scopes of a personal token count for HTTP. Throws `insufficient_scope` for a request beyond them, and
 * `forbidden` for what no token may, whatever its scopes.
 */
export function refuseBeyondScope(scopes: Scopes, method: string, path: string): void {
  if (scopes === null) {
    return;
  }
  const isReading = READING.has(method);
  if (!isReading && PERSON_ONLY.test(path)) {
    throw new AppError("forbidden", say("refusals.tokens.personOnly"));
  }
  requireScope(scopes, ADMIN_AREA.test(path) ? "admin" : isReading ? "read" : "write");
}

/** Throws `insufficient_scope` where a personal token does not have this scope. */
export function requireScope(scopes: Scopes, scope: TokenScope): void {
  if (scopes !== null && !scopes.includes(scope)) {
    throw new AppError("insufficient_scope", say("refusals.tokens.scope", { scope }));
  }
}
