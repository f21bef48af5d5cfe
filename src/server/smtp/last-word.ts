import { Semaphore } from "@/server/concurrency/semaphore";

/**
 * One after the other, mails come to the moment in which the mail server has them and nobody here has noted that: a process that is killed then
 * sends that mail again. While it is one mail's turn, the others wait before their last byte, so a kill doubles one mail at most. A mail server that does not answer keeps nobody waiting for longer than
 * `mostMilliseconds`: the next has its turn all the same.
 */
export class LastWords {
  private readonly turns = new Semaphore({ inAll: 1 });

  constructor(private readonly mostMilliseconds: number) {}

  /** A mail's own turn. */
  begin(): LastWord {
    let release: (() => void) | null = null;
    let isOver = false;
    return {
      take: () =>
        new Promise((taken) => {
          void this.turns.run(async () => {
            taken();
            if (!isOver) {
              await new Promise<void>((over) => {
                const timer = setTimeout(over, this.mostMilliseconds);
                release = () => {
                  clearTimeout(timer);
                  over();
                };
              });
            }
          });
        }),
      end: () => {
        isOver = true;
        release?.();
      },
    };
  }
}

/** A mail's turn to be taken by the mail server and noted. */
export interface LastWord {
  /** Resolves when it is its turn; nobody else's comes before `end`. */
  take(): Promise<void>;
  end(): void;
}
