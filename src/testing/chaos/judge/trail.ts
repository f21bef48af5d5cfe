import { z } from "zod";
import type { Receipt } from "@/testing/sockets/receipts";

const LENGTH = 400;
const SHOWN = 25;
const about = z.looseObject({
  ticketId: z.string().optional(),
  eventId: z.string().optional(),
  version: z.number().optional(),
});

/** The last receipts of a client, shortened, for the trace of a failure. */
export class RecentReceipts {
  private readonly lines: { ticketId: string; text: string }[] = [];

  /** Notes a receipt. */
  add(receipt: Receipt): void {
    const parsed = about.safeParse(receipt.payload);
    const { ticketId = "", eventId = "", version } = parsed.success ? parsed.data : {};
    const by = receipt.isReplay ? " (by a join)" : "";
    const of = version === undefined ? "" : ` ${version} ${eventId.slice(-8)}`;
    const time = new Date(receipt.at).toISOString().slice(14, 23);
    this.lines.push({
      ticketId,
      text: `${time} connection ${receipt.connection}: ${receipt.name}${of}${by}`,
    });
    if (this.lines.length > LENGTH) {
      this.lines.shift();
    }
  }

  /** The last ones of a ticket, with what came of the connection in between. */
  of(ticketId: string): string[] {
    return this.lines
      .filter((line) => line.ticketId === ticketId || line.text.includes(": session:"))
      .slice(-SHOWN)
      .map((line) => line.text);
  }
}
