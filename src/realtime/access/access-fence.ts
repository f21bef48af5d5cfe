import { setTimeout as sleep } from "node:timers/promises";
import type { Bus } from "@/server/bus/bus";
import { log } from "@/server/process/log";
import type { Delivery } from "@/realtime/sockets/delivery";
import { sentRevocationSchema, type Revocation, type RevocationScope } from "./revocation";

/** What a check of a person's rights depends on. */
export interface Dependence {
  personId: string;
  organisationId: string;
  ticketId?: string;
}

/** A poll of the log under way. Its events are sent only if no change of access became known since it began. */
export interface FencedPoll {
  /** Whether a change of access became known that the poll may not have read: then the log is read again. */
  isOvertaken(): boolean;
  /** Ends the poll, whether its events were sent or not. */
  end(): void;
}

interface Remembered {
  position: number;
  rememberedAt: number;
  /** Null for the whole log: anything may have changed. */
  revocation: Revocation | null;
}

const TOPIC = "revocations";
const KEPT_MILLISECONDS = 120_000;
/** An older change has reached every process that reads the log; a change that was seen is remembered for longer. */
const FRESH_MILLISECONDS = 60_000;

/**
 * Prevents this process from sending people what they may not see any more. Every change of access gets a
 * position. Code that checks a right takes the position before the check and asks afterwards whether a change
 * came in between; a poll of the log does the same before its events are sent. A new connection waits for the
 * poll under way, which may go by older rights of the same person. Processes also send changes of access to
 * each other by the bus, beside the log: so a process that is cut off from PostgreSQL still disconnects
 * people who lost their rights.
 */
export class AccessFence {
  private remembered: Remembered[] = [];
  private last = 0;
  private polling: Promise<true> | null = null;
  private readonly stopListening: () => void;

  /** `applyDelivery` applies to this process's sockets what another process asks for. */
  constructor(
    private readonly bus: Bus,
    applyDelivery: (delivery: Delivery, position: number) => void,
  ) {
    this.stopListening = bus.subscribe(TOPIC, (message) => {
      const parsed = sentRevocationSchema.safeParse(message);
      if (!parsed.success || isOld(parsed.data) || this.positionOf(parsed.data.id) !== null) {
        return;
      }
      const { deliveries, ...revocation } = parsed.data;
      log().debug({ eventId: revocation.id }, "another process announced a change of access");
      const position = this.remember(revocation);
      deliveries.forEach((delivery) => applyDelivery(delivery, position));
    });
  }

  /** The position now: every later change of access has a higher one. */
  now(): number {
    return this.last;
  }

  /** The position of a change of access, or null when it did not become known lately. */
  positionOf(eventId: string): number | null {
    return this.remembered.find(({ revocation }) => revocation?.id === eventId)?.position ?? null;
  }

  /** Remembers a change of access; returns its position, new or from when it became known first. */
  remember(revocation: Revocation): number {
    return this.positionOf(revocation.id) ?? this.add(revocation);
  }

  /** Remembers that any access may have changed, when the log starts afresh. */
  rememberAll(): void {
    this.add(null);
  }

  /** Whether anything after `position` can have changed this. */
  changedSince(position: number, on: Dependence): boolean {
    return this.remembered.some(
      (one) => one.position > position && (one.revocation === null || isTouched(one.revocation.touches, on)),
    );
  }

  /** A poll of the log begins. */
  beginPoll(): FencedPoll {
    const began = this.last;
    let end = (): void => undefined;
    const polling = new Promise<true>((resolve) => (end = () => resolve(true)));
    this.polling = polling;
    return {
      isOvertaken: () => this.last !== began,
      end: () => {
        if (this.polling === polling) {
          this.polling = null;
        }
        end();
      },
    };
  }

  /** Waits for the poll that is under way, if any; false when it is not over within `milliseconds`. */
  async afterPoll(milliseconds: number): Promise<boolean> {
    return (
      this.polling === null ||
      (await Promise.race([this.polling, sleep(milliseconds, false, { ref: false })]))
    );
  }

  /** Sends a change of access to the other processes, with what they have to do about it. */
  publishRevocation(revocation: Revocation, deliveries: readonly Delivery[]): void {
    if (deliveries.length > 0 && !isOld(revocation)) {
      this.bus.publish(TOPIC, { ...revocation, deliveries });
    }
  }

  /** Ends listening. */
  stop(): void {
    this.stopListening();
  }

  private add(revocation: Revocation | null): number {
    const rememberedAt = Date.now();
    this.remembered = this.remembered.filter((one) => rememberedAt - one.rememberedAt < KEPT_MILLISECONDS);
    this.remembered.push({ position: ++this.last, rememberedAt, revocation });
    return this.last;
  }
}

function isTouched(touches: RevocationScope, on: Dependence): boolean {
  if ("personId" in touches) {
    return touches.personId === on.personId;
  }
  return "organisationId" in touches
    ? touches.organisationId === on.organisationId
    : touches.ticketId === on.ticketId;
}

function isOld({ at }: Revocation): boolean {
  return Math.abs(Date.now() - at) > FRESH_MILLISECONDS;
}
