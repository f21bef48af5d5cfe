import { z } from "zod";
import { isStaffRole } from "@/shared/roles";
import type { Connection, Receipt } from "@/testing/sockets/receipts";
import type { Device } from "../device";
import type { Eras } from "../history/eras";
import { STAMP_SLACK_MILLISECONDS, type History } from "../history/history";
import type { LogRow } from "../history/rows";
import { judgeNotifications, type NotifiedPerson } from "./notifications";
import { PASSING_MILLISECONDS, passingSchema, whyNotPassing } from "./passing";
import { MAIN, PASSING_NAMES, PUBLIC_NAMES } from "./message-names";
import { RecentReceipts } from "./trail";
import { SEALED_NAME, type WorldPerson } from "../world";

/** A violation, in a sentence, with its trace. */
export interface Problem {
  text: string;
  /** When it was noticed, in milliseconds since the epoch. */
  at: number;
  trail: string[];
}

/** Kinds of violations in a person's receipts. */
export const JUDGED = ["leaked", "afterRevocation", "twice", "outOfOrder"] as const;

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

/** Judges everything that one client receives, during the run, by the databases' own records. */
export class Judge {
  readonly problems: Record<(typeof JUDGED)[number], Problem[]> = {
    leaked: [],
    afterRevocation: [],
    twice: [],
    outOfOrder: [],
  };
  readonly trail = new RecentReceipts();
  deliveries = 0;
  private connection = 0;
  private readonly seen = new Set<string>();
  private readonly last = new Map<string, number>();

  constructor(
    private readonly who: WorldPerson,
    private readonly device: Device,
    private readonly connections: readonly Connection[],
    private readonly eras: Eras,
  ) {}

  /** Judges what came since the last call; the histories must have been read since. */
  take(receipts: readonly Receipt[]): void {
    for (const receipt of receipts) {
      this.trail.add(receipt);
      if (receipt.connection !== this.connection) {
        this.connection = receipt.connection;
        this.seen.clear();
        this.last.clear();
      }
      const parsed = counted.safeParse(receipt.payload);
      if (parsed.success) {
        this.judge(receipt, parsed.data);
      } else {
        this.judgeUncounted(receipt);
      }
    }
  }

  private judge(receipt: Receipt, payload: z.infer<typeof counted>): void {
    this.deliveries += 1;
    const { eventId, ticketId, version } = payload;
    const { history, event } = this.find(receipt, eventId);
    const wrong = event ? this.whyNot(receipt, payload, event, history) : "which was never committed there";
    if (wrong) {
      this.report("leaked", receipt, wrong, ticketId);
    }
    const ending = event && this.endingBefore(receipt, event, history);
    if (event && ending) {
      const late = Math.round(event.committed - ending.committed);
      const what = `committed ${late} ms after ${ending.type} ${ending.id}`;
      this.report("afterRevocation", receipt, what, ticketId);
    }
    if (receipt.isReplay) {
      return;
    }
    const pair = `${eventId} ${receipt.name}`;
    if (this.seen.has(pair)) {
      this.report("twice", receipt, `${receipt.name} ${eventId}`, ticketId);
    }
    this.seen.add(pair);
    const isMain = MAIN.has(receipt.name);
    const stream = `${ticketId} ${isMain ? "main" : receipt.name}`;
    const before = this.last.get(stream) ?? 0;
    if (isMain ? version <= before : version < before) {
      this.report("outOfOrder", receipt, `version ${version} after ${before}`, ticketId);
    }
    this.last.set(stream, version);
  }

  private judgeUncounted(receipt: Receipt): void {
    const histories = this.historiesOf(receipt);
    const rights = histories.flatMap((one) =>
      one.rightsDuring(this.who, receipt.at - PASSING_MILLISECONDS, receipt.at),
    );
    const mayBeStaff = rights.some((one) => isStaffRole(one.role));
    if (!mayBeStaff && !PUBLIC_NAMES.has(receipt.name)) {
      this.report("leaked", receipt, "which is for staff", "");
    }
    const about = passingSchema.safeParse(receipt.payload);
    if (about.success && PASSING_NAMES.has(receipt.name)) {
      const wrongs = histories.map((one) =>
        whyNotPassing({ who: this.who, people: this.eras.people, history: one }, receipt, about.data),
      );
      if (wrongs[0] && wrongs.every((wrong) => wrong !== null)) {
        this.report("leaked", receipt, wrongs[0], about.data.ticketId);
      }
    }
    if (receipt.name.startsWith("notification:")) {
      this.judgeNotifications(receipt);
    }
    if (receipt.name.startsWith("admin:") && !rights.some((one) => one.role === "admin")) {
      this.report("leaked", receipt, "which is for admins", "");
    }
    // A person who lost access to a ticket may see it again in its other audience, which has other versions.
    const removed = removal.safeParse(receipt.payload);
    if (receipt.name === "ticket:removed" && removed.success) {
      const stream = `${removed.data.ticketId} `;
      [...this.last.keys()].filter((key) => key.startsWith(stream)).forEach((key) => this.last.delete(key));
    }
  }

  private judgeNotifications(receipt: Receipt): void {
    for (const { id, notified, wrong, ticketId } of judgeNotifications(this.who, receipt, (id) =>
      this.findNotified(receipt, id),
    )) {
      if (wrong) {
        this.report("leaked", receipt, wrong, ticketId);
      }
      const ending = notified && this.endingBefore(receipt, notified.event, notified.history);
      if (ending) {
        this.report("afterRevocation", receipt, `committed after ${ending.type} ${ending.id}`, ticketId);
      }
      const pair = `${id} ${receipt.name}`;
      if (receipt.name === "notification:new" && this.seen.has(pair)) {
        this.report("twice", receipt, id, ticketId);
      }
      this.seen.add(pair);
    }
  }

  /**
   * The databases by which an event that is in no log may be right: that of the connection, and one that replaced it
   * meanwhile (a client that joins a ticket before the process notices joins by the restored rights); of a connection
   * that broke before session:ready, any that was there when it was let in.
   */
  private historiesOf(receipt: Receipt): History[] {
    const { all } = this.eras;
    const from = this.connections[receipt.connection - 1]?.from ?? receipt.at;
    const isKnown = this.epochOf(receipt) !== null;
    const own = all.findIndex((era) =>
      isKnown
        ? era.history === this.historyOf(receipt)
        : (era.overSince ?? Infinity) >= from - PASSING_MILLISECONDS,
    );
    const wasOver = (index: number): boolean => (all[index]?.overSince ?? Infinity) <= receipt.at;
    return all
      .slice(own)
      .flatMap((era, index) => (index === 0 || wasOver(own + index - 1) ? era.history : []));
  }

  /** By which database a receipt is judged: that of its connection; only a replay may be of the next one already. */
  private find(receipt: Receipt, eventId: string): { history: History; event: LogRow | undefined } {
    const history = this.historyOf(receipt);
    const event = history.events.get(eventId);
    if (!event && (receipt.isReplay || this.epochOf(receipt) === null)) {
      const other = this.eras.all.findLast((era) => era.history.events.has(eventId))?.history;
      return { history: other ?? history, event: other?.events.get(eventId) };
    }
    return { history, event };
  }

  private findNotified(receipt: Receipt, id: string): NotifiedPerson | null {
    const history = this.historyOf(receipt);
    const found = (one: History): NotifiedPerson | null => {
      const notified = one.notified.get(id);
      return notified ? { ...notified, history: one } : null;
    };
    // A connection that broke before session:ready may have been of a database whose time is over.
    const others = this.epochOf(receipt) === null ? this.eras.all.map((era) => era.history) : [];
    return [history, ...others.reverse()].map(found).find((notified) => notified !== null) ?? null;
  }

  private historyOf(receipt: Receipt): History {
    return (this.eras.byEpoch(this.epochOf(receipt) ?? "") ?? this.eras.now()).history;
  }

  /** Null for a connection that broke before session:ready. */
  private epochOf(receipt: Receipt): string | null {
    return this.connections[receipt.connection - 1]?.epoch ?? null;
  }

  /** What had ended this receipt's session, or the rights of its connection, before the event was committed. */
  private endingBefore(receipt: Receipt, event: LogRow, history: History): LogRow | undefined {
    const connection = this.connections[receipt.connection - 1];
    const session = connection && this.device.sessionOf(connection.token);
    if (!connection || !session) {
      return undefined;
    }
    return history.endingsOf(this.who.id).find(({ ending, committed }) => {
      if (!ending || committed + STAMP_SLACK_MILLISECONDS >= event.committed) {
        return false;
      }
      if (!ending.isSession) {
        return committed > connection.from;
      }
      return ending.sessionId === null
        ? ending.exceptSessionId !== session.sessionId && committed > session.since
        : ending.sessionId === session.sessionId;
    });
  }

  /** Why this person must not have received this, or null. */
  private whyNot(
    receipt: Receipt,
    payload: z.infer<typeof counted>,
    event: LogRow,
    history: History,
  ): string | null {
    const sides = history.sides(this.who, event, receipt.at);
    if (sides.staff) {
      return null;
    }
    if (!sides.public) {
      return "of a ticket that they may not see";
    }
    if (event.audience === "staff") {
      return "that is for staff";
    }
    if (event.version !== null && payload.version !== event.publicVersion) {
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

  private report(kind: (typeof JUDGED)[number], receipt: Receipt, what: string, ticketId: string): void {
    const { label, role } = this.who;
    this.problems[kind].push({
      text: `${label} (${role} now) received ${receipt.name}${receipt.isReplay ? " by a join" : ""} ${what}`,
      at: receipt.at,
      trail: [JSON.stringify(receipt.payload).slice(0, 400), ...this.trail.of(ticketId)],
    });
  }
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
