import { WEBHOOK_TYPES } from "@/features/webhooks/fields";
import {
  listListening,
  queueDeliveries,
  type GivenDelivery,
  type ListeningWebhook,
} from "@/features/webhooks/server/write-queue";
import type { Reaction } from "@/server/event-log/reaction";
import type { LogEvent } from "@/shared/events";
import { VERSIONED_EVENTS } from "@/shared/versioned-events";
import { loadEntities, type EventEntities } from "@/realtime/fanout/payload/entities";
import { itemsForSide } from "./compose";

/** Events whose entities are read at once. */
const AT_ONCE = 100;

/** Queues what happens for the webhooks that are to be sent it: a delivery for each event by its name, those derived from it too. */
export function webhooksReaction(clock: () => Date = () => new Date()): Reaction {
  return {
    types: [...VERSIONED_EVENTS, "assignment:requested", "assignment:decided"],
    react: async (tx, events) => {
      const webhooks = await listListening(tx, [...new Set(events.map((event) => event.organisationId))]);
      const concerned = inOrder(
        events.filter((event) => webhooks.some((one) => one.organisationId === event.organisationId)),
      );
      const deliveries: GivenDelivery[] = [];
      for (let index = 0; index < concerned.length; index += AT_ONCE) {
        const some = concerned.slice(index, index + AT_ONCE);
        const entities = await loadEntities(tx, some, () => false);
        deliveries.push(...some.flatMap((event) => deliveriesOf(event, entities, webhooks)));
      }
      if (deliveries.length > 0) {
        await queueDeliveries(tx, deliveries, clock());
      }
      return deliveries.length;
    },
  };
}

function deliveriesOf(
  event: LogEvent,
  entities: EventEntities,
  webhooks: readonly ListeningWebhook[],
): GivenDelivery[] {
  const { id: eventId, organisationId, ticketId } = event;
  return webhooks
    .filter((one) => one.organisationId === organisationId)
    .flatMap(({ id: webhookId, side, types }) =>
      itemsForSide(event, entities, side)
        .map(({ name }) => name)
        .filter((name) => WEBHOOK_TYPES.some((known) => known === name))
        .filter((name) => types.length === 0 || types.includes(name))
        .map((type) => ({ webhookId, organisationId, ticketId, eventId, type })),
    );
}

/** As they come, which is the order of their ids; but where processes' clocks differ, a ticket's versions are the order. */
function inOrder(events: readonly LogEvent[]): LogEvent[] {
  const byTicket = new Map<string, LogEvent[]>();
  for (const event of events.filter(isVersioned).toSorted((a, b) => (b.version ?? 0) - (a.version ?? 0))) {
    const of = byTicket.get(event.ticketId ?? "") ?? [];
    of.push(event);
    byTicket.set(event.ticketId ?? "", of);
  }
  return events.map((event) =>
    isVersioned(event) ? (byTicket.get(event.ticketId ?? "")?.pop() ?? event) : event,
  );
}

function isVersioned({ ticketId, version }: LogEvent): boolean {
  return ticketId !== null && version !== null;
}
