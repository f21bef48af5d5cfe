import type { ToldEvent } from "@/shared/protocol/protocol";
import type { ListedTicket, ToldTicket } from "./schema";

/**
 * Events go to many, so they lack what is one person's own (read position, watching), and a description that is not new:
 * that stays as it was.
 */
export function mergeTicket<Mine extends ListedTicket>(mine: Mine, received: ToldTicket): Mine {
  const { lastReadVersion, watching, watchers } = mine;
  return {
    ...mine,
    ...received,
    ...(lastReadVersion === undefined ? {} : { lastReadVersion }),
    ...(watching === undefined ? {} : { watching }),
    ...(watchers === undefined ? {} : { watchers }),
  };
}

/** Whether an event had to leave out something of its ticket or of its comment: that has to be fetched. */
export function isCut(event: Pick<ToldEvent, "cut">, part: "ticket" | "comment"): boolean {
  return event.cut?.some((field) => field.startsWith(`${part}.`)) ?? false;
}
