import { createHash, randomInt } from "node:crypto";
import { Secret, TOTP } from "otpauth";

const PERIOD_SECONDS = 30;
const DIGITS = 6;
/** One step earlier or later than now: clocks differ, and typing takes time. */
const WINDOW = 1;
/** As RFC 4226 asks for. */
const SECRET_BYTES = 20;

/** How many recovery codes a person gets. */
export const RECOVERY_CODES = 10;
/** Without letters and digits that are read as each other; 32 of them, so 16 are 80 bits. */
const ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const RECOVERY_CHARACTERS = 16;

/** A new secret for an app, in Base32. */
export function makeTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** The address by which an app takes a secret over: whose it is, and at which help desk. */
export function totpUri(secret: string, owner: { issuer: string; label: string }): string {
  return totpOf(secret, owner).toString();
}

/** The time step of the code, now, one before or one after; null where it is none of these. `now` in milliseconds. */
export function stepOfCode(secret: string, code: string, now: number): number | null {
  const delta = totpOf(secret).validate({ token: code, timestamp: now, window: WINDOW });
  return delta === null ? null : TOTP.counter({ period: PERIOD_SECONDS, timestamp: now }) + delta;
}

/** What was typed without what people put between the characters, in capitals. */
export function plainCode(typed: string): string {
  return typed.replace(/[\s\p{Pd}]/gu, "").toUpperCase();
}

/** Whether it has the form of an app's code; anything else can be a recovery code only. */
export function isTotpCode(plain: string): boolean {
  return /^\d{6}$/.test(plain);
}

/** A new recovery code, as it is shown: "ABCD-EFGH-JKLM-NPQR". */
export function makeRecoveryCode(): string {
  const characters = Array.from({ length: RECOVERY_CHARACTERS }, () => ALPHABET[randomInt(ALPHABET.length)]);
  return characters.join("").replace(/(.{4})(?!$)/g, "$1-");
}

/** What is kept of a person's recovery code. It has 80 random bits, so nobody finds it by trying, however fast. */
export function hashRecoveryCode(personId: string, plain: string): string {
  return createHash("sha256").update(`recovery code ${personId} ${plain}`).digest("hex");
}

function totpOf(secret: string, { issuer, label }: { issuer?: string; label?: string } = {}): TOTP {
  return new TOTP({
    ...(issuer === undefined ? {} : { issuer }),
    ...(label === undefined ? {} : { label }),
    algorithm: "SHA1",
    digits: DIGITS,
    period: PERIOD_SECONDS,
    secret: Secret.fromBase32(secret),
  });
}
