import type { Sql } from "@/server/database/database";
import { log } from "@/server/process/log";
import { observeDelivery } from "@/server/metrics/events";
import type { LogEvent } from "@/shared/events";
import type { AccessFence } from "@/realtime/access/access-fence";
import { isAccessEvent, revocationOf, revokesAccess } from "@/realtime/access/revocation";
import { deliveriesOf, revocationsOf } from "./audience/audience";
import type { Delivery } from "@/realtime/sockets/delivery";
import { userRoom } from "@/realtime/sockets/rooms";
import {
  endSocket,
  isAnybodyIn,
  forceReconnect,
  socketsIn,
  emitEvent,
  type TypedServer,
} from "@/realtime/sockets/sockets";
import { loadEntities, type EventEntities } from "./payload/entities";

/** An event with what of it is sent to whom. */
export interface SentEvent {
  event: LogEvent;
  deliveries: readonly Delivery[];
}

/** Those who follow the log without a socket, and what they are given: when something for them was sent. */
export interface Followers {
  isFollowing(personId: string): boolean;
  announce(sent: readonly SentEvent[], entities: EventEntities): void;
}

/**
 * Prepares the deliveries of a batch to this process's sockets: everything is read first. The function that
 * it resolves with emits them and waits for nothing, so a batch is sent whole or, after an error, not at all.
 * Revocations come first: the people whom they concern have left the rooms before anything that was committed
 * with or after them is sent. The fence remembers the revocations, and sends them to other processes.
 */
export async function prepareDelivery(
  io: TypedServer,
  fence: AccessFence,
  events: LogEvent[],
  { sql, followers }: { sql: Sql; followers: Followers },
): Promise<() => void> {
  const isHere = (personId: string) => isAnybodyIn(io, userRoom(personId)) || followers.isFollowing(personId);
  const entities = await loadEntities(sql, events, isHere);
  return () => followers.announce(deliverBatch(io, fence, events, entities), entities);
}

function deliverBatch(
  io: TypedServer,
  fence: AccessFence,
  events: LogEvent[],
  entities: EventEntities,
): SentEvent[] {
  const [access, rest] = [events.filter(isAccessEvent), events.filter((event) => !isAccessEvent(event))];
  const revocations = events.flatMap((event) => {
    const revocation = revocationOf(event);
    if (!revocation) {
      return [];
    }
    // Another process may have sent it already: then its sockets were notified, and have left.
    const isKnown = fence.positionOf(event.id) !== null;
    const deliveries = isAccessEvent(event) ? [] : revocationsOf(event, entities);
    return [{ event, revocation, isKnown, position: fence.remember(revocation), deliveries }];
  });
  const batch = [...access, ...rest].map((event) => ({
    event,
    deliveries: deliveriesOrNone(event, entities),
  }));
  for (const { revocation, isKnown, position, deliveries } of revocations) {
    deliveries
      .filter((delivery) => !isKnown || revokesAccess(delivery))
      .forEach((delivery) => applyDelivery(io, delivery, position));
    fence.publishRevocation(revocation, deliveries);
  }
  for (const { event, deliveries } of batch) {
    const position = fence.positionOf(event.id) ?? fence.now();
    deliveries.forEach((delivery) => applyDelivery(io, delivery, position));
    const revocation = isAccessEvent(event) ? revocationOf(event) : null;
    if (revocation) {
      // What only says it reaches them by the log.
      fence.publishRevocation(revocation, deliveries.filter(revokesAccess));
    }
    observeDelivery(event.type, event.at);
  }
  return [...revocations, ...batch];
}

/** An event that cannot be presented (a bug of ours) must not hold up all others for ever. */
function deliveriesOrNone(event: LogEvent, entities: EventEntities): Delivery[] {
  try {
    return deliveriesOf(event, entities);
  } catch (error) {
    log().error({ err: error, eventId: event.id, type: event.type }, "an event could not be delivered");
    return [];
  }
}

/**
 * Applies a delivery to this process's sockets. `position` is the fence's position of the event: a socket
 * whose session was checked after that has its new rights already, and stays.
 */
export function applyDelivery(io: TypedServer, delivery: Delivery, position: number): void {
  if (delivery.rooms.length === 0) {
    return;
  }
  const { rooms, except } = delivery;
  switch (delivery.kind) {
    case "emit":
      // `local`: every process reads the log for its own sockets.
      emitEvent(io.local.to(rooms).except(except), delivery);
      return;
    case "leave":
      io.local.in(rooms).except(except).socketsLeave(delivery.leave);
      return;
    case "disconnect":
      for (const socket of socketsIn(io, rooms, except)) {
        const isNewer = socket.data.checkedAt >= position;
        log().debug({ socketId: socket.id, why: delivery.name, isNewer }, "access was lost");
        if (isNewer) {
          continue;
        }
        emitEvent(socket, delivery);
        if (delivery.name === "session:ended") {
          endSocket(socket);
        } else {
          forceReconnect(socket);
        }
      }
      return;
  }
}
