import { FairQueue } from "@/server/concurrency/fair-queue";
import { log } from "@/server/process/log";
import type { DeskSocket } from "@/realtime/sockets/sockets";

type Connection = DeskSocket["conn"];
type Work = () => void;

const SEPARATOR = "\u001e";
/** What messages take of each turn of the event loop, all connections together; one that takes longer is finished. */
const TURN_MILLISECONDS = 2;
/** The same as a part of what everything else took since their last turn: on a busy desk they are not to wait for ever. */
const SHARE = 0.5;

/**
 * Hands on the messages of connections: of each that has some one, then the next, in the order they came, for a short while
 * in each turn of the event loop. Otherwise a few people who each send hundreds in a moment stop everybody else for as long
 * as these take.
 */
export class MessageScheduler {
  private readonly queue = new FairQueue<Work, object>();
  private isAtWork = false;

  /** `now` tells milliseconds; another one is for tests. */
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
      // What a message began and needs to wait for nothing belongs to it.
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
 * Hands what comes by a connection to the engine by turns, in the order it came, through an upgrade too. Calls `cut` where more
 * than `most` messages wait. Call it as soon as the connection is made.
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
    // It is read by turns. By itself the engine drops what an old transport brings after an upgrade; here it came before.
    handOver(transport, (hand) => hand());
  } else {
    handOver(transport, plan);
  }
  connection.once("upgrade", (upgraded: Connection["transport"]) => handOver(upgraded, plan));
}

/** Takes apart what a request of long polling brings, which may be hundreds of thousands of messages, before the engine reads it whole. */
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

/** Has the engine handed what a transport brings when `plan` says so, for as long as the connection itself is there. */
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
