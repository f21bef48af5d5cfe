import type { VersionedEvent } from "@/shared/protocol/protocol";
import type { ListedTicket, EventTicket } from "./schema";

/**
 * Events go to many people, so they lack personal fields (read position, watching), and a description that is
 * not new: these stay as they were.
 */
export function mergeTicket<Mine extends ListedTicket>(mine: Mine, received: EventTicket): Mine {
  const { lastReadVersion, watching, watchers } = mine;
  return {
    ...mine,
    ...received,
    ...(lastReadVersion === undefined ? {} : { lastReadVersion }),
    ...(watching === undefined ? {} : { watching }),
    ...(watchers === undefined ? {} : { watchers }),
  };
}

/** Whether an event's ticket or comment has cut fields, which have to be fetched. */
export function isCut(event: Pick<VersionedEvent, "cut">, part: "ticket" | "comment"): boolean {
  return event.cut?.some((field) => field.startsWith(`${part}.`)) ?? false;
}
