import type { DeskSocket } from "./sockets";

type Connection = DeskSocket["conn"];
type Work = () => void;

const SEPARATOR = "\u001e";
/** What one connection takes of each turn of the event loop; a message that takes longer is finished. */
const TURN_MILLISECONDS = 1;

/**
 * Lets what came by one connection have its turns: a millisecond in each turn of the event loop, in the order they came. Otherwise
 * a few people who each send hundreds in a moment stop everybody else for as long as these take.
 */
class MessageTurns {
  private readonly waiting: Work[] = [];
  private isTaken = false;

  /** How many wait. */
  get size(): number {
    return this.waiting.length;
  }

  /** Runs `work` at once when no other ran in this turn, otherwise when it is its turn. */
  run(work: Work): void {
    if (this.isTaken) {
      this.waiting.push(work);
      return;
    }
    this.takeTurn(work);
  }

  /** Forgets what waits. */
  clear(): void {
    this.waiting.length = 0;
  }

  private takeTurn(work: Work): void {
    this.isTaken = true;
    const end = performance.now() + TURN_MILLISECONDS;
    for (
      let next: Work | undefined = work;
      next;
      next = performance.now() < end ? this.waiting.shift() : undefined
    ) {
      next();
    }
    setImmediate(() => {
      this.isTaken = false;
      const next = this.waiting.shift();
      if (next) {
        this.takeTurn(next);
      }
    });
  }
}

/**
 * Hands what comes by a connection to the engine by turns, in the order it came, through an upgrade too. Calls `cut` where more
 * than `most` messages wait. Call it as soon as the connection is made.
 */
export function takeTurns(connection: Connection, most: number, cut: Work): void {
  const turns = new MessageTurns();
  const cutHere = (): void => {
    turns.clear();
    cut();
  };
  const { transport } = connection;
  if (transport.name === "polling") {
    takeApart(transport, turns, most, cutHere);
    // It is read by turns. By itself the engine drops what an old transport brings after an upgrade; here it came before.
    handOver(transport, (hand) => hand());
  } else {
    handOver(transport, (hand) => (turns.size < most ? turns.run(hand) : cutHere()));
  }
  connection.once("upgrade", (upgraded: Connection["transport"]) =>
    handOver(upgraded, (hand) => (turns.size < most ? turns.run(hand) : cutHere())),
  );
}

/** Takes apart what a request of long polling brings, which may be hundreds of thousands of messages, before the engine reads it whole. */
function takeApart(polling: object, turns: MessageTurns, most: number, cut: Work): void {
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
    if (turns.size + messages.length > most) {
      cut();
      return;
    }
    messages.forEach((message) => turns.run(() => void read.call(polling, message)));
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
