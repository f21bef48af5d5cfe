import type { ComposeDeliveries } from "@/features/webhooks/server/job-send";
import type { WebhookSide } from "@/features/webhooks/fields";
import { readSnapshot } from "@/server/database/database";
import type { LogEvent } from "@/shared/events";
import type { ServerEvent } from "@/shared/protocol/protocol";
import { loadEntities, type EventEntities } from "@/realtime/fanout/payload/entities";
import { itemsFor } from "@/realtime/feed/items";
import { EVENT_COLUMNS, toLogEvent, type EventRow } from "@/realtime/log/log-source";
import { adminsAndViewersRoom, adminsRoom, staffRoom, ticketRoom } from "@/realtime/sockets/rooms";

/**
 * Nobody's own rooms, only those of a side. Staff: what every admin receives, of private teams' tickets too. Public: what
 * comes to everybody who has the ticket open and is no staff, such as a guest with its link.
 */
export function itemsForSide(event: LogEvent, entities: EventEntities, side: WebhookSide): ServerEvent[] {
  const { organisationId, ticketId } = event;
  const rooms =
    side === "staff"
      ? [staffRoom(organisationId), adminsAndViewersRoom(organisationId), adminsRoom(organisationId, "en")]
      : ticketId === null
        ? []
        : [ticketRoom(ticketId)];
  return itemsFor(event, entities, new Set(rooms));
}

/** Says what deliveries hold, in one snapshot, by the texts and rights of now. Null for those that have nothing to say any more. */
export const composeDeliveries: ComposeDeliveries = async (deliveries) =>
  await readSnapshot(async (sql) => {
    const { rows } = await sql.query<EventRow>(
      `SELECT ${EVENT_COLUMNS} FROM events e WHERE e.id = ANY($1::uuid[])`,
      [[...new Set(deliveries.map(({ eventId }) => eventId))]],
    );
    const events = new Map(
      rows.flatMap((row) => {
        const event = toLogEvent(row);
        return event ? [[event.id, event] as const] : [];
      }),
    );
    const entities = await loadEntities(sql, [...events.values()], () => false);
    return new Map(
      deliveries.map(({ id, eventId, type, organisationId, side }) => {
        const event = events.get(eventId);
        const item =
          event?.organisationId === organisationId
            ? itemsForSide(event, entities, side).find(({ name }) => name === type)
            : undefined;
        return [id, event && item ? { at: event.at, data: item.payload } : null] as const;
      }),
    );
  });
