import { Secret, TOTP } from "otpauth";

/** The code that an authenticator app with this secret (Base32) shows now, or so many time steps later. */
export function codeNow(secret: string, stepsLater = 0): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: Date.now() + stepsLater * 30_000,
  });
}
