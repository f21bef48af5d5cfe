import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { z } from "zod";
import { shareOnce } from "@/server/process/globals";
import { log } from "@/server/process/log";
import { projectRoot } from "@/server/process/root";

/** The number of guesses for a text by an attacker who knows common choices, and the pattern of most of it ("common", "words", "repeat", "sequence", "spatial", "date", ...). */
export interface Guesses {
  guesses: number;
  weakness: string;
}

const answerSchema = z.object({ id: z.number(), guesses: z.number(), weakness: z.string() });

/** A text takes 20 ms; the first one waits for the dictionaries. */
const PATIENCE_MILLISECONDS = 10_000;
/** The dictionaries take 60 MB: they are unloaded when nobody has chosen a password for so long. */
const IDLE_MILLISECONDS = 120_000;

/**
 * Estimates by zxcvbn, in a thread that is started at the first use, how many guesses it takes to find the
 * hardest of `texts` (at most 32 characters each) for an attacker who tries `words` first. Null when the
 * thread fails or takes too long.
 */
export async function countGuesses(
  texts: readonly string[],
  words: readonly string[],
): Promise<Guesses | null> {
  const estimator = shareOnce("password-guesses", () => new Estimator());
  return await estimator.ask(texts, words);
}

class Estimator {
  private worker: Worker | null = null;
  private readonly waiting = new Map<number, (answer: Guesses | null) => void>();
  private count = 0;
  private idle: NodeJS.Timeout | undefined;

  async ask(texts: readonly string[], words: readonly string[]): Promise<Guesses | null> {
    const worker = (this.worker ??= this.start());
    const id = (this.count += 1);
    clearTimeout(this.idle);
    return await new Promise((resolve) => {
      const late = setTimeout(() => this.giveUp(worker, "no answer in time"), PATIENCE_MILLISECONDS);
      this.waiting.set(id, (answer) => {
        clearTimeout(late);
        this.waiting.delete(id);
        this.restLater(worker);
        resolve(answer);
      });
      worker.postMessage({ id, texts, words });
    });
  }

  private start(): Worker {
    const worker = new Worker(
      join(projectRoot(), "src", "server", "sign-in", "password-guesses-worker.mjs"),
      {
        // Of the flags and secrets of this process it needs none.
        execArgv: [],
        env: {},
      },
    );
    worker.unref();
    worker.on("message", (message: unknown) => {
      const answer = answerSchema.parse(message);
      this.waiting.get(answer.id)?.(answer);
    });
    worker.on("error", (error) => this.giveUp(worker, error));
    worker.on("exit", () => this.giveUp(worker, "it ended"));
    return worker;
  }

  private giveUp(worker: Worker, reason: unknown): void {
    if (this.worker !== worker) {
      return;
    }
    this.worker = null;
    log().warn({ err: reason }, "the strength of a password could not be estimated");
    void worker.terminate();
    for (const answer of [...this.waiting.values()]) {
      answer(null);
    }
  }

  private restLater(worker: Worker): void {
    clearTimeout(this.idle);
    if (this.waiting.size > 0) {
      return;
    }
    this.idle = setTimeout(() => {
      if (this.worker === worker) {
        this.worker = null;
        void worker.terminate();
      }
    }, IDLE_MILLISECONDS).unref();
  }
}
