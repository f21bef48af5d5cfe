import { setTimeout as sleep } from "node:timers/promises";
import type { Bus } from "@/server/bus/bus";
import { log } from "@/server/process/log";
import type { Delivery } from "@/realtime/sockets/delivery";
import { toldRevocationSchema, type Revocation, type Touches } from "./revocation";

/** What a check of somebody's rights depends on. */
export interface Dependence {
  personId: string;
  organisationId: string;
  ticketId?: string;
}

/** A poll of the log under way: what it found is told only if no change of access was heard of since it began. */
export interface FencedPoll {
  /** Whether the poll may know less than what was heard meanwhile: then it is read again. */
  isOvertaken(): boolean;
  /** The poll is over, told or not. */
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
/** Older ones have reached every process that reads the log; and what was seen is remembered for longer. */
const FRESH_MILLISECONDS = 60_000;

/**
 * Keeps what somebody is told apart from what they may not see any more, in one process: every change of access gets a
 * position. Whoever checks a right takes the position before and asks afterwards whether anything came in between; a poll
 * of the log does the same before it is told; and whoever comes waits for the poll under way, which may know less
 * of their rights than they do. Changes of access also go between processes by the bus, beside the log: a process
 * that is cut off from PostgreSQL still sends away whoever has to go.
 */
export class AccessFence {
  private remembered: Remembered[] = [];
  private last = 0;
  private polling: Promise<true> | null = null;
  private readonly stopListening: () => void;

  /** `carryOut` does to this process's sockets what another process says has to be done. */
  constructor(
    private readonly bus: Bus,
    carryOut: (delivery: Delivery, position: number) => void,
  ) {
    this.stopListening = bus.subscribe(TOPIC, (message) => {
      const parsed = toldRevocationSchema.safeParse(message);
      if (!parsed.success || isOld(parsed.data) || this.positionOf(parsed.data.id) !== null) {
        return;
      }
      const { deliveries, ...revocation } = parsed.data;
      log().debug({ eventId: revocation.id }, "another process told of a change of access");
      const position = this.remember(revocation);
      deliveries.forEach((delivery) => carryOut(delivery, position));
    });
  }

  /** The position now: whatever changes access from here on has a later one. */
  now(): number {
    return this.last;
  }

  /** The position of a change of access, or null where it was not heard of lately. */
  positionOf(eventId: string): number | null {
    return this.remembered.find(({ revocation }) => revocation?.id === eventId)?.position ?? null;
  }

  /** Remembers a change of access; returns its position, now or when it was heard of first. */
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

  /** Tells the other processes of a change of access, and of what has to be done about it. */
  tellOthers(revocation: Revocation, deliveries: readonly Delivery[]): void {
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

function isTouched(touches: Touches, on: Dependence): boolean {
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
