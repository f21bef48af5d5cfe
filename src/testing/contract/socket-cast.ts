import { z } from "zod";
import type { SocketClient } from "@/testing/sockets/client";
import { until } from "@/testing/wait";

/** The fields of every versioned event and derived event. */
export const envelopeSchema = z.looseObject({
  eventId: z.uuid(),
  at: z.iso.datetime(),
  ticketId: z.uuid(),
  number: z.int().positive(),
  version: z.int().positive(),
  actor: z.strictObject({ id: z.uuid(), name: z.string() }).nullable(),
});

/** A versioned or derived event as it came. */
export type ReceivedEvent = z.infer<typeof envelopeSchema> & { name: string };

/** Names of versioned events, each of which counts one. */
export const VERSIONED = [
  "ticket:created",
  "ticket:updated",
  "comment:added",
  "comment:updated",
  "comment:deleted",
  "attachment:added",
  "attachment:deleted",
  "ticket:deleted",
];
/** Names of derived events, which follow their event. */
export const DERIVED_NAMES = [
  "ticket:statusChanged",
  "ticket:priorityChanged",
  "ticket:assigned",
  "ticket:activity",
];

/** Versioned and derived events of one ticket that came by themselves, in order; fails when an envelope is not complete. */
export function receivedBy(client: SocketClient, ticketId: string): ReceivedEvent[] {
  return client.receipts
    .filter((receipt) => !receipt.isReplay && [...VERSIONED, ...DERIVED_NAMES].includes(receipt.name))
    .map((receipt) => ({ ...envelopeSchema.parse(receipt.payload), name: receipt.name }))
    .filter((event) => event.ticketId === ticketId);
}

/** Waits until a client received this version of a ticket, by an event that counts. */
export async function untilVersion(client: SocketClient, ticketId: string, version: number): Promise<void> {
  await until(`version ${version} was received`, () =>
    receivedBy(client, ticketId).some((event) => event.version === version && VERSIONED.includes(event.name)),
  );
}

/** Every e-mail address anywhere in what a client received, with the name of the event. */
export function emailsIn(client: SocketClient): string[] {
  return client.receipts.flatMap(({ name, payload }) =>
    [
      ...JSON.stringify(payload ?? null).matchAll(
        /[\w.+-]+@[\w-]+\.[\w.]+|"email"|"password\w*"|"passwordHash"/g,
      ),
    ].map((match) => `${name} ${match[0]}`),
  );
}

/** Payloads of the events of one name. */
export function payloadsOf(client: SocketClient, name: string): unknown[] {
  return client.receipts.filter((receipt) => receipt.name === name).map((receipt) => receipt.payload);
}
