import { Semaphore } from "@/server/concurrency/semaphore";
import { shareOnce } from "@/server/process/globals";
import { TokenBucket } from "@/server/rate-limits/token-bucket";
import { AppError } from "@/shared/errors";

/** What one socket may send at once, and how much of it comes back each second. */
const SOCKET = { burst: 400, perSecond: 50 };
/**
 * The same for all sockets of one person together: forty tabs that come back after a restart stay far below it. Who
 * goes on when refused runs into debt, and at its end is disconnected until some of it is paid back by waiting.
 */
const PERSON = { burst: 1_000, perSecond: 200, debt: 4_000 };
/** What others are told of at once, and then each second: one is here or away, writes or stops. */
const TOLD = { burst: 100, perSecond: 10 };
const FORGET_MILLISECONDS = ((PERSON.burst + PERSON.debt) / PERSON.perSecond) * 1_000;
/** Messages that are worked on together, where they need the database, of one person and of all people of this process: requests need connections too. */
const TOGETHER = { perKey: 4, inAll: 6 };

/** What one person's sockets of this process share. */
interface Sender {
  messages: TokenBucket;
  told: TokenBucket;
  sockets: number;
  forgetting?: NodeJS.Timeout;
}

/** Counts what one socket sends: people and their pages stay far below the bounds, a loop that ran wild does not. */
export class MessageRateLimiter {
  private readonly socket = new TokenBucket(SOCKET);
  private readonly sender: Sender;

  constructor(private readonly personId: string) {
    this.sender = senders().get(personId) ?? {
      messages: new TokenBucket(PERSON),
      told: new TokenBucket(TOLD),
      sockets: 0,
    };
    senders().set(personId, this.sender);
    clearTimeout(this.sender.forgetting);
    this.sender.sockets += 1;
  }

  /** Counts one message; throws `rate_limited` when there were too many of this socket, or of this person. */
  count(): void {
    // What a socket of its own was refused for is not held against the person's other tabs.
    if (!this.socket.take() || !this.sender.messages.take()) {
      throw tooMuch();
    }
  }

  /** Counts a message that many others may be told of; throws `rate_limited` when they would be told too often. */
  countTold(): void {
    if (!this.sender.told.take()) {
      throw tooMuch();
    }
  }

  /** Whether its person went on for so long when refused that they are not to be answered any more. */
  isOutOfHand(): boolean {
    return this.sender.messages.isSpent();
  }

  /** Runs work that needs the database: of one person only a few at a time, so that others find connections. */
  async runBounded<T>(work: () => Promise<T>): Promise<T> {
    return await semaphore().run(work, { key: this.personId });
  }

  /** The socket is gone. What its person used up is remembered until they would have it back. */
  end(): void {
    this.sender.sockets -= 1;
    if (this.sender.sockets === 0) {
      this.sender.forgetting = setTimeout(() => senders().delete(this.personId), FORGET_MILLISECONDS);
      this.sender.forgetting.unref();
    }
  }
}

/** Whether a person flooded so that new sockets of theirs are refused for now. */
export function isFlooding(personId: string): boolean {
  return (senders().get(personId)?.messages.left() ?? 0) < -PERSON.debt / 2;
}

function tooMuch(): AppError {
  return new AppError("rate_limited", "That was too much at once. Please wait a second.");
}

function semaphore(): Semaphore {
  return shareOnce("socket-work", () => new Semaphore(TOGETHER));
}

function senders(): Map<string, Sender> {
  return shareOnce("floods", () => new Map<string, Sender>());
}
