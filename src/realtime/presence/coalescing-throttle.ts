import { TokenBucket } from "@/server/rate-limits/token-bucket";

const CHECK_MILLISECONDS = 100;

/**
 * Runs updates, or delays them: while this process cannot read changes of access, for then it must not send
 * presence (the receivers may have lost access), and beyond a rate. Delayed updates are coalesced: each key
 * runs once, with its latest state, in the order in which the keys came.
 */
export class CoalescingThrottle {
  private readonly waiting = new Map<string, { work: () => void; cost: number }>();
  private timer: NodeJS.Timeout | null = null;
  private readonly pace: TokenBucket | null;

  /** `perSecond` may be exceeded by as much at once after a calm second; without it there is no limit. */
  constructor(
    private readonly isBlind: () => boolean,
    private readonly perSecond: number | null = null,
  ) {
    this.pace = perSecond === null ? null : new TokenBucket({ burst: perSecond, perSecond });
  }

  /**
   * Runs `work` now or as soon as it may; a later `work` for the same key replaces one that still waits. `cost` says how
   * many times it counts against the rate, never more than the rate.
   */
  run(key: string, work: () => void, cost = 1): void {
    if (this.waiting.size === 0 && !this.isBlind() && this.take(cost)) {
      work();
      return;
    }
    this.waiting.set(key, { work, cost });
    this.timer ??= setInterval(() => this.drain(), CHECK_MILLISECONDS).unref();
  }

  /** Forgets what waits. */
  stop(): void {
    this.waiting.clear();
    clearInterval(this.timer ?? undefined);
    this.timer = null;
  }

  private drain(): void {
    if (this.isBlind()) {
      return;
    }
    for (const [key, { work, cost }] of [...this.waiting]) {
      if (!this.take(cost)) {
        return;
      }
      this.waiting.delete(key);
      work();
    }
    if (this.waiting.size === 0) {
      this.stop();
    }
  }

  private take(cost: number): boolean {
    return this.pace?.take(Math.min(cost, this.perSecond ?? cost)) ?? true;
  }
}
