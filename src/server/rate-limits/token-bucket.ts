/** A burst that may be used at once, and a refill each second; with `debt`, so many tokens may be owed. */
export interface Rate {
  burst: number;
  perSecond: number;
  debt?: number;
}

/** The rounding error that sums of fractions may have, in tokens. */
export const ROUNDING = 0.01;

/**
 * A token bucket. It keeps one number, the moment at which it would be full again (the "theoretical arrival time" of the
 * generic cell rate algorithm), on a clock that never goes back.
 */
export class TokenBucket {
  private fullAt = 0;

  constructor(
    private readonly rate: Rate,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /**
   * Takes tokens, and returns whether there were enough. A cost below zero gives back. Where there is debt, what is
   * refused has to be paid for too.
   */
  take(cost = 1): boolean {
    const wait = this.waitAfter(cost);
    const { debt = 0 } = this.rate;
    const isThere = cost <= 0 || isWithin(this.rate, wait);
    if (isThere || debt > 0) {
      this.fillIn(Math.min(wait, fillTime(this.rate) + debt * step(this.rate)));
    }
    return isThere;
  }

  /** The tokens that are left; below zero is debt. */
  left(): number {
    return tokensLeft(this.rate, this.waitAfter(0));
  }

  /** Whether so much was used that not even debt is left. */
  isSpent(): boolean {
    const { debt = 0 } = this.rate;
    return debt > 0 && this.left() < 1 - debt;
  }

  /** Milliseconds until it would be full again, were `cost` taken now. */
  waitAfter(cost: number): number {
    const now = this.now();
    return Math.max(0, Math.max(this.fullAt, now) + cost * step(this.rate) - now);
  }

  /** Takes or gives back as much as it needs to be full again in so many milliseconds. */
  fillIn(milliseconds: number): void {
    this.fullAt = this.now() + milliseconds;
  }
}

/** Milliseconds that it takes an empty bucket to be full. */
export function fillTime({ burst, perSecond }: Rate): number {
  return (burst / perSecond) * 1_000;
}

/** Whether a bucket that is full in `wait` milliseconds has not given more than its burst. */
export function isWithin(rate: Rate, wait: number): boolean {
  return wait <= fillTime(rate) + ROUNDING * step(rate);
}

/** What a bucket holds that is full in `wait` milliseconds. */
export function tokensLeft({ burst, perSecond }: Rate, wait: number): number {
  return burst - (wait / 1_000) * perSecond;
}

/** Milliseconds in which one comes back. */
export function step({ perSecond }: Rate): number {
  return 1_000 / perSecond;
}
