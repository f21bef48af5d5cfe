import { say } from "@/messages/server/say";
import { AppError } from "@/shared/errors";
import { FairQueue } from "./fair-queue";

/** The bounds of concurrent work. */
export interface SemaphoreBounds {
  /** Running for all together. */
  inAll: number;
  /** Of these, for one key. */
  perKey?: number;
  /** Of these, for all unauthenticated clients together. */
  ofUnauthenticated?: number;
  /** The most waiting for one key; more is refused. */
  waitingPerKey?: number;
}

/** The owner of a piece of work. Work of unauthenticated clients waits behind all other work. */
export interface WorkOwner {
  key: string;
  isUnauthenticated?: boolean;
}

interface Waiting {
  key: string;
  isUnauthenticated: boolean;
  begin(): void;
}

const EVERYBODY: WorkOwner = { key: "" };

/**
 * A semaphore with keys: bounds how much work runs at once, in all and for each key. Keys take turns, so that
 * one key's work, however much it is, does not delay the others'. Without a key, work runs in the order in
 * which it came.
 */
export class Semaphore {
  private readonly known = new FairQueue<Waiting>();
  private readonly unauthenticated = new FairQueue<Waiting>();
  private readonly runningOf = new Map<string, number>();
  private running = 0;
  private unauthenticatedRunning = 0;

  constructor(private readonly bounds: SemaphoreBounds) {}

  /** Runs `work` when a slot is free. Throws `rate_limited` when too much of its key waits already. */
  async run<T>(
    work: () => Promise<T>,
    { key, isUnauthenticated = false }: WorkOwner = EVERYBODY,
  ): Promise<T> {
    const queue = isUnauthenticated ? this.unauthenticated : this.known;
    if (queue.sizeOf(key) >= (this.bounds.waitingPerKey ?? Infinity)) {
      throw new AppError("rate_limited", say("refusals.limits.together"), {
        retryAfter: 1,
      });
    }
    await new Promise<void>((begin) => {
      queue.push(key, { key, isUnauthenticated, begin });
      this.fill();
    });
    try {
      return await work();
    } finally {
      this.count(key, isUnauthenticated, -1);
      this.fill();
    }
  }

  /** How much work of one key waits, without that of unauthenticated clients. */
  waitingOf(key: string): number {
    return this.known.sizeOf(key);
  }

  private fill(): void {
    for (let next = this.next(); next; next = this.next()) {
      this.count(next.key, next.isUnauthenticated, 1);
      next.begin();
    }
  }

  private next(): Waiting | undefined {
    const { inAll, perKey = inAll, ofUnauthenticated = inAll } = this.bounds;
    if (this.running >= inAll) {
      return undefined;
    }
    const hasRoom = (key: string): boolean => (this.runningOf.get(key) ?? 0) < perKey;
    const known = this.known.shift(hasRoom);
    return (
      known ??
      (this.unauthenticatedRunning < ofUnauthenticated ? this.unauthenticated.shift(hasRoom) : undefined)
    );
  }

  private count(key: string, isUnauthenticated: boolean, change: 1 | -1): void {
    const ofKey = (this.runningOf.get(key) ?? 0) + change;
    if (ofKey > 0) {
      this.runningOf.set(key, ofKey);
    } else {
      this.runningOf.delete(key);
    }
    this.running += change;
    this.unauthenticatedRunning += isUnauthenticated ? change : 0;
  }
}
