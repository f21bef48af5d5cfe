import { FairQueue } from "@/server/concurrency/fair-queue";

/** A slot for an unauthenticated connection. */
export interface HandshakeSlot {
  /** Resolves with true when the connection may be made, and with false when no slot became free in time. */
  granted: Promise<boolean>;
  /** Gives the slot back, or stops waiting for one; the second call does nothing. */
  leave(): void;
  /** The same for a connection that was authenticated: its address gets more slots. */
  prove(): void;
  /** Whether another connection waits for it. */
  isWanted(): boolean;
}

/** How many slots there are in all and for each key, how many connections may wait for one, and for how long. */
export interface SlotBounds {
  inAll: number;
  /** At first: each authenticated connection adds one more, up to `ofOneAtMost`. */
  ofOne: number;
  ofOneAtMost: number;
  waiting: number;
  patienceMilliseconds: number;
}

interface Waiter {
  key: string;
  settle(isGranted: boolean): void;
}

/**
 * Limits how many unauthenticated connections there are at a time: in all, and by key (an address). When all
 * slots are taken a connection waits for a little while, since real clients authenticate within moments: a
 * thousand that come back from one address wait for each other, and are not refused.
 */
export class HandshakeSlots {
  private readonly perKey = new Map<string, number>();
  private readonly queue = new FairQueue<Waiter>(true);
  private readonly proven = new Map<string, number>();
  private taken = 0;

  constructor(private readonly bounds: SlotBounds) {}

  /** Asks for a slot. */
  enter(key: string): HandshakeSlot {
    let settle: (isGranted: boolean) => void = () => undefined;
    const granted = new Promise<boolean>((resolve) => (settle = resolve));
    let isInUse = false;
    let isOver = false;
    const waiter: Waiter = {
      key,
      settle: (isGranted) => {
        clearTimeout(late);
        isInUse = isGranted;
        isOver = !isGranted;
        settle(isGranted);
      },
    };
    const late = setTimeout(() => {
      this.queue.remove(key, waiter);
      waiter.settle(false);
    }, this.bounds.patienceMilliseconds);
    if (this.isFree(key)) {
      this.take(waiter);
    } else if (this.queue.size < this.bounds.waiting) {
      this.queue.push(key, waiter);
    } else {
      waiter.settle(false);
    }
    const leave = (): void => {
      if (isInUse) {
        isInUse = false;
        isOver = true;
        this.giveBack(key);
      } else if (!isOver) {
        this.queue.remove(key, waiter);
        waiter.settle(false);
      }
    };
    const prove = (): void => {
      if (isInUse) {
        this.trust(key);
      }
      leave();
    };
    return { granted, leave, prove, isWanted: () => isInUse && this.isWanted(key) };
  }

  /** A connection of this key was authenticated: it gets one more slot for a while. */
  trust(key: string): void {
    const most = this.bounds.ofOneAtMost - this.bounds.ofOne;
    this.proven.set(key, Math.min(most, (this.proven.get(key) ?? 0) + 1));
    this.letIn();
  }

  /** Forgets half of the authenticated connections; for a timer. */
  fade(): void {
    for (const [key, count] of this.proven) {
      if (count < 2) {
        this.proven.delete(key);
      } else {
        this.proven.set(key, Math.floor(count / 2));
      }
    }
  }

  private isWanted(key: string): boolean {
    return this.queue.sizeOf(key) > 0 || (this.taken >= this.bounds.inAll && this.queue.size > 0);
  }

  private isFree(key: string): boolean {
    const most = this.bounds.ofOne + (this.proven.get(key) ?? 0);
    return this.taken < this.bounds.inAll && (this.perKey.get(key) ?? 0) < most;
  }

  private take(waiter: Waiter): void {
    this.taken += 1;
    this.perKey.set(waiter.key, (this.perKey.get(waiter.key) ?? 0) + 1);
    waiter.settle(true);
  }

  private giveBack(key: string): void {
    this.taken -= 1;
    const left = (this.perKey.get(key) ?? 1) - 1;
    if (left > 0) {
      this.perKey.set(key, left);
    } else {
      this.perKey.delete(key);
    }
    this.letIn();
  }

  private letIn(): void {
    for (;;) {
      const next = this.queue.shift((key) => this.isFree(key));
      if (!next) {
        return;
      }
      this.take(next);
    }
  }
}
