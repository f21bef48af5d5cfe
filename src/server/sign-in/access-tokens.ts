import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { authSecret } from "@/server/process/env";

const RANDOM_BYTES = 24;
const SEAL_BYTES = 8;

/** How personal tokens begin, so that programs that look for secrets in sources know them. */
export const PERSONAL_PREFIX = "helpejo_";

/** A new access token: random, with our signature, behind a prefix if wanted. */
export function newAccessToken(prefix: "" | typeof PERSONAL_PREFIX = ""): string {
  return `${prefix}${sealAccessToken(randomBytes(RANDOM_BYTES))}`;
}

/**
 * The access token of random bytes (the first 24 count): with a signature of 8 bytes by this installation's
 * secret. The signature gives no access; it shows without the database that the token was once issued here,
 * so that clients with forged tokens can wait behind others.
 */
export function sealAccessToken(bytes: Buffer): string {
  const random = bytes.subarray(0, RANDOM_BYTES);
  return Buffer.concat([random, sealOf(random)]).toString("base64url");
}

/** Whether a token was once issued here; it may have ended since. Costs no more than a hash. */
export function isSealedToken(token: string): boolean {
  const sealed = token.startsWith(PERSONAL_PREFIX) ? token.slice(PERSONAL_PREFIX.length) : token;
  const bytes = Buffer.from(sealed, "base64url");
  return (
    bytes.length === RANDOM_BYTES + SEAL_BYTES &&
    timingSafeEqual(sealOf(bytes.subarray(0, RANDOM_BYTES)), bytes.subarray(RANDOM_BYTES))
  );
}

function sealOf(random: Buffer): Buffer {
  return createHmac("sha256", authSecret())
    .update("access token ")
    .update(random)
    .digest()
    .subarray(0, SEAL_BYTES);
}
