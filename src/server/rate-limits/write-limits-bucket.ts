import { redis } from "@/server/bus/redis";

/** How much may be used at once, and how much of it comes back each second. */
export interface Rate {
  burst: number;
  perSecond: number;
}

/** One bucket to take from. */
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

/** No write waits longer than this for a Redis that hangs; a healthy one answers in a fraction of a millisecond. */
const PATIENCE_MILLISECONDS = 250;
/** After a failure Redis is not asked again for this long. */
const PAUSE_MILLISECONDS = 1_000;
/** Buckets that are full again are forgotten, once there are this many. */
const MOST_BUCKETS = 20_000;

/**
 * A bucket is the moment at which it would be full again (the "theoretical arrival time" of the generic cell rate
 * algorithm): one number. All of them are taken from, or none.
 */
const SCRIPT = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local fulls, refused = {}, false
for i = 1, #KEYS do
  local step, burst, cost = tonumber(ARGV[3*i-2]), tonumber(ARGV[3*i-1]), tonumber(ARGV[3*i])
  local full = math.max(tonumber(redis.call('GET', KEYS[i]) or 0), now)
  fulls[i] = math.max(now, full + cost * step)
  if cost > 0 and fulls[i] - now > burst * step then refused = true end
end
local answer = { refused and 0 or 1 }
for i = 1, #KEYS do
  answer[i + 1] = tostring(fulls[i] - now)
  if not refused and fulls[i] > now then
    redis.call('SET', KEYS[i], string.format('%.3f', fulls[i]), 'PX', math.ceil(fulls[i] - now))
  end
end
return answer`;

/** Token buckets of this process, or of all that share a Redis: then one question to it takes from all of a write's buckets. */
export class TokenBuckets {
  private readonly fullAt = new Map<string, number>();
  private pausedUntil = 0;

  constructor(
    /** Tells installations apart that share one Redis. */
    private readonly prefix: string,
    private readonly now: () => number = () => Date.now(),
    private readonly client: typeof redis = redis,
    private readonly patience = PATIENCE_MILLISECONDS,
  ) {}

  /** Takes from all buckets, or from none when one of them has not that much. A cost below zero gives back. */
  async take(takes: readonly Take[]): Promise<Taken> {
    const shared = await this.takeShared(takes);
    const waits = shared?.waits ?? this.waitsOf(takes);
    const isAllowed =
      shared?.isAllowed ??
      takes.every((take, index) => take.cost <= 0 || (waits[index] ?? 0) <= fillTime(take.rate));
    if (isAllowed) {
      this.remember(takes, waits);
    }
    const told = takes.map((take, index) => tell(take, waits[index] ?? 0, isAllowed));
    return told.reduce((least, one) =>
      one.retryAfter > least.retryAfter ||
      (one.retryAfter === least.retryAfter && one.remaining < least.remaining)
        ? one
        : least,
    );
  }

  /** Forgets everything that this process remembers; for tests, which share one. */
  clear(): void {
    this.fullAt.clear();
  }

  private waitsOf(takes: readonly Take[]): number[] {
    const now = this.now();
    return takes.map(({ key, rate, cost }) =>
      Math.max(0, Math.max(this.fullAt.get(key) ?? 0, now) + cost * (1_000 / rate.perSecond) - now),
    );
  }

  private remember(takes: readonly Take[], waits: readonly number[]): void {
    const now = this.now();
    takes.forEach(({ key }, index) => this.fullAt.set(key, now + (waits[index] ?? 0)));
    if (this.fullAt.size > MOST_BUCKETS) {
      for (const [key, at] of this.fullAt) {
        if (at <= now) {
          this.fullAt.delete(key);
        }
      }
    }
  }

  private async takeShared(takes: readonly Take[]): Promise<{ isAllowed: boolean; waits: number[] } | null> {
    const client = this.client();
    if (client === null || this.now() < this.pausedUntil) {
      return null;
    }
    try {
      const answer: unknown = await inTime(
        client.eval(SCRIPT, {
          keys: takes.map(({ key }) => `${this.prefix}:${key}`),
          arguments: takes.flatMap(({ rate, cost }) => [
            String(1_000 / rate.perSecond),
            String(rate.burst),
            String(cost),
          ]),
        }),
        this.patience,
      );
      const [allowed, ...waits] = Array.isArray(answer) ? answer : [];
      return { isAllowed: Number(allowed) === 1, waits: waits.map(Number) };
    } catch {
      this.pausedUntil = this.now() + PAUSE_MILLISECONDS;
      return null;
    }
  }
}

function fillTime({ burst, perSecond }: Rate): number {
  return (burst / perSecond) * 1_000;
}

function tell({ rate, cost }: Take, wait: number, isAllowed: boolean): Taken {
  const refused = isAllowed ? 0 : Math.max(0, wait - fillTime(rate));
  const used = isAllowed ? wait : Math.max(0, wait - cost * (1_000 / rate.perSecond));
  return {
    isAllowed,
    limit: rate.burst,
    remaining: Math.max(0, Math.floor(rate.burst - (used / 1_000) * rate.perSecond + 1e-6)),
    reset: Math.ceil(used / 1_000),
    retryAfter: refused / 1_000,
  };
}

function inTime<Answer>(answer: Promise<Answer>, milliseconds: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("Redis does not answer")), milliseconds);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
