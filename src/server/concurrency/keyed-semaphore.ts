import { AppError } from "@/shared/errors";

/** How much of one kind of work there may be at once. */
export interface SemaphoreBounds {
  /** Under way for one key, and for all keys together. */
  perKey: number;
  inAll: number;
  /** What may wait for one key; more is refused. */
  waitingPerKey: number;
}

interface Key {
  running: number;
  waiting: (() => void)[];
}

/** Bounds work by whom it is for: nobody's work, however much they ask for, takes the place of everybody else's. */
export class KeyedSemaphore {
  private readonly keys = new Map<string, Key>();
  /** Keys with work that waits, in the order of their turns. */
  private readonly turns = new Set<string>();
  private running = 0;

  constructor(private readonly bounds: SemaphoreBounds) {}

  /** Runs `work` when there is room for it, in turn with other keys. Throws `rate_limited` when too much of this key waits already. */
  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const own = this.keys.get(key) ?? { running: 0, waiting: [] };
    this.keys.set(key, own);
    if (own.waiting.length >= this.bounds.waitingPerKey) {
      throw new AppError("rate_limited", "You are asking for too much at once. Please wait a moment.", {
        retryAfter: 1,
      });
    }
    await new Promise<void>((resolve) => {
      own.waiting.push(resolve);
      this.turns.add(key);
      this.begin();
    });
    try {
      return await work();
    } finally {
      own.running--;
      this.running--;
      if (own.running === 0 && own.waiting.length === 0) {
        this.keys.delete(key);
      }
      this.begin();
    }
  }

  private begin(): void {
    for (const key of this.turns) {
      const own = this.keys.get(key);
      if (this.running >= this.bounds.inAll) {
        return;
      }
      if (!own || own.running >= this.bounds.perKey) {
        continue;
      }
      const next = own.waiting.shift();
      // Whoever had a turn comes last.
      this.turns.delete(key);
      if (own.waiting.length > 0) {
        this.turns.add(key);
      }
      own.running++;
      this.running++;
      next?.();
      // A key that was put behind is met again by this very loop, until there is no room for it.
    }
  }
}
