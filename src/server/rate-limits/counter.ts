import { createHash } from "node:crypto";
import { RateLimiterMemory, RateLimiterRedis, type RateLimiterAbstract } from "rate-limiter-flexible";
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

type Limiter = Pick<RateLimiterAbstract, "penalty" | "get" | "set" | "delete">;

interface Pair {
  memory: RateLimiterMemory;
  shared: RateLimiterRedis | null;
}

/** Nobody who signs in waits longer than this for a Redis that hangs; a healthy one answers in a millisecond. */
const PATIENCE_MILLISECONDS = 250;
/** After a failure Redis is not asked again for this long. */
const PAUSE_MILLISECONDS = 1_000;

/**
 * The counters of all processes that share a Redis. What Redis answers is kept in memory too: while it is away each
 * process goes on from there by itself, and when it is back, Redis counts again. Without one, memory counts alone.
 */
export class Counters {
  private pairs = new Map<string, Pair>();
  private pausedUntil = 0;
  private builtFor: RedisClient | null = null;

  /** `prefix` tells installations apart that share one Redis. */
  constructor(
    private readonly redis: () => RedisClient | null,
    private readonly prefix: string,
  ) {}

  /** The counter of this name; always ask with the same `seconds`. */
  of(name: string, seconds: number): Counter {
    const pair = this.pairOf(name, seconds);
    return {
      add: async (key) => {
        const counted = await this.ask(pair, (limiter) => limiter.penalty(nameless(key)));
        const count = { points: counted.consumedPoints, seconds: counted.msBeforeNext / 1000 };
        await this.remember(pair, key, count);
        return count;
      },
      find: async (key) => {
        const found = await this.ask(pair, (limiter) => limiter.get(nameless(key)));
        const seconds = (found?.msBeforeNext ?? 0) / 1000;
        if (!found || seconds <= 0) {
          await pair.memory.delete(nameless(key));
          return null;
        }
        const count = { points: found.consumedPoints, seconds };
        await this.remember(pair, key, count);
        return count;
      },
      put: async (key, points, seconds) => {
        await this.ask(pair, (limiter) => limiter.set(nameless(key), points, seconds));
        await this.remember(pair, key, { points, seconds });
      },
      forget: async (key) => {
        await this.ask(pair, (limiter) => limiter.delete(nameless(key)));
        await pair.memory.delete(nameless(key));
      },
    };
  }

  /** Forgets what this process remembers; what Redis counted stays. */
  clear(): void {
    this.pairs.clear();
  }

  private async ask<Answer>(pair: Pair, question: (limiter: Limiter) => Promise<Answer>): Promise<Answer> {
    if (pair.shared === null || Date.now() < this.pausedUntil) {
      return await question(pair.memory);
    }
    try {
      return await inTime(question(pair.shared));
    } catch {
      this.pausedUntil = Date.now() + PAUSE_MILLISECONDS;
      return await question(pair.memory);
    }
  }

  private async remember(pair: Pair, key: string, count: Count): Promise<void> {
    if (pair.shared !== null && count.seconds > 0) {
      await pair.memory.set(nameless(key), count.points, count.seconds);
    }
  }

  private pairOf(name: string, duration: number): Pair {
    const client = this.redis();
    if (client !== this.builtFor) {
      this.pairs.clear();
      this.builtFor = client;
    }
    const known = this.pairs.get(name);
    if (known) {
      return known;
    }
    const options = { keyPrefix: `${this.prefix}:${name}`, points: Number.MAX_SAFE_INTEGER, duration };
    const made: Pair = {
      memory: new RateLimiterMemory(options),
      shared:
        client &&
        new RateLimiterRedis({
          ...options,
          storeClient: client,
          useRedisPackage: true,
          rejectIfRedisNotReady: true,
        }),
    };
    this.pairs.set(name, made);
    return made;
  }
}

/** Keys hold e-mails and addresses, which are nobody's business in Redis, and may be long. */
function nameless(key: string): string {
  return createHash("sha256").update(key).digest("base64url");
}

function inTime<Answer>(answer: Promise<Answer>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("Redis does not answer")), PATIENCE_MILLISECONDS);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
