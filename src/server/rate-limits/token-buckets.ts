import { CircuitBreaker } from "@/server/bus/circuit-breaker";
import type { RedisClient } from "@/server/bus/redis";
import { fillTime, isWithin, ROUNDING, step, TokenBucket, tokensLeft, type Rate } from "./token-bucket";

/** One bucket to take from; a key always has the same rate. */
export interface Take {
  key: string;
  rate: Rate;
  cost: number;
}

/** What taking from buckets came to: of the one that has least. */
export interface Taken {
  isAllowed: boolean;
  limit: number;
  remaining: number;
  /** Seconds until the bucket is full again. */
  reset: number;
  /** Seconds until what was asked for is there; 0 when it was. */
  retryAfter: number;
}

/** Options of `TokenBuckets`; by default they are of this process alone. */
export interface TokenBucketsOptions {
  redis?: () => Pick<RedisClient, "eval"> | null;
  /** Separates installations that share one Redis. */
  prefix?: string;
  breaker?: CircuitBreaker;
  /** Milliseconds on a clock that never goes back. */
  now?: () => number;
}

interface Answer {
  isAllowed: boolean;
  waits: number[];
}

/** Buckets that are full again are forgotten, once there are this many. */
const MOST_BUCKETS = 20_000;

/** What `TokenBucket` does, on Redis's own clock; all buckets are taken from, or none. */
const SCRIPT = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local fulls, refused = {}, false
for i = 1, #KEYS do
  local step, burst, cost = tonumber(ARGV[3*i-2]), tonumber(ARGV[3*i-1]), tonumber(ARGV[3*i])
  local full = math.max(tonumber(redis.call('GET', KEYS[i]) or 0), now)
  fulls[i] = math.max(now, full + cost * step)
  if cost > 0 and fulls[i] - now > (burst + ${ROUNDING}) * step then refused = true end
end
local answer = { refused and 0 or 1 }
for i = 1, #KEYS do
  answer[i + 1] = tostring(fulls[i] - now)
  if not refused and fulls[i] > now then
    redis.call('SET', KEYS[i], string.format('%.3f', fulls[i]), 'PX', math.ceil(fulls[i] - now))
  elseif not refused then
    redis.call('DEL', KEYS[i])
  end
end
return answer`;

/**
 * Token buckets by key, of this process or of all that share a Redis: then one question to it takes from all of a write's
 * buckets. What it answers is kept here too, and goes on here while Redis is away.
 */
export class TokenBuckets {
  private readonly buckets = new Map<string, TokenBucket>();
  private readonly redis: () => Pick<RedisClient, "eval"> | null;
  private readonly prefix: string;
  private readonly breaker: CircuitBreaker;
  private readonly now: () => number;

  constructor({ redis, prefix, breaker, now }: TokenBucketsOptions = {}) {
    this.redis = redis ?? (() => null);
    this.prefix = prefix ?? "";
    this.breaker = breaker ?? new CircuitBreaker();
    this.now = now ?? (() => performance.now());
  }

  /** Takes from all buckets, or from none when one of them has not that much. A cost below zero gives back. */
  async take(takes: readonly Take[]): Promise<Taken> {
    const { isAllowed, waits } = (await this.takeShared(takes)) ?? this.askOwn(takes);
    if (isAllowed) {
      takes.forEach((take, index) => this.bucketOf(take).fillIn(waits[index] ?? 0));
    }
    this.forgetFull();
    const results = takes.map((take, index) => resultOf(take, waits[index] ?? 0, isAllowed));
    return results.reduce((least, one) =>
      one.retryAfter > least.retryAfter ||
      (one.retryAfter === least.retryAfter && one.remaining < least.remaining)
        ? one
        : least,
    );
  }

  /** Forgets everything that this process remembers; for tests, which share one. */
  clear(): void {
    this.buckets.clear();
  }

  private askOwn(takes: readonly Take[]): Answer {
    const waits = takes.map((take) => this.bucketOf(take).waitAfter(take.cost));
    const isAllowed = takes.every(({ cost, rate }, index) => cost <= 0 || isWithin(rate, waits[index] ?? 0));
    return { isAllowed, waits };
  }

  private bucketOf({ key, rate }: Take): TokenBucket {
    const bucket = this.buckets.get(key) ?? new TokenBucket(rate, this.now);
    this.buckets.set(key, bucket);
    return bucket;
  }

  private forgetFull(): void {
    if (this.buckets.size > MOST_BUCKETS) {
      for (const [key, bucket] of this.buckets) {
        if (bucket.waitAfter(0) === 0) {
          this.buckets.delete(key);
        }
      }
    }
  }

  private async takeShared(takes: readonly Take[]): Promise<Answer | null> {
    const client = this.redis();
    if (client === null) {
      return null;
    }
    const question = {
      keys: takes.map(({ key }) => `${this.prefix}:${key}`),
      arguments: takes.flatMap(({ rate, cost }) => [String(step(rate)), String(rate.burst), String(cost)]),
    };
    try {
      const answer: unknown = await this.breaker.run(() => client.eval(SCRIPT, question));
      const [allowed, ...waits] = Array.isArray(answer) ? answer : [];
      return { isAllowed: Number(allowed) === 1, waits: waits.map(Number) };
    } catch {
      return null;
    }
  }
}

function resultOf({ rate, cost }: Take, wait: number, isAllowed: boolean): Taken {
  const used = isAllowed ? wait : Math.max(0, wait - cost * step(rate));
  return {
    isAllowed,
    limit: rate.burst,
    remaining: Math.max(0, Math.floor(tokensLeft(rate, used) + ROUNDING)),
    reset: Math.ceil(Math.round(used) / 1_000),
    retryAfter: isAllowed ? 0 : Math.max(0, Math.round(wait - fillTime(rate))) / 1_000,
  };
}
