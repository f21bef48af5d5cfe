import { createHash } from "node:crypto";
import {
  RateLimiterCompatibleAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  RLWrapperTimeouts,
} from "rate-limiter-flexible";
import { CircuitBreaker } from "@/server/bus/circuit-breaker";
import type { RedisClient } from "@/server/bus/redis";

/** How often something was counted, and for how long that is still remembered. */
export interface Count {
  points: number;
  seconds: number;
}

/** Counts things by key, each forgotten `seconds` after it was first counted. */
export interface Counter {
  add(key: string): Promise<Count>;
  find(key: string): Promise<Count | null>;
  put(key: string, points: number, seconds: number): Promise<void>;
  forget(key: string): Promise<void>;
}

type Limiter = Pick<RateLimiterCompatibleAbstract, "penalty" | "get" | "set" | "delete">;

interface Limiters {
  memory: RateLimiterMemory;
  /** Counts in Redis, and in `memory` where that does not answer in time; null without Redis. */
  insured: Limiter | null;
}

/** Nobody who signs in waits longer than this for a Redis that hangs; a healthy one answers in a millisecond. */
const PATIENCE_MILLISECONDS = 250;

/**
 * The counters of all processes that share a Redis. What Redis answers is kept in memory too: while it is away each
 * process goes on from there by itself, and when it is back, Redis counts again. Without one, memory counts alone.
 */
export class Counters {
  private readonly limiters = new Map<string, Limiters>();
  private readonly breaker = new CircuitBreaker();
  private builtFor: RedisClient | null = null;

  /** `prefix` separates installations that share one Redis. */
  constructor(
    private readonly redis: () => RedisClient | null,
    private readonly prefix: string,
  ) {}

  /** The counter of this name; always ask with the same `seconds`. */
  of(name: string, seconds: number): Counter {
    const limiters = this.limitersOf(name, seconds);
    const ask = <Answer>(question: (limiter: Limiter) => Promise<Answer>): Promise<Answer> =>
      question(limiters.insured === null || this.breaker.isOpen() ? limiters.memory : limiters.insured);
    return {
      add: async (key) => {
        const counted = await ask((limiter) => limiter.penalty(nameless(key)));
        const count = { points: counted.consumedPoints, seconds: counted.msBeforeNext / 1000 };
        await remember(limiters, key, count);
        return count;
      },
      find: async (key) => {
        const found = await ask((limiter) => limiter.get(nameless(key)));
        const seconds = (found?.msBeforeNext ?? 0) / 1000;
        if (!found || seconds <= 0) {
          await limiters.memory.delete(nameless(key));
          return null;
        }
        const count = { points: found.consumedPoints, seconds };
        await remember(limiters, key, count);
        return count;
      },
      put: async (key, points, seconds) => {
        await ask((limiter) => limiter.set(nameless(key), points, seconds));
        await remember(limiters, key, { points, seconds });
      },
      forget: async (key) => {
        await ask((limiter) => limiter.delete(nameless(key)));
        await limiters.memory.delete(nameless(key));
      },
    };
  }

  /** Forgets what this process remembers; what Redis counted stays. */
  clear(): void {
    this.limiters.clear();
  }

  private limitersOf(name: string, duration: number): Limiters {
    const client = this.redis();
    if (client !== this.builtFor) {
      this.limiters.clear();
      this.builtFor = client;
    }
    const known = this.limiters.get(name);
    if (known) {
      return known;
    }
    const options = { keyPrefix: `${this.prefix}:${name}`, points: Number.MAX_SAFE_INTEGER, duration };
    const memory = new RateLimiterMemory(options);
    const made = { memory, insured: client && this.insure(memory, client, options) };
    this.limiters.set(name, made);
    return made;
  }

  private insure(
    memory: RateLimiterMemory,
    client: RedisClient,
    options: { keyPrefix: string; points: number; duration: number },
  ): Limiter {
    return new RLWrapperTimeouts({
      timeoutMs: PATIENCE_MILLISECONDS,
      limiter: new RateLimiterRedis({
        ...options,
        storeClient: client,
        useRedisPackage: true,
        rejectIfRedisNotReady: true,
      }),
      insuranceLimiter: new Insurance(memory, this.breaker),
    });
  }
}

/** The memory of this process, which is asked when Redis did not answer: then nobody asks Redis for a while. */
class Insurance extends RateLimiterCompatibleAbstract {
  override readonly keyPrefix = "";
  override blockDuration = 0;
  override execEvenly = false;

  constructor(
    private readonly memory: RateLimiterMemory,
    private readonly breaker: CircuitBreaker,
  ) {
    super();
  }

  override penalty(...args: Parameters<Limiter["penalty"]>): ReturnType<Limiter["penalty"]> {
    this.breaker.open();
    return this.memory.penalty(...args);
  }

  override get(...args: Parameters<Limiter["get"]>): ReturnType<Limiter["get"]> {
    this.breaker.open();
    return this.memory.get(...args);
  }

  override set(...args: Parameters<Limiter["set"]>): ReturnType<Limiter["set"]> {
    this.breaker.open();
    return this.memory.set(...args);
  }

  override delete(...args: Parameters<Limiter["delete"]>): ReturnType<Limiter["delete"]> {
    this.breaker.open();
    return this.memory.delete(...args);
  }
}

async function remember({ memory, insured }: Limiters, key: string, count: Count): Promise<void> {
  if (insured !== null && count.seconds > 0) {
    await memory.set(nameless(key), count.points, count.seconds);
  }
}

/** Keys hold e-mails and addresses, which are nobody's business in Redis, and may be long. */
function nameless(key: string): string {
  return createHash("sha256").update(key).digest("base64url");
}
