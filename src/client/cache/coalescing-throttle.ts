/** When a throttle runs its work; all times in milliseconds. */
export interface ThrottleTimes {
  /** After the last call. */
  pause: number;
  /** After the first call at the latest, however many calls follow. */
  longest: number;
  /** A random delay up to so much: pages that receive the same event must not all fetch at once. */
  jitter: number;
}

/** Runs its work once for many calls: a while after them, never twice at once, and once more for calls that came meanwhile. */
export class CoalescingThrottle {
  private timer: ReturnType<typeof setTimeout> | null = null;
  private askedSince: number | null = null;
  private isRunning = false;
  private isStopped = false;

  constructor(
    private readonly work: () => Promise<unknown>,
    private readonly times: ThrottleTimes,
    private readonly random: () => number = Math.random,
  ) {}

  /** Asks for a run that begins after this call. */
  ask(): void {
    const now = Date.now();
    this.askedSince ??= now;
    if (!this.isRunning && !this.isStopped) {
      this.wait(Math.max(0, Math.min(this.times.pause, this.askedSince + this.times.longest - now)));
    }
  }

  /** Starts no more runs. */
  stop(): void {
    this.isStopped = true;
    this.clear();
  }

  private wait(milliseconds: number): void {
    this.clear();
    this.timer = setTimeout(() => void this.run(), milliseconds + this.random() * this.times.jitter);
  }

  private async run(): Promise<void> {
    this.askedSince = null;
    this.isRunning = true;
    try {
      await this.work();
    } finally {
      this.isRunning = false;
      if (this.askedSince !== null && !this.isStopped) {
        this.wait(this.times.pause);
      }
    }
  }

  private clear(): void {
    if (this.timer !== null) {
      clearTimeout(this.timer);
      this.timer = null;
    }
  }
}
