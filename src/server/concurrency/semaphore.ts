import { AppError } from "@/shared/errors";
import { FairQueue } from "./fair-queue";

/** The bounds of concurrent work. */
export interface SemaphoreBounds {
  /** Running for all together. */
  inAll: number;
  /** Of these, for one key. */
  perKey?: number;
  /** Of these, for all unauthenticated clients together. */
  ofStrangers?: number;
  /** The most waiting for one key; more is refused. */
  waitingPerKey?: number;
}

/** The owner of a piece of work. Work of unauthenticated clients waits behind all other work. */
export interface WorkOwner {
  key: string;
  isStranger?: boolean;
}

interface Waiting {
  key: string;
  isStranger: boolean;
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
  private readonly strangers = new FairQueue<Waiting>();
  private readonly runningOf = new Map<string, number>();
  private running = 0;
  private strangersRunning = 0;

  constructor(private readonly bounds: SemaphoreBounds) {}

  /** Runs `work` when a slot is free. Throws `rate_limited` when too much of its key waits already. */
  async run<T>(work: () => Promise<T>, { key, isStranger = false }: WorkOwner = EVERYBODY): Promise<T> {
    const queue = isStranger ? this.strangers : this.known;
    if (queue.sizeOf(key) >= (this.bounds.waitingPerKey ?? Infinity)) {
      throw new AppError("rate_limited", "You are asking for too much at once. Please wait a moment.", {
        retryAfter: 1,
      });
    }
    await new Promise<void>((begin) => {
      queue.push(key, { key, isStranger, begin });
      this.fill();
    });
    try {
      return await work();
    } finally {
      this.count(key, isStranger, -1);
      this.fill();
    }
  }

  /** How much work of one key waits, without that of unauthenticated clients. */
  waitingOf(key: string): number {
    return this.known.sizeOf(key);
  }

  private fill(): void {
    for (let next = this.next(); next; next = this.next()) {
      this.count(next.key, next.isStranger, 1);
      next.begin();
    }
  }

  private next(): Waiting | undefined {
    const { inAll, perKey = inAll, ofStrangers = inAll } = this.bounds;
    if (this.running >= inAll) {
      return undefined;
    }
    const hasRoom = (key: string): boolean => (this.runningOf.get(key) ?? 0) < perKey;
    const known = this.known.shift(hasRoom);
    return known ?? (this.strangersRunning < ofStrangers ? this.strangers.shift(hasRoom) : undefined);
  }

  private count(key: string, isStranger: boolean, change: 1 | -1): void {
    const ofKey = (this.runningOf.get(key) ?? 0) + change;
    if (ofKey > 0) {
      this.runningOf.set(key, ofKey);
    } else {
      this.runningOf.delete(key);
    }
    this.running += change;
    this.strangersRunning += isStranger ? change : 0;
  }
}
