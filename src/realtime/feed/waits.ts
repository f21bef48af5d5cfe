import { say } from "@/messages/server/say";
import { Semaphore } from "@/server/concurrency/semaphore";
import { shareOnce } from "@/server/process/globals";
import { AppError } from "@/shared/errors";
import type { Followers, SentEvent } from "@/realtime/fanout/deliver";
import type { EventEntities } from "@/realtime/fanout/payload/entities";
import { isAnyFor } from "./items";

/** Requests that may wait at once: of one person, and of all here. */
const OF_ONE = 4;
const IN_ALL = 1_000;
/** Pages that are read at once: when many are woken together, others need connections too. */
const READ_AT_ONCE = 4;
const READ_WAITING_OF_ONE = 8;

/** A request that waits for an event. */
export interface FeedWait {
  /** What it waits for is what is for these rooms. */
  rooms: ReadonlySet<string>;
  /** Whether something came since the last call, waiting for it so many milliseconds at most; false when nobody waits any more. */
  next(milliseconds: number): Promise<boolean>;
  leave(): void;
}

interface Waiter {
  personId: string;
  rooms: ReadonlySet<string>;
  isWoken: boolean;
  wake(): void;
}

/** The feed's requests in this process that wait; the process's reader of the log wakes those that an event is for. */
export class FeedWaits implements Followers {
  readonly reads = new Semaphore({
    inAll: READ_AT_ONCE,
    perKey: 1,
    waitingPerKey: READ_WAITING_OF_ONE,
  });
  private readonly waiters = new Set<Waiter>();
  private readonly counts = new Map<string, number>();
  private isClosed = false;

  /** Begins to wait for what is for these rooms. Throws `rate_limited` where too many do already. */
  enter(personId: string, rooms: ReadonlySet<string>): FeedWait {
    if (this.count(personId) >= OF_ONE || this.waiters.size >= IN_ALL) {
      throw new AppError("rate_limited", say("refusals.limits.together"), { retryAfter: 1 });
    }
    const waiter: Waiter = { personId, rooms, isWoken: false, wake: () => void (waiter.isWoken = true) };
    this.waiters.add(waiter);
    this.counts.set(personId, this.count(personId) + 1);
    return {
      get rooms() {
        return waiter.rooms;
      },
      set rooms(rooms) {
        waiter.rooms = rooms;
      },
      next: async (milliseconds) => {
        await this.untilWoken(waiter, milliseconds);
        const { isWoken } = waiter;
        waiter.isWoken = false;
        return isWoken && !this.isClosed;
      },
      leave: () => this.leave(waiter),
    };
  }

  /** How many requests of this person wait. */
  count(personId: string): number {
    return this.counts.get(personId) ?? 0;
  }

  /** Whether a request of this person waits. */
  isFollowing(personId: string): boolean {
    return this.counts.has(personId);
  }

  /** Wakes those that any of this is for. */
  announce(sent: readonly SentEvent[], entities: EventEntities): void {
    for (const waiter of this.waiters) {
      if (
        !waiter.isWoken &&
        sent.some(({ event, deliveries }) => isAnyFor(deliveries, event, entities, waiter.rooms))
      ) {
        waiter.wake();
      }
    }
  }

  /** Wakes everybody. */
  wakeAll(): void {
    this.waiters.forEach((waiter) => waiter.wake());
  }

  /** Waits are over at once from now on: the process stops. */
  close(): void {
    this.isClosed = true;
    this.wakeAll();
  }

  /** The opposite of `close`, for a process that begins again. */
  open(): void {
    this.isClosed = false;
  }

  private async untilWoken(waiter: Waiter, milliseconds: number): Promise<void> {
    if (waiter.isWoken || this.isClosed) {
      return;
    }
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      waiter.wake = () => {
        waiter.isWoken = true;
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private leave(waiter: Waiter): void {
    waiter.wake();
    if (!this.waiters.delete(waiter)) {
      return;
    }
    const left = (this.counts.get(waiter.personId) ?? 1) - 1;
    if (left > 0) {
      this.counts.set(waiter.personId, left);
    } else {
      this.counts.delete(waiter.personId);
    }
  }
}

/** The waits of this process. */
export function feedWaits(): FeedWaits {
  return shareOnce("feed-waits", () => new FeedWaits());
}
