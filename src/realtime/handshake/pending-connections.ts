import { destroyConnection } from "@/realtime/sockets/close-connection";
import type { EngineRequests } from "./engine-requests";
import type { TypedSocket } from "@/realtime/sockets/sockets";

type Connection = TypedSocket["conn"];

/** How many rounds a connection has to authenticate, or to close after it was refused; and how many when everybody comes at once. */
const ROUNDS = 5;
const CROWDED_ROUNDS = 20;
const ROUND_MILLISECONDS = 1_000;
/** The same while others wait for its slot: a real client sends its credential in the first two. */
const WANTED_ROUNDS = 2;
/** When more than this were authenticated in the last ROUNDS, many come at once, and server and clients are busy. */
const CROWD = 20;
/** A round that comes so late means that this process was busy: it may not have read yet what clients sent. */
const LATE_MILLISECONDS = 1_500;
const FADE_ROUNDS = 15;

/**
 * Closes unauthenticated connections: those that do not authenticate within a few seconds, that stay after
 * they were refused, or after their socket left. It counts rounds, not time, so that a busy process does not
 * blame its clients. While a connection waits for our answer it is not counted.
 */
export class PendingConnections {
  private readonly left = new Map<Connection, number>();
  private readonly known = new WeakSet<Connection>();
  private readonly admissions: number[] = [0];
  private readonly timer: NodeJS.Timeout;
  private rounds = 0;
  private lastAt = performance.now();
  private wasLate = false;

  constructor(private readonly requests: Pick<EngineRequests, "isWanted" | "settle" | "fade">) {
    this.timer = setInterval(() => this.round(), ROUND_MILLISECONDS);
    this.timer.unref();
  }

  /** From now on the connection has to authenticate, or close. */
  watch(connection: Connection): void {
    if (connection.readyState !== "open" && connection.readyState !== "opening") {
      return;
    }
    if (!this.known.has(connection)) {
      this.known.add(connection);
      connection.once("close", () => this.left.delete(connection));
    }
    this.left.set(connection, 0);
  }

  /** It has sent its credential, which is being checked. */
  pause(connection: Connection): void {
    this.left.delete(connection);
  }

  /** It is authenticated. */
  admit(connection: Connection): void {
    this.left.delete(connection);
    this.admissions[0] = (this.admissions[0] ?? 0) + 1;
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private round(): void {
    const isCrowded = this.admissions.reduce((sum, count) => sum + count, 0) > CROWD;
    this.admissions.unshift(0);
    this.admissions.length = Math.min(this.admissions.length, ROUNDS);
    this.rounds += 1;
    // Only every second late round counts: an answer takes a turn of the server, one of the client and one of the server again.
    const now = performance.now();
    this.wasLate = now - this.lastAt > LATE_MILLISECONDS && !this.wasLate;
    this.lastAt = now;
    if (this.wasLate) {
      return;
    }
    if (this.rounds % FADE_ROUNDS === 0) {
      this.requests.fade();
    }
    for (const [connection, rounds] of this.left) {
      this.left.set(connection, rounds + 1);
      const isWanted = this.requests.isWanted(connection.request);
      if (rounds + 1 > roundsFor(isWanted, isCrowded)) {
        this.left.delete(connection);
        this.requests.settle(connection.request);
        destroyConnection(connection);
      }
    }
  }
}

function roundsFor(isWanted: boolean, isCrowded: boolean): number {
  if (isCrowded) {
    return isWanted ? ROUNDS : CROWDED_ROUNDS;
  }
  return isWanted ? WANTED_ROUNDS : ROUNDS;
}
