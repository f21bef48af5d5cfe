/** When a throttle lets what it was asked for happen; all times in milliseconds. */
export interface ThrottleTimes {
  /** After the last time that it was asked. */
  pause: number;
  /** After the first time that it was asked, however often it is asked meanwhile. */
  longest: number;
  /** Up to so much later, by chance: what many pages are told at once they do not all ask for at once. */
  jitter: number;
}

/** Does one thing for many that asked for it: a while after they did, never twice at once, and once more for who asked meanwhile. */
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

  /** Asks for the work to be done; what was done before does not count. */
  ask(): void {
    const now = Date.now();
    this.askedSince ??= now;
    if (!this.isRunning && !this.isStopped) {
      this.wait(Math.max(0, Math.min(this.times.pause, this.askedSince + this.times.longest - now)));
    }
  }

  /** Nothing is begun any more. */
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
