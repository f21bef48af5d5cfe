/** A token bucket: a burst that may be used at once, and a refill each second; it may run into debt. */
export class TokenBucket {
  private left: number;
  private at = Date.now();

  constructor(
    private readonly burst: number,
    private readonly perSecond: number,
    private readonly debt = 0,
  ) {
    this.left = burst;
  }

  /** Takes tokens, and returns whether there were enough. */
  take(cost = 1): boolean {
    const isThere = this.now() >= cost;
    if (isThere || this.debt > 0) {
      this.left = Math.max(-this.debt, this.left - cost);
    }
    return isThere;
  }

  /** The tokens left; below zero is debt. */
  now(): number {
    const now = Date.now();
    this.left = Math.min(this.burst, this.left + (Math.max(0, now - this.at) / 1_000) * this.perSecond);
    this.at = now;
    return this.left;
  }

  /** Whether the bucket is at its lowest debt. */
  isSpent(): boolean {
    return this.debt > 0 && this.now() < 1 - this.debt;
  }
}
