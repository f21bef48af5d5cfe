import { RateLimiterMemory } from "rate-limiter-flexible";
import { AppError } from "@/shared/errors";
import { shareOnce } from "./globals";
import { tellAttack } from "./limits-attack";
import { inTurn } from "./turns";

/** Who tries: the account they name, the organisation that it would belong to, and the address they come from. */
export interface Tries {
  organisationId: string;
  account: string;
  address: string;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Wrong tries on one account from one address, until the 15 minutes are over. */
const PAIR_TRIES = 5;
/** Wrong tries on one account from anywhere, after which every further one makes the next wait longer. */
const ACCOUNT_TRIES = 20;
const FIRST_WAIT = 30;
const LONGEST_WAIT = 15 * MINUTE;
/** Wrong tries on whatever accounts from one address in an hour. */
const ADDRESS_TRIES = 100;

/**
 * Runs one try at a password within the limits: `attempt` returns null when it was wrong. Only wrong tries count, and a
 * right one clears the account. Tries queue by address and account, so that a thousand sent at once are not all let in
 * before the first is found wrong. `isKnown` tells whether the account's owner has signed in from this address before:
 * such an address is never made to wait for what others do elsewhere, so nobody can lock an owner out.
 */
export async function guardTries<T>(
  tries: Tries,
  isKnown: () => Promise<boolean>,
  attempt: () => Promise<T | null>,
): Promise<T | null> {
  const address = addressKey(tries.address);
  const account = `${tries.organisationId} ${tries.account}`;
  const pair = `${account} ${address}`;
  return await inTurn(`tries from ${address}`, () =>
    inTurn(`tries on ${account}`, async () => {
      await refuseWhenOver("pair", pair, PAIR_TRIES);
      await refuseWhenOver("address", address, ADDRESS_TRIES);
      const wait = await secondsLeft("account-wait", account, 1);
      if (wait > 0 && !(await isKnown())) {
        throw tooMany(wait);
      }
      const result = await attempt();
      await (result === null ? countWrong(tries, { account, address, pair }) : forgive(account, pair));
      return result;
    }),
  );
}

/** Counts one use of `name` by an address and throws `rate_limited` when there were more than `most` within `seconds`. */
export async function limitAddress(
  name: string,
  address: string,
  most: number,
  seconds: number,
): Promise<void> {
  const counted = await counter(name, seconds).penalty(addressKey(address));
  if (counted.consumedPoints > most) {
    throw tooMany(Math.ceil(counted.msBeforeNext / 1000));
  }
}

/** Forgets all counts; for tests, which share one process. */
export function forgetLimits(): void {
  counters().clear();
}

async function countWrong(
  tries: Tries,
  { account, address, pair }: { account: string; address: string; pair: string },
): Promise<void> {
  const onPair = (await counter("pair", 15 * MINUTE).penalty(pair)).consumedPoints;
  const fromAddress = (await counter("address", HOUR).penalty(address)).consumedPoints;
  const onAccount = (await counter("account", DAY).penalty(account)).consumedPoints;
  if (onAccount >= ACCOUNT_TRIES) {
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(10, onAccount - ACCOUNT_TRIES));
    await counter("account-wait", LONGEST_WAIT).set(account, 1, wait);
  }
  const reached = [
    { scope: "pair", counted: onPair, most: PAIR_TRIES },
    { scope: "account", counted: onAccount, most: ACCOUNT_TRIES },
    { scope: "address", counted: fromAddress, most: ADDRESS_TRIES },
  ] as const;
  for (const { scope, counted, most } of reached) {
    if (counted === most) {
      tellAttack({ scope, ...tries, tries: counted });
    }
  }
}

async function forgive(account: string, pair: string): Promise<void> {
  await counter("pair", 15 * MINUTE).delete(pair);
  await counter("account", DAY).delete(account);
  await counter("account-wait", LONGEST_WAIT).delete(account);
}

async function refuseWhenOver(name: "pair" | "address", key: string, most: number): Promise<void> {
  const wait = await secondsLeft(name, key, most);
  if (wait > 0) {
    throw tooMany(wait);
  }
}

async function secondsLeft(name: string, key: string, most: number): Promise<number> {
  const found = await counters().get(name)?.get(key);
  return found && found.consumedPoints >= most ? Math.max(0, Math.ceil(found.msBeforeNext / 1000)) : 0;
}

function tooMany(seconds: number): AppError {
  const wait = seconds < 2 * MINUTE ? `${seconds} seconds` : `${Math.ceil(seconds / MINUTE)} minutes`;
  return new AppError("rate_limited", `Too many tries. Please wait ${wait} and try again.`, {
    retryAfter: seconds,
  });
}

/** An IPv6 client owns a whole /64 and could come from a new address each time: so that is what counts. */
function addressKey(address: string): string {
  if (!address.includes(":")) {
    return address === "" ? "unknown" : address;
  }
  const [head = "", tail = ""] = address.split("%", 1)[0]?.split("::") ?? [];
  const before = head.split(":").filter((group) => group !== "");
  const after = tail.split(":").filter((group) => group !== "");
  const zeros: string[] = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => "0");
  return `${[...before, ...zeros, ...after].slice(0, 4).join(":")}::/64`;
}

/** One count of things by key, each forgotten after `seconds`. In memory; what it forgets at a restart costs an attacker's patience only. */
function counter(name: string, seconds: number): RateLimiterMemory {
  const known = counters().get(name);
  if (known) {
    return known;
  }
  const made = new RateLimiterMemory({ keyPrefix: name, points: Number.MAX_SAFE_INTEGER, duration: seconds });
  counters().set(name, made);
  return made;
}

function counters(): Map<string, RateLimiterMemory> {
  return shareOnce("limits", () => new Map<string, RateLimiterMemory>());
}
