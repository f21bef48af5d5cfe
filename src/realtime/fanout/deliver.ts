import type { Sql } from "@/server/database/database";
import { log } from "@/server/process/log";
import { observeDelivery } from "@/server/metrics/events";
import type { LogEvent } from "@/shared/events";
import type { AccessMarks } from "@/realtime/access/marks";
import { isAccessEvent } from "@/realtime/access/access-events";
import { deliveriesOf, revocationsOf } from "./audience";
import type { Delivery } from "@/realtime/sockets/delivery";
import { userRoom } from "@/realtime/sockets/rooms";
import {
  endSocket,
  isAnybodyIn,
  forceReconnect,
  socketsIn,
  tell,
  type DeskServer,
} from "@/realtime/sockets/sockets";
import { loadEntities, type EventEntities } from "./entities";

/** Whoever has to know of revocations of access beside this process's sockets: the other processes. */
export interface RevocationListener {
  tell(event: LogEvent, deliveries: readonly Delivery[]): void;
}

/**
 * Tells this process's sockets of a batch. Everything is read first; what follows does not wait for anything, so a
 * batch is told whole or, after an error, not at all. Losses of sight and changes of access come first: whoever they
 * touch is out before anything that was committed with or after them is told. Nothing is told, and false returned, when
 * another process told of such a change since `begunAt`, when the look began: the batch may not know of it.
 */
export async function deliver(
  io: DeskServer,
  marks: AccessMarks,
  others: RevocationListener,
  begunAt: number,
  events: LogEvent[],
  sql: Sql,
): Promise<boolean> {
  const entities = await loadEntities(sql, events, (personId) => isAnybodyIn(io, userRoom(personId)));
  if (marks.now() !== begunAt) {
    log().debug({ events: events.length }, "a batch was overtaken by a change of access");
    return false;
  }
  const [access, rest] = [events.filter(isAccessEvent), events.filter((event) => !isAccessEvent(event))];
  const revocations = events.map((event) => ({
    event,
    // Another process may have told of it already, by the bus: then whoever it concerns has heard, and left.
    isKnown: marks.placeOf(event.id) !== null,
    place: marks.note(event),
    deliveries: isAccessEvent(event) ? [] : revocationsOf(event, entities),
  }));
  const told = [...access, ...rest].map((event) => ({
    event,
    deliveries: deliveriesOrNone(event, entities),
  }));
  for (const { event, isKnown, place, deliveries } of revocations) {
    deliveries
      .filter((delivery) => !isKnown || delivery.kind !== "emit")
      .forEach((delivery) => carryOut(io, delivery, place));
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
  return true;
}

/** An event that cannot be presented (a mistake of ours) must not keep all others from being told, again and again. */
function deliveriesOrNone(event: LogEvent, entities: EventEntities): Delivery[] {
  try {
    return deliveriesOf(event, entities);
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
      tell(io.local.to(rooms).except(except), delivery);
      return;
    case "leave":
      io.local.in(rooms).except(except).socketsLeave(delivery.leave);
      return;
    case "disconnect":
      for (const socket of socketsIn(io, rooms, except)) {
        const isNewer = socket.data.checkedAt >= place;
        log().debug({ socketId: socket.id, why: delivery.name, isNewer }, "access was lost");
        if (isNewer) {
          continue;
        }
        tell(socket, delivery);
        if (delivery.name === "session:ended") {
          endSocket(socket);
        } else {
          forceReconnect(socket);
        }
      }
      return;
  }
}
