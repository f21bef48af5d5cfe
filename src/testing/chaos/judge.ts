import { z } from "zod";
import type { Receipt } from "@/testing/socket-receipts";
import type { History } from "./history";
import { SEALED_NAME, type Somebody } from "./world";

/** What is wrong with what somebody received. */
export interface Judgement {
  deliveries: number;
  leaked: string[];
  twice: string[];
  outOfOrder: string[];
}

const counted = z.looseObject({
  eventId: z.string(),
  ticketId: z.string(),
  version: z.number(),
  ticket: z
    .looseObject({
      version: z.number(),
      team: z.looseObject({ id: z.string() }).nullable(),
      tags: z.unknown(),
    })
    .optional(),
});
const removal = z.looseObject({ ticketId: z.string() });
/** What may be told to somebody who is not staff, beside versioned events. */
const PUBLIC_NAMES = new Set([
  "session:ready",
  "session:changed",
  "session:ended",
  "ticket:removed",
  "ticket:seen",
]);
const MAIN = new Set([
  "ticket:created",
  "ticket:updated",
  "ticket:deleted",
  "comment:added",
  "comment:updated",
  "comment:deleted",
  "attachment:added",
  "attachment:deleted",
]);
/** Two clocks' readings, the writer's stamp and ours, on one machine. */
const CLOCK_SLACK_MILLISECONDS = 5;

/** Judges everything that one person's client received by what the log says was so. */
export function judge(who: Somebody, receipts: readonly Receipt[], history: History): Judgement {
  const judgement: Judgement = { deliveries: 0, leaked: [], twice: [], outOfOrder: [] };
  const seen = new Set<string>();
  const last = new Map<string, number>();
  for (const receipt of receipts) {
    const parsed = counted.safeParse(receipt.payload);
    if (!parsed.success) {
      if (!isStaff(who) && !PUBLIC_NAMES.has(receipt.name)) {
        judgement.leaked.push(`${who.label} received ${receipt.name}`);
      }
      // Whoever lost sight of a ticket may see it again from its other side, where versions are others.
      const removed = removal.safeParse(receipt.payload);
      if (receipt.name === "ticket:removed" && removed.success) {
        const stream = `${receipt.connection} ${removed.data.ticketId} `;
        [...last.keys()].filter((key) => key.startsWith(stream)).forEach((key) => last.delete(key));
      }
      continue;
    }
    judgement.deliveries += 1;
    const wrong = whyNot(who, receipt, parsed.data, history);
    if (wrong) {
      judgement.leaked.push(
        `${who.label} received ${receipt.name} ${wrong}: ${JSON.stringify(receipt.payload).slice(0, 300)}`,
      );
    }
    if (receipt.isReplay) {
      continue;
    }
    const { eventId, ticketId, version } = parsed.data;
    const pair = `${receipt.connection} ${eventId} ${receipt.name}`;
    if (seen.has(pair)) {
      judgement.twice.push(`${who.label}: ${receipt.name} ${eventId}`);
    }
    seen.add(pair);
    const stream = `${receipt.connection} ${ticketId} ${MAIN.has(receipt.name) ? "main" : receipt.name}`;
    const before = last.get(stream) ?? 0;
    if (MAIN.has(receipt.name) ? version <= before : version < before) {
      judgement.outOfOrder.push(`${who.label}: ${receipt.name} ${version} after ${before} of ${ticketId}`);
    }
    last.set(stream, version);
  }
  return judgement;
}

/** Why this person should not have received this, or null. */
function whyNot(
  who: Somebody,
  receipt: Receipt,
  payload: z.infer<typeof counted>,
  history: History,
): string | null {
  const event = history.events.get(payload.eventId);
  if (!event) {
    return "which was never committed";
  }
  const last =
    receipt.name === "ticket:deleted" ? payloadVersion(event.version) - 1 : payloadVersion(event.version);
  const sides = history.sides(who.actor, payload.ticketId, last, receipt.at + CLOCK_SLACK_MILLISECONDS);
  if (sides.staff) {
    return null;
  }
  if (!sides.public) {
    return "of a ticket out of their sight";
  }
  if (event.audience === "staff") {
    return "that is for staff";
  }
  if (event.version !== null && payload.version !== event.public_version) {
    return "with a version that is not the public one";
  }
  const text = JSON.stringify(receipt.payload);
  if (/"internal":true|SECRET-NOTE/.test(text)) {
    return "with something internal";
  }
  if (text.includes("@example.org") || text.includes('"email"')) {
    return "with an e-mail";
  }
  if (text.includes(SEALED_NAME) || text.includes('"isPrivate":true')) {
    return "with a private team";
  }
  return payload.ticket ? wrongSide(payload.ticket, payload.ticketId, history) : null;
}

/** The row itself must be the public one, of just that version. */
function wrongSide(
  ticket: NonNullable<z.infer<typeof counted>["ticket"]>,
  ticketId: string,
  history: History,
): string | null {
  const expected = history.publicSide(ticketId, ticket.version);
  if (!expected) {
    return "whose row has a version that the public never saw";
  }
  if ((ticket.team?.id ?? null) !== expected.teamId) {
    return "with a team that the public never saw there";
  }
  return JSON.stringify(ticket.tags) === JSON.stringify(expected.tags)
    ? null
    : "with tags that the public never saw there";
}

function payloadVersion(version: number | null): number {
  return version ?? 1;
}

function isStaff(who: Somebody): boolean {
  return ["viewer", "agent", "admin"].includes(who.actor.role);
}
