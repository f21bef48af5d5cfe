import type { ToldTicket } from "@/features/tickets/schema";
import type { TicketNews } from "@/features/tickets/ui/store/ticket-store";
import { ticketDto } from "./ticket-dto";

/** So many tickets the server has. */
export const TICKETS = 3;

/** A ticket on the server. */
interface OnServer {
  version: number;
  textVersion: number;
  status: "open" | "closed";
  isSeen: boolean;
}

/** What the server tells a page. */
export type Told = { kind: "news"; news: TicketNews } | { kind: "removed"; ticketId: string; at: number };

/** A server of a few tickets, which one person may see or not; its events are in order. */
export class ScriptedTickets {
  /** Goes on with each thing that happens; what is told of a ticket has as its `number` when the server read it. */
  time = 1;
  events: Told[] = [];
  readonly all: OnServer[] = Array.from({ length: TICKETS }, () => ({
    version: 1,
    textVersion: 1,
    status: "open",
    isSeen: true,
  }));

  /** Another database, or another side of the tickets: their versions are counted anew. */
  countAnew(): void {
    this.all.forEach((one) => Object.assign(one, { version: 1, textVersion: 1 }));
  }

  /** Somebody changes a ticket; `withText`: its description, too. */
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
      news: {
        name: "ticket:updated",
        ticketId,
        version,
        ticket: row,
        actor: { id: byMe ? "me" : "else", name: "" },
      },
    });
  }

  /** It is deleted, or not this person's any more. */
  takeAway(at: number, isDeletion: boolean): void {
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
        news: { name: "ticket:deleted", ticketId, version: one.version, actor: null },
      });
    } else {
      this.events.push({ kind: "removed", ticketId, at: this.time });
    }
  }

  /** Without an event of its own, and maybe on another side of it, which counts otherwise. */
  giveBack(at: number): void {
    const one = this.on(at);
    if (!one.isSeen) {
      one.isSeen = true;
      one.version += 1;
      this.events.push({
        kind: "news",
        news: {
          name: "ticket:updated",
          ticketId: idOf(at),
          version: one.version,
          ticket: this.present(at, false),
          actor: null,
        },
      });
    }
  }

  /** A ticket as it is told of; events and lists lack its description unless that is new. */
  present(at: number, withText: boolean): ToldTicket {
    const { version, textVersion, status } = this.on(at);
    const row: ToldTicket = ticketDto({
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
