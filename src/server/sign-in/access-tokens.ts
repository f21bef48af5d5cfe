import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { authSecret } from "@/server/process/env";

const RANDOM_BYTES = 24;
const SEAL_BYTES = 8;

/** A new access token: random, with our seal. */
export function newAccessToken(): string {
  return sealAccessToken(randomBytes(RANDOM_BYTES));
}

/**
 * The access token of bytes that nobody can guess (the first 24 count): with a seal of 8 bytes that this installation's
 * secret made. The seal opens nothing; it shows without the database that a token was once given out here, so that those
 * who made theirs up can wait.
 */
export function sealAccessToken(bytes: Buffer): string {
  const random = bytes.subarray(0, RANDOM_BYTES);
  return Buffer.concat([random, sealOf(random)]).toString("base64url");
}

/** Whether a token was given out here at some time; it may be over since. Costs no more than a hash. */
export function isSealedToken(token: string): boolean {
  const bytes = Buffer.from(token, "base64url");
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
