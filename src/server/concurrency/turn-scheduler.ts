import { FairQueue } from "./fair-queue";
import { log } from "@/server/process/log";

type Work = () => void;

/** Milliseconds of each turn of the event loop for what was begun; a piece of work that takes longer is finished. */
const TURN_MILLISECONDS = 2;
/** The same as a share of what everything else took since the last turn: on a busy server work must not wait for ever. */
const SHARE = 0.5;

/**
 * Begins work of many owners round robin: one piece of each owner in turn, each owner's in the order they came, for a
 * short while in each turn of the event loop. Otherwise what arrived together would be begun together, and block
 * everybody else.
 */
export class TurnScheduler {
  private readonly queue = new FairQueue<Work, object>();
  private isAtWork = false;
  /** When the time of this turn is used up; null before it began. */
  private end: number | null = null;
  private turnOver: NodeJS.Immediate | undefined;

  /** `now` returns milliseconds; tests pass another clock. */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Runs `work` of an owner at once when nothing else waits, otherwise when it is its turn. */
  run(owner: object, work: Work): void {
    this.queue.push(owner, work);
    if (!this.isAtWork) {
      void this.runAll();
    }
  }

  /** Resolves at once when nothing else waits, otherwise when it is this owner's turn. */
  turnOf(owner: object): Promise<void> {
    return new Promise((resolve) => this.run(owner, resolve));
  }

  /** How many pieces of an owner wait. */
  waitingOf(owner: object): number {
    return this.queue.sizeOf(owner);
  }

  /** Forgets what waits of an owner. */
  forget(owner: object): void {
    this.queue.clear(owner);
  }

  private async runAll(): Promise<void> {
    this.isAtWork = true;
    if (this.end === null) {
      this.beginTurn(TURN_MILLISECONDS);
    }
    for (let work = this.queue.shift(); work; work = this.queue.shift()) {
      const now = this.now();
      if (this.end !== null && now >= this.end) {
        await nextTurn();
        this.beginTurn(Math.max(TURN_MILLISECONDS, (this.now() - now) * SHARE));
      }
      runOne(work);
      // What a piece of work started and that waits for nothing counts as its own.
      await everythingBegun();
    }
    this.isAtWork = false;
  }

  /** Work that comes later in the same turn, of other connections that were read in it, shares this time. */
  private beginTurn(milliseconds: number): void {
    this.end = this.now() + milliseconds;
    clearImmediate(this.turnOver);
    this.turnOver = setImmediate(() => (this.end = null));
  }
}

function runOne(work: Work): void {
  try {
    work();
  } catch (error) {
    log().error({ err: error }, "a piece of work could not be begun");
  }
}

/** Resolves when all promises that are settled by now have gone on, within this turn. */
function everythingBegun(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
