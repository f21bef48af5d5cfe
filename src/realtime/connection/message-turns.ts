import { log } from "@/server/process/log";
import type { DeskSocket } from "@/realtime/sockets/sockets";

type Connection = DeskSocket["conn"];
type Work = () => void;

const SEPARATOR = "\u001e";
/** What messages take of each turn of the event loop, all connections together; one that takes longer is finished. */
const TURN_MILLISECONDS = 2;
/** The same as a part of what everything else took since their last turn: on a busy desk they are not to wait for ever. */
const SHARE = 0.5;

/** What one connection sent and was not handed to the engine yet. */
export class MessageLine {
  readonly waiting: Work[] = [];
  /** Whether it stands among those that have something waiting. */
  isListed = false;
}

/**
 * Lets messages have their turns: of each connection that has some one, then the next, in the order they came, for a short while
 * in each turn of the event loop. Otherwise a few people who each send hundreds in a moment stop everybody else for as long
 * as these take.
 */
export class MessageTurns {
  private readonly lines: MessageLine[] = [];
  private isAtWork = false;

  /** `now` tells milliseconds; another one is for tests. */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Runs `work` at once when nothing else waits, otherwise when it is its turn. */
  run(line: MessageLine, work: Work): void {
    line.waiting.push(work);
    this.list(line);
    if (!this.isAtWork) {
      void this.takeTurns();
    }
  }

  private async takeTurns(): Promise<void> {
    this.isAtWork = true;
    let end = this.now() + TURN_MILLISECONDS;
    for (let line = this.lines.shift(); line; line = this.lines.shift()) {
      line.isListed = false;
      runOne(line);
      this.list(line);
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

  private list(line: MessageLine): void {
    if (!line.isListed && line.waiting.length > 0) {
      line.isListed = true;
      this.lines.push(line);
    }
  }
}

const turns = new MessageTurns();

/**
 * Hands what comes by a connection to the engine by turns, in the order it came, through an upgrade too. Calls `cut` where more
 * than `most` messages wait. Call it as soon as the connection is made.
 */
export function takeTurns(connection: Connection, most: number, cut: Work): void {
  const line = new MessageLine();
  const cutHere = (): void => {
    line.waiting.length = 0;
    cut();
  };
  const plan = (hand: Work): void => (line.waiting.length < most ? turns.run(line, hand) : cutHere());
  const { transport } = connection;
  if (transport.name === "polling") {
    takeApart(transport, line, most, cutHere);
    // It is read by turns. By itself the engine drops what an old transport brings after an upgrade; here it came before.
    handOver(transport, (hand) => hand());
  } else {
    handOver(transport, plan);
  }
  connection.once("upgrade", (upgraded: Connection["transport"]) => handOver(upgraded, plan));
}

/** Takes apart what a request of long polling brings, which may be hundreds of thousands of messages, before the engine reads it whole. */
function takeApart(polling: object, line: MessageLine, most: number, cut: Work): void {
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
    if (line.waiting.length + messages.length > most) {
      cut();
      return;
    }
    messages.forEach((message) => turns.run(line, () => void read.call(polling, message)));
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

function runOne(line: MessageLine): void {
  try {
    line.waiting.shift()?.();
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
