import { FairQueue } from "./fair-queue";

/**
 * Lets so many pieces of work go on at once; the others wait their turn, in order. Work of strangers (given with a key, such
 * as an address) waits behind all other, takes some of the places at most, and of several strangers each has its turn.
 */
export class PrioritySemaphore {
  private readonly waiting: (() => void)[] = [];
  private readonly strangers = new FairQueue<() => void>();
  private strangersInside = 0;
  private free: number;

  constructor(
    places: number,
    private readonly strangerPlaces: number = places,
  ) {
    this.free = places;
  }

  /** How many wait who are no strangers: when these are many, everybody has come back at once. */
  get queued(): number {
    return this.waiting.length;
  }

  /** Runs `work` when there is a place for it, and returns what it returns. */
  async run<T>(work: () => Promise<T>, stranger: string | null = null): Promise<T> {
    await new Promise<void>((resolve) => {
      if (stranger === null) {
        this.waiting.push(resolve);
      } else {
        this.strangers.push(stranger, resolve);
      }
      this.letIn();
    });
    try {
      return await work();
    } finally {
      this.free += 1;
      this.strangersInside -= stranger === null ? 0 : 1;
      this.letIn();
    }
  }

  private letIn(): void {
    while (this.free > 0) {
      const known = this.waiting.shift();
      const next = known ?? (this.strangersInside < this.strangerPlaces ? this.strangers.shift() : undefined);
      if (!next) {
        return;
      }
      this.free -= 1;
      this.strangersInside += known ? 0 : 1;
      next();
    }
  }
}
