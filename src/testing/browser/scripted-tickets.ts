import type { EventTicket } from "@/features/tickets/schema";
import type { ReceivedEvent } from "@/features/tickets/ui/store/ticket-store";
import { ticketDto } from "./ticket-dto";

/** How many tickets the server has. */
export const TICKETS = 3;

/** A ticket on the server. */
interface OnServer {
  version: number;
  textVersion: number;
  status: "open" | "closed";
  isSeen: boolean;
}

/** The server's event to a page. */
export type ScriptedEvent =
  { kind: "news"; event: ReceivedEvent } | { kind: "removed"; ticketId: string; at: number };

/** A server with a few tickets, which one person may see or not; its events are in order. */
export class ScriptedTickets {
  /** The server's clock; a ticket's `number` is the time at which the server read it. */
  time = 1;
  events: ScriptedEvent[] = [];
  readonly all: OnServer[] = Array.from({ length: TICKETS }, () => ({
    version: 1,
    textVersion: 1,
    status: "open",
    isSeen: true,
  }));

  /** Another epoch, or another audience of the tickets: their versions restart. */
  countAnew(): void {
    this.all.forEach((one) => Object.assign(one, { version: 1, textVersion: 1 }));
  }

  /** Changes a ticket; `withText`: its description, too. */
  change(
    at: number,
    { byMe, withText, status }: { byMe: boolean; withText: boolean; status?: "closed" },
  ): void {
    const one = this.on(at);
    if (!one.isSeen) {
      return;
    }
    one.version += 1;
    one.textVersion = withText ? one.version : one.textVersion;
    one.status = status ?? (one.status === "open" ? "closed" : "open");
    const row = this.present(at, withText);
    const { id: ticketId, version } = row;
    this.events.push({
      kind: "news",
      event: {
        name: "ticket:updated",
        ticketId,
        version,
        ticket: row,
        actor: { id: byMe ? "me" : "else", name: "" },
      },
    });
  }

  /** Deletes it, or takes this person's access away. */
  removeFromView(at: number, isDeletion: boolean): void {
    const one = this.on(at);
    if (!one.isSeen) {
      return;
    }
    one.isSeen = false;
    const ticketId = idOf(at);
    if (isDeletion) {
      one.version += 1;
      this.events.push({
        kind: "news",
        event: { name: "ticket:deleted", ticketId, version: one.version, actor: null },
      });
    } else {
      this.events.push({ kind: "removed", ticketId, at: this.time });
    }
  }

  /** Restores access without an event of its own, maybe in the other audience, with other versions. */
  giveBack(at: number): void {
    const one = this.on(at);
    if (!one.isSeen) {
      one.isSeen = true;
      one.version += 1;
      this.events.push({
        kind: "news",
        event: {
          name: "ticket:updated",
          ticketId: idOf(at),
          version: one.version,
          ticket: this.present(at, false),
          actor: null,
        },
      });
    }
  }

  /** A ticket in an event; events and lists lack its description unless that is new. */
  present(at: number, withText: boolean): EventTicket {
    const { version, textVersion, status } = this.on(at);
    const row: EventTicket = ticketDto({
      id: idOf(at),
      number: this.time,
      version,
      status,
      description: `text ${textVersion}`,
    });
    if (!withText) {
      delete row.description;
    }
    return row;
  }

  /** A ticket by its place. */
  on(at: number): OnServer {
    const one = this.all[at];
    if (!one) {
      throw new Error("there is no such ticket");
    }
    return one;
  }
}

/** The id of a ticket, by its place. */
export function idOf(at: number): string {
  return `t${at}`;
}
