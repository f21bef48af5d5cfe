import { AppError } from "@/shared/errors";

/** What one socket may send at once, and how much of it comes back each second. */
const BURST = 400;
const PER_SECOND = 50;

/** Counts what one socket sends: people and their pages stay far below it, a loop that ran wild does not. */
export class Flood {
  private left = BURST;
  private at = Date.now();

  /** Counts one message; throws `rate_limited` when there were too many. */
  count(): void {
    const now = Date.now();
    this.left = Math.min(BURST, this.left + ((now - this.at) / 1_000) * PER_SECOND);
    this.at = now;
    if (this.left < 1) {
      throw new AppError("rate_limited", "That was too much at once. Please wait a second.");
    }
    this.left -= 1;
  }
}
