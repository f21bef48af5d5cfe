import { createHmac } from "node:crypto";
import { say } from "@/messages/server/say";
import { AppError } from "@/shared/errors";
import { authSecret } from "@/server/process/env";
import { shareOnce } from "@/server/process/globals";
import { addressKey } from "@/server/network/ip-address";
import { publishAttack } from "./attack";
import { Counters, type Counter } from "./counter";
import { redis } from "@/server/bus/redis";
import { runExclusive } from "@/server/concurrency/keyed-mutex";

/** Who tries: the account they name, the organisation that it would belong to, and the address they come from. */
export interface Tries {
  organisationId: string;
  account: string;
  address: string;
  /** The key of a device from which the account's owner has signed in before; null or absent when it is not known. */
  device?: string | null;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Wrong tries on one account from one address, or on one known device, until the 15 minutes are over. */
const PAIR_TRIES = 5;
/** Wrong tries on one account from anywhere, after which every further one makes the next wait longer. */
const ACCOUNT_TRIES = 20;
const FIRST_WAIT = 30;
const LONGEST_WAIT = 15 * MINUTE;
/** Wrong tries on whatever accounts from one address in an hour. */
const ADDRESS_TRIES = 100;
const TRY_SECONDS = {
  pair: 15 * MINUTE,
  device: 15 * MINUTE,
  address: HOUR,
  account: DAY,
  "account-wait": LONGEST_WAIT,
} as const;

/**
 * Runs one try at a password within the limits: `attempt` returns null when it was wrong. Only wrong tries count, and a
 * right one clears the account. Tries queue by address and account, so that a thousand sent at once are not all let in
 * before the first is found wrong.
 *
 * A known person never waits for what others do. A known `device` has a count and a queue of its own. Where
 * `isKnown` says that the account's owner has signed in from this address before, the tries on this account from there
 * count alone, not those on other accounts by others at the address (an office, or everybody behind a proxy that
 * TRUST_PROXY does not count) and not those from elsewhere.
 */
export async function guardTries<T>(
  tries: Tries,
  isKnown: () => Promise<boolean>,
  attempt: () => Promise<T | null>,
): Promise<T | null> {
  const address = addressKey(tries.address);
  const account = `${tries.organisationId} ${tries.account}`;
  const keys = { account, address, pair: `${account} ${address}` };
  if (tries.device) {
    return await tryOnDevice({ ...tries, device: tries.device }, keys, attempt);
  }
  const tryOnce = async (): Promise<T | null> => {
    const result = await attempt();
    await (result === null ? countWrong(tries, keys) : forgive(keys));
    return result;
  };
  if (await isKnown()) {
    return await runExclusive(`tries on ${keys.pair}`, async () => {
      await refuseWhenOver("pair", keys.pair, PAIR_TRIES);
      return await tryOnce();
    });
  }
  return await runExclusive(`tries from ${address}`, () =>
    runExclusive(`tries on ${account}`, async () => {
      await refuseWhenOver("pair", keys.pair, PAIR_TRIES);
      await refuseWhenOver("address", address, ADDRESS_TRIES);
      await refuseWhenOver("account-wait", account, 1);
      return await tryOnce();
    }),
  );
}

interface Keys {
  account: string;
  address: string;
  pair: string;
}

async function tryOnDevice<T>(
  tries: Tries & { device: string },
  keys: Keys,
  attempt: () => Promise<T | null>,
): Promise<T | null> {
  const { device } = tries;
  return await runExclusive(`tries on device ${device}`, async () => {
    await refuseWhenOver("device", device, PAIR_TRIES);
    const result = await attempt();
    if (result !== null) {
      await ofTries("device").forget(device);
      await forgive(keys);
    } else if ((await ofTries("device").add(device)).points === PAIR_TRIES) {
      publishAttack({ scope: "pair", ...publicTries(tries), tries: PAIR_TRIES });
    }
    return result;
  });
}

/** Counts one use of `name` by an address and throws `rate_limited` when there were more than `most` within `seconds`. */
export async function limitAddress(
  name: string,
  address: string,
  most: number,
  seconds: number,
): Promise<void> {
  await limitUses(name, addressKey(address), most, seconds);
}

/** The same by any other key, such as a person's id. */
export async function limitUses(name: string, key: string, most: number, seconds: number): Promise<void> {
  const counted = await counter(name, seconds).add(key);
  if (counted.points > most) {
    throw tooMany(Math.ceil(counted.seconds));
  }
}

/** Forgets all counts of this process; for tests, which share one. */
export function forgetLimits(): void {
  counters().clear();
}

async function countWrong(tries: Tries, { account, address, pair }: Keys): Promise<void> {
  const onPair = (await ofTries("pair").add(pair)).points;
  const fromAddress = (await ofTries("address").add(address)).points;
  const onAccount = (await ofTries("account").add(account)).points;
  if (onAccount >= ACCOUNT_TRIES) {
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(10, onAccount - ACCOUNT_TRIES));
    await ofTries("account-wait").put(account, 1, wait);
  }
  const reached = [
    { scope: "pair", counted: onPair, most: PAIR_TRIES },
    { scope: "account", counted: onAccount, most: ACCOUNT_TRIES },
    { scope: "address", counted: fromAddress, most: ADDRESS_TRIES },
  ] as const;
  for (const { scope, counted, most } of reached) {
    if (counted === most) {
      publishAttack({ scope, ...publicTries(tries), tries: counted });
    }
  }
}

/** What others may know of tries: not the device's key. */
function publicTries({ organisationId, account, address }: Tries): Omit<Tries, "device"> {
  return { organisationId, account, address };
}

async function forgive({ account, pair }: Keys): Promise<void> {
  await ofTries("pair").forget(pair);
  await ofTries("account").forget(account);
  await ofTries("account-wait").forget(account);
}

async function refuseWhenOver(name: keyof typeof TRY_SECONDS, key: string, most: number): Promise<void> {
  const wait = await secondsLeft(name, key, most);
  if (wait > 0) {
    throw tooMany(wait);
  }
}

async function secondsLeft(name: keyof typeof TRY_SECONDS, key: string, most: number): Promise<number> {
  const found = await ofTries(name).find(key);
  return found && found.points >= most ? Math.ceil(found.seconds) : 0;
}

function tooMany(seconds: number): AppError {
  const sentence =
    seconds < 2 * MINUTE
      ? say("refusals.limits.triesSeconds", { wait: seconds })
      : say("refusals.limits.triesMinutes", { wait: Math.ceil(seconds / MINUTE) });
  return new AppError("rate_limited", sentence, { retryAfter: seconds });
}

function ofTries(name: keyof typeof TRY_SECONDS): Counter {
  return counter(name, TRY_SECONDS[name]);
}

function counter(name: string, seconds: number): Counter {
  return counters().of(name, seconds);
}

/** Several installations may share one Redis: those of one share their secret. What is forgotten at a restart costs an attacker's patience only. */
function counters(): Counters {
  return shareOnce("limits", () => {
    const installation = createHmac("sha256", authSecret()).update("the limits").digest("hex").slice(0, 16);
    return new Counters(redis, `helpejo:${installation}`);
  });
}
