import { say } from "@/messages/server/say";
import { Semaphore } from "@/server/concurrency/semaphore";
import { shareOnce } from "@/server/process/globals";
import { TokenBucket } from "@/server/rate-limits/token-bucket";
import { AppError } from "@/shared/errors";

/** The messages of one socket: a burst, and a rate per second. */
const SOCKET = { burst: 400, perSecond: 50 };
/**
 * The same for all sockets of one person together: forty tabs that reconnect after a restart stay far below
 * it. A person who goes on after refusals runs into debt, and at its limit is disconnected until a part of it
 * is refilled.
 */
const PERSON = { burst: 1_000, perSecond: 200, debt: 4_000 };
/** Messages that are relayed to others (presence, typing): a burst, and a rate per second. */
const RELAYED = { burst: 100, perSecond: 10 };
const FORGET_MILLISECONDS = ((PERSON.burst + PERSON.debt) / PERSON.perSecond) * 1_000;
/** Messages that use the database at the same time, of one person and of all people of this process: requests need connections too. */
const TOGETHER = { perKey: 4, inAll: 6 };

/** The buckets that one person's sockets of this process share. */
interface Sender {
  messages: TokenBucket;
  relayed: TokenBucket;
  sockets: number;
  forgetting?: NodeJS.Timeout;
}

/** Limits the messages of one socket: people and their pages stay far below the limits, a client in a loop does not. */
export class MessageRateLimiter {
  private readonly socket = new TokenBucket(SOCKET);
  private readonly sender: Sender;

  constructor(private readonly personId: string) {
    this.sender = senders().get(personId) ?? {
      messages: new TokenBucket(PERSON),
      relayed: new TokenBucket(RELAYED),
      sockets: 0,
    };
    senders().set(personId, this.sender);
    clearTimeout(this.sender.forgetting);
    this.sender.sockets += 1;
  }

  /** Counts one message; throws `rate_limited` when there were too many of this socket, or of this person. */
  count(): void {
    // A message that exceeds the socket's own limit does not count for the person's other tabs.
    if (!this.socket.take() || !this.sender.messages.take()) {
      throw tooMuch();
    }
  }

  /** Counts a message that is relayed to others; throws `rate_limited` when there are too many. */
  countRelayed(): void {
    if (!this.sender.relayed.take()) {
      throw tooMuch();
    }
  }

  /** Whether its person went on after so many refusals that they are disconnected. */
  isExhausted(): boolean {
    return this.sender.messages.isSpent();
  }

  /** Runs work that uses the database: of one person only a few at a time, so that others get connections. */
  async runBounded<T>(work: () => Promise<T>): Promise<T> {
    return await semaphore().run(work, { key: this.personId });
  }

  /** The socket disconnected. Its person's buckets are kept until they would be full again. */
  end(): void {
    this.sender.sockets -= 1;
    if (this.sender.sockets === 0) {
      this.sender.forgetting = setTimeout(() => senders().delete(this.personId), FORGET_MILLISECONDS);
      this.sender.forgetting.unref();
    }
  }
}

/** Whether a person is so far over the limit that their new sockets are refused for now. */
export function isOverLimit(personId: string): boolean {
  return (senders().get(personId)?.messages.left() ?? 0) < -PERSON.debt / 2;
}

function tooMuch(): AppError {
  return new AppError("rate_limited", say("refusals.sockets.tooMuch"));
}

function semaphore(): Semaphore {
  return shareOnce("socket-work", () => new Semaphore(TOGETHER));
}

function senders(): Map<string, Sender> {
  return shareOnce("message-senders", () => new Map<string, Sender>());
}
