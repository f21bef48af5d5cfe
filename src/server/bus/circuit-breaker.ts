/** Nobody waits longer than this for a Redis that hangs; a healthy one answers in a fraction of a millisecond. */
const PATIENCE_MILLISECONDS = 250;
/** After a failure Redis is not asked again for this long. */
const OPEN_MILLISECONDS = 1_000;

/** Keeps a Redis that hangs or fails from being asked by everybody in turn: after one failure nobody asks for a second. */
export class CircuitBreaker {
  private openUntil = 0;

  constructor(private readonly patience = PATIENCE_MILLISECONDS) {}

  /** Whether Redis is not to be asked now. */
  isOpen(): boolean {
    return performance.now() < this.openUntil;
  }

  /** Says that Redis did not answer. */
  open(): void {
    this.openUntil = performance.now() + OPEN_MILLISECONDS;
  }

  /** Asks Redis; fails at once while the breaker is open, and opens it where there is no answer in time. */
  async run<Answer>(question: () => Promise<Answer>): Promise<Answer> {
    if (this.isOpen()) {
      throw new Error("Redis did not answer a moment ago");
    }
    try {
      return await inTime(question(), this.patience);
    } catch (error) {
      this.open();
      throw error;
    }
  }
}

function inTime<Answer>(answer: Promise<Answer>, milliseconds: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("Redis does not answer")), milliseconds);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
