import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "../random";

/** An action on the world. */
export type Action = () => Promise<unknown>;

/** One thing going wrong after another, until stopped: first each once in the given order, then in any. */
export class ActionLoop {
  /** Never resolves; rejects when something went wrong that should not. */
  readonly failed: Promise<never>;
  private isStopped = false;
  private readonly running: Promise<void>;

  constructor(
    actions: readonly Action[],
    private readonly random: Random,
    private readonly pauseMilliseconds: number,
  ) {
    this.running = this.run(actions);
    this.failed = new Promise((_, reject) => void this.running.catch(reject));
    this.failed.catch(() => undefined);
  }

  /** Resolves when what is under way is done; throws what went wrong that should not. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await this.running;
  }

  private async run(actions: readonly Action[]): Promise<void> {
    for (let round = [...actions]; !this.isStopped; round = this.random.shuffle(actions)) {
      for (const action of round) {
        await this.pause();
        if (this.isStopped) {
          return;
        }
        await action();
      }
    }
  }

  private async pause(): Promise<void> {
    const pause = this.pauseMilliseconds;
    for (let left = this.random.between(pause / 2, pause * 1.5); left > 0 && !this.isStopped; left -= 50) {
      await sleep(Math.min(50, left));
    }
  }
}
