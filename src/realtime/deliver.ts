import type { Sql } from "@/server/database";
import { log } from "@/server/log";
import { observeDelivery } from "@/server/metrics-events";
import type { LogEvent } from "@/shared/events";
import type { AccessMarks } from "./access-marks";
import { notificationsChanged } from "./audience-notifications";
import { deliveriesOf, isAccessEvent, lossesOf } from "./audience";
import type { Delivery } from "./delivery";
import { userRoom } from "./rooms";
import { isAnybodyIn, sendAway, socketsIn, type DeskServer } from "./sockets";
import { loadThings, type Things } from "./things";

/** Whoever has to know of losses of access beside this process's sockets: the other processes. */
export interface LossListener {
  tell(event: LogEvent, deliveries: readonly Delivery[]): void;
}

/**
 * Tells this process's sockets of a batch. Everything is read first; what follows does not wait for anything, so a
 * batch is told whole or, after an error, not at all. Losses of sight and changes of access come first: whoever they
 * touch is out before anything that was committed with or after them is told.
 */
export async function deliver(
  io: DeskServer,
  marks: AccessMarks,
  others: LossListener,
  events: LogEvent[],
  sql: Sql,
): Promise<void> {
  const things = await loadThings(sql, events, (personId) => isAnybodyIn(io, userRoom(personId)));
  const [access, rest] = [events.filter(isAccessEvent), events.filter((event) => !isAccessEvent(event))];
  const losses = events.map((event) => ({
    event,
    // Another process may have told of it already, by the bus: then whoever it concerns has heard, and left.
    isKnown: marks.placeOf(event.id) !== null,
    place: marks.note(event),
    deliveries: isAccessEvent(event) ? [] : lossesOf(event, things),
  }));
  const told = [...access, ...rest].map((event) => ({ event, deliveries: deliveriesOrNone(event, things) }));
  for (const { event, isKnown, place, deliveries } of losses) {
    deliveries.forEach((delivery) => carryOut(io, isKnown ? again(delivery) : delivery, place));
    others.tell(event, deliveries);
  }
  for (const { event, deliveries } of told) {
    const place = marks.placeOf(event.id) ?? marks.now();
    deliveries.forEach((delivery) => carryOut(io, delivery, place));
    if (isAccessEvent(event)) {
      others.tell(event, deliveries);
    }
    observeDelivery(event.type, event.at);
  }
}

/**
 * Whoever heard of their loss by the bus has fetched since what they may still see; and may then have been told of a
 * notification with a number of unread ones that this process had read before the loss.
 */
function again(delivery: Delivery): Delivery {
  return delivery.kind === "emit" ? notificationsChanged(delivery.rooms, delivery.except) : delivery;
}

/** An event that cannot be presented (a mistake of ours) must not keep all others from being told, again and again. */
function deliveriesOrNone(event: LogEvent, things: Things): Delivery[] {
  try {
    return deliveriesOf(event, things);
  } catch (error) {
    log().error({ err: error, eventId: event.id, type: event.type }, "an event could not be told");
    return [];
  }
}

/**
 * Does to this process's sockets what a delivery says. `place` is where AccessMarks noted the event: a socket whose
 * session was checked after that has come with its new rights already, and stays.
 */
export function carryOut(io: DeskServer, delivery: Delivery, place: number): void {
  if (delivery.rooms.length === 0) {
    return;
  }
  const { rooms, except } = delivery;
  switch (delivery.kind) {
    case "emit":
      // `local`: every process reads the log for its own sockets.
      io.local.to(rooms).except(except).emit(delivery.name, delivery.payload);
      return;
    case "leave":
      io.local.in(rooms).except(except).socketsLeave(delivery.leave);
      return;
    case "disconnect":
      for (const socket of socketsIn(io, rooms, except)) {
        if (socket.data.checkedAt >= place) {
          // Since it came it may have been told of a notification by what was read before the change.
          if (delivery.name === "session:changed") {
            const { name, payload } = notificationsChanged([], []);
            socket.emit(name, payload);
          }
          continue;
        }
        socket.emit(delivery.name, delivery.payload);
        if (delivery.name === "session:ended") {
          socket.disconnect(true);
        } else {
          sendAway(socket);
        }
      }
      return;
  }
}
