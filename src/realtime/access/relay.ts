import { z } from "zod";
import type { Bus } from "@/server/bus/bus";
import { log } from "@/server/process/log";
import type { LogEvent } from "@/shared/events";
import { serverEvents } from "@/shared/protocol/server-events";
import type { AccessMarks } from "./marks";
import type { Delivery } from "@/realtime/sockets/delivery";
import { toLogEvent } from "@/realtime/log/log-source";

const TOPIC = "access";
/** Older ones have reached every process that reads the log; and AccessMarks remembers what it has seen for longer. */
const FRESH_MILLISECONDS = 60_000;

const place = { rooms: z.array(z.string()), except: z.array(z.string()) };
const takingSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("leave"), ...place, leave: z.array(z.string()) }),
  z.object({
    kind: z.literal("emit"),
    ...place,
    name: z.literal("ticket:removed"),
    payload: serverEvents["ticket:removed"].payload,
  }),
  z.object({
    kind: z.literal("disconnect"),
    ...place,
    name: z.enum(["session:ended", "session:changed"]),
    payload: serverEvents["session:changed"].payload,
  }),
]);
const messageSchema = z.object({
  row: z.object({
    id: z.string(),
    type: z.string(),
    organisation_id: z.string(),
    ticket_id: z.string().nullable(),
    subject_id: z.string().nullable(),
    data: z.unknown(),
    at: z.string(),
  }),
  deliveries: z.array(takingSchema),
});

/**
 * Losses of access go between processes by the bus too, beside the log: so a process that is cut off from PostgreSQL, and
 * reads nothing of the log, still sends away whoever is not to be there any more. What its reader has seen itself is not
 * done again.
 */
export class AccessRelay {
  private readonly stopListening: () => void;

  constructor(
    private readonly bus: Bus,
    marks: AccessMarks,
    carryOut: (delivery: Delivery, place: number) => void,
  ) {
    this.stopListening = bus.subscribe(TOPIC, (message) => {
      const parsed = messageSchema.safeParse(message);
      const event = parsed.success ? toLogEvent({ ...parsed.data.row, ...UNCOUNTED }) : null;
      if (!parsed.success || !event || isOld(event) || marks.placeOf(event.id) !== null) {
        return;
      }
      log().debug({ eventId: event.id, type: event.type }, "another process told of a change of access");
      const noted = marks.note(event);
      parsed.data.deliveries.forEach((delivery) => carryOut(delivery, noted));
    });
  }

  /** Tells the other processes of an event that took access away, and of what has to be done about it. */
  tell(event: LogEvent, deliveries: readonly Delivery[]): void {
    if (deliveries.length === 0 || isOld(event)) {
      return;
    }
    const { id, type, organisationId, ticketId, subjectId, data, at } = event;
    this.bus.publish(TOPIC, {
      row: {
        id,
        type,
        organisation_id: organisationId,
        ticket_id: ticketId,
        subject_id: subjectId,
        data,
        at: at.toISOString(),
      },
      deliveries,
    });
  }

  /** Ends listening. */
  stop(): void {
    this.stopListening();
  }
}

/** What an event about access does not say here: nobody is told of it by these. */
const UNCOUNTED = { audience: null, version: null, public_version: null, actor_id: null };

function isOld(event: LogEvent): boolean {
  return Math.abs(Date.now() - event.at.getTime()) > FRESH_MILLISECONDS;
}
