import { FairQueue } from "@/server/concurrency/fair-queue";
import { log } from "@/server/process/log";
import type { TypedSocket } from "@/realtime/sockets/sockets";

type Connection = TypedSocket["conn"];
type Work = () => void;

const SEPARATOR = "\u001e";
/** Milliseconds of each turn of the event loop for the messages of all connections; a message that takes longer is finished. */
const TURN_MILLISECONDS = 2;
/** The same as a share of what everything else took since the last turn: on a busy server messages must not wait for ever. */
const SHARE = 0.5;

/**
 * Handles the messages of connections round robin: one of each connection in turn, each connection's in the
 * order they came, for a short while in each turn of the event loop. Otherwise a few clients that each send
 * hundreds at once would block everybody else.
 */
export class MessageScheduler {
  private readonly queue = new FairQueue<Work, object>();
  private isAtWork = false;

  /** `now` returns milliseconds; tests pass another clock. */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Runs `work` of a connection at once when nothing else waits, otherwise when it is its turn. */
  run(connection: object, work: Work): void {
    this.queue.push(connection, work);
    if (!this.isAtWork) {
      void this.runAll();
    }
  }

  /** How many messages of a connection wait. */
  waitingOf(connection: object): number {
    return this.queue.sizeOf(connection);
  }

  /** Forgets what waits of a connection. */
  forget(connection: object): void {
    this.queue.clear(connection);
  }

  private async runAll(): Promise<void> {
    this.isAtWork = true;
    let end = this.now() + TURN_MILLISECONDS;
    for (let work = this.queue.shift(); work; work = this.queue.shift()) {
      runOne(work);
      // Work that a message started and that waits for nothing counts as the message's own.
      await everythingBegun();
      const now = this.now();
      if (now >= end) {
        await nextTurn();
        const others = this.now() - now;
        end = this.now() + Math.max(TURN_MILLISECONDS, others * SHARE);
      }
    }
    this.isAtWork = false;
  }
}

const scheduler = new MessageScheduler();

/**
 * Passes a connection's messages to the engine by the scheduler, in the order they came, through an upgrade
 * too. Calls `cut` when more than `most` messages wait. Call it as soon as the connection is made.
 */
export function scheduleMessages(connection: Connection, most: number, cut: Work): void {
  const cutHere = (): void => {
    scheduler.forget(connection);
    cut();
  };
  const plan = (hand: Work): void =>
    scheduler.waitingOf(connection) < most ? scheduler.run(connection, hand) : cutHere();
  const { transport } = connection;
  if (transport.name === "polling") {
    takeApart(connection, most, cutHere);
    // The messages are scheduled. The engine itself drops messages of an old transport after an upgrade; these came before.
    handOver(transport, (hand) => hand());
  } else {
    handOver(transport, plan);
  }
  connection.once("upgrade", (upgraded: Connection["transport"]) => handOver(upgraded, plan));
}

/** Splits the body of a long-polling request, which may hold hundreds of thousands of messages, before the engine reads it at once. */
function takeApart(connection: Connection, most: number, cut: Work): void {
  const polling: object = connection.transport;
  const read: unknown = Reflect.get(polling, "onData");
  if (typeof read !== "function") {
    throw new Error("This engine reads requests of long polling in another way.");
  }
  // The engine calls it for each request's body; there is no option for it.
  Reflect.set(polling, "onData", (body: unknown) => {
    if (typeof body !== "string") {
      read.call(polling, body);
      return;
    }
    const messages = body.split(SEPARATOR, most + 1);
    if (scheduler.waitingOf(connection) + messages.length > most) {
      cut();
      return;
    }
    messages.forEach((message) => scheduler.run(connection, () => void read.call(polling, message)));
  });
}

/** Passes a transport's packets to the engine when `plan` says so, as long as the connection itself is open. */
function handOver(transport: Connection["transport"], plan: (hand: Work) => void): void {
  const handlers = transport.listeners("packet");
  transport.removeAllListeners("packet");
  transport.on("packet", (packet: unknown) =>
    plan(() => handlers.forEach((handle) => void handle.call(transport, packet))),
  );
}

function runOne(work: Work): void {
  try {
    work();
  } catch (error) {
    log().error({ err: error }, "a message of a socket could not be handed over");
  }
}

/** Resolves when all promises that are settled by now have gone on, within this turn. */
function everythingBegun(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
