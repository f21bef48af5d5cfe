import { TurnScheduler } from "@/server/concurrency/turn-scheduler";
import type { TypedSocket } from "@/realtime/sockets/sockets";

type Connection = TypedSocket["conn"];
type Work = () => void;

const SEPARATOR = "\u001e";
const scheduler = new TurnScheduler();

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
