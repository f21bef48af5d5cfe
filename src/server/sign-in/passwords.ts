import { hash, verify, type Options } from "@node-rs/argon2";
import { shareOnce } from "@/server/process/globals";
import type { PasswordOwner } from "./password-rules";
import { refuseWeakPassword } from "./password-strength";

/** OWASP's recommendation for argon2id (the package's default algorithm): 19 MiB, two passes, one lane; some 25 ms of one core. */
const COST: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/**
 * Hashes a password that somebody has just chosen. Throws `invalid` when it is easy to guess, also from what is known of
 * its owner. Whatever sets a password does it by this.
 */
export async function hashNewPassword(password: string, owner: PasswordOwner): Promise<string> {
  await refuseWeakPassword(password, owner);
  return await hashPassword(password);
}

/** Hashes a password for keeping, as it is. */
export async function hashPassword(password: string): Promise<string> {
  return await hash(password.normalize("NFC"), COST);
}

/**
 * Tells whether `password` is the one that `kept` was made of. Without a kept hash (unknown address, no password yet)
 * it does the same work and says no, so that the time of an answer tells nobody which accounts exist.
 */
export async function matchesPassword(kept: string | null, password: string): Promise<boolean> {
  const isRight = await verify(kept ?? (await nobodysHash()), password.normalize("NFC")).catch(() => false);
  return isRight && kept !== null;
}

/** Makes the hash that unknown addresses are compared with, ahead of the first try: its making takes time too. */
export function nobodysHash(): Promise<string> {
  return shareOnce("nobodys-hash", () => hashPassword("nobody has this password"));
}
