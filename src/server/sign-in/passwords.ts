import { hash, verify, type Options } from "@node-rs/argon2";
import { shareOnce } from "@/server/process/globals";
import type { PasswordOwner } from "./password-rules";
import { refuseWeakPassword } from "./password-strength";

/** OWASP's recommendation for argon2id (the package's default algorithm): 19 MiB, two passes, one lane; some 25 ms of one core. */
const COST: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/**
 * Hashes a new password. Throws `invalid` when it is easy to guess, also from facts about its owner. Every
 * function that sets a password uses this.
 */
export async function hashNewPassword(password: string, owner: PasswordOwner): Promise<string> {
  await refuseWeakPassword(password, owner);
  return await hashPassword(password);
}

/** Hashes a password for storage, without checks. */
export async function hashPassword(password: string): Promise<string> {
  return await hash(password.normalize("NFC"), COST);
}

/**
 * Whether `password` matches the stored hash `kept`. Without a stored hash (unknown address, no password yet)
 * it does the same work and returns false, so that the time of an answer does not reveal which accounts
 * exist.
 */
export async function matchesPassword(kept: string | null, password: string): Promise<boolean> {
  const isRight = await verify(kept ?? (await dummyHash()), password.normalize("NFC")).catch(() => false);
  return isRight && kept !== null;
}

/** Makes the dummy hash for unknown addresses before the first attempt: making it takes time too. */
export function dummyHash(): Promise<string> {
  return shareOnce("nobodys-hash", () => hashPassword("nobody has this password"));
}
