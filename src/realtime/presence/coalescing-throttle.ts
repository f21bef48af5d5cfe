const CHECK_MILLISECONDS = 100;

/**
 * Has things told, or holds them back: while this process reads no changes of access, for then it must not tell who is
 * where (they might be nobody's business any more), and what goes beyond a pace. What is held back is told as it is by
 * then, for each key once, in the order in which it came.
 */
export class CoalescingThrottle {
  private readonly waiting = new Map<string, () => void>();
  private timer: NodeJS.Timeout | null = null;
  private allowance: number;
  private countedAt = performance.now();

  /** `perSecond` may be exceeded by as much at once after a calm second; without it there is no pace. */
  constructor(
    private readonly isBlind: () => boolean,
    private readonly perSecond = Number.POSITIVE_INFINITY,
  ) {
    this.allowance = perSecond;
  }

  /** Runs `work` now or when it may be told; a later `work` for the same key takes the place of one that still waits. */
  tell(key: string, work: () => void): void {
    if (this.waiting.size === 0 && !this.isBlind() && this.take()) {
      work();
      return;
    }
    this.waiting.set(key, work);
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
    for (const [key, work] of [...this.waiting]) {
      if (!this.take()) {
        return;
      }
      this.waiting.delete(key);
      work();
    }
    if (this.waiting.size === 0) {
      this.stop();
    }
  }

  private take(): boolean {
    const now = performance.now();
    this.allowance = Math.min(
      this.perSecond,
      this.allowance + ((now - this.countedAt) / 1000) * this.perSecond,
    );
    this.countedAt = now;
    if (this.allowance < 1) {
      return false;
    }
    this.allowance -= 1;
    return true;
  }
}
