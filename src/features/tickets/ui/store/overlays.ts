import type { OutboxItem } from "@/client/outbox/outbox";
import { isShownFields, isTicketField, type ShownFields } from "@/features/tickets/fields";
import type { TicketField, EventTicket } from "@/features/tickets/schema";
import type { PersonDto } from "@/features/users/schema";

/** An optimistic change of a ticket, shown before the server has it; then it is confirmed or dropped. */
export type Overlay = { id: string; ticketId: string } & (
  | { kind: "fields"; shown: ShownFields }
  | { kind: "watcher"; person: PersonDto; isMe: boolean; isWatching: boolean }
);

/** A change of a ticket's fields that waits in the outbox. */
export interface WaitingChange {
  item: OutboxItem;
  fields: TicketField[];
  shown: ShownFields;
}

const CHANGE = "change";

/** The outbox's data of a change of fields, for `changeOf` to read: also after a reload. */
export function aboutChange(shown: ShownFields): OutboxItem["about"] {
  return { what: CHANGE, shown };
}

/** The change of fields in an outbox item; null where it is something else. */
export function changeOf(item: OutboxItem): WaitingChange | null {
  const { what, shown } = item.about;
  return what === CHANGE
    ? {
        item,
        fields: Object.keys(item.body ?? {}).filter(isTicketField),
        shown: isShownFields(shown) ? shown : {},
      }
    : null;
}

/** The changes of a ticket that are not on the server yet, in their order. */
export function changesOf(items: readonly OutboxItem[], ticketId: string): WaitingChange[] {
  return items.filter((item) => item.lane === ticketId).flatMap((item) => changeOf(item) ?? []);
}

/** The overlays of the outbox; a change that follows a message is left out until that message is sent. */
export function overlaysOf(items: readonly OutboxItem[]): Overlay[] {
  const unsent = new Set(items.filter((one) => one.state !== "files").map((one) => one.id));
  return items
    .filter((item) => item.state === "waiting" && !(item.after !== null && unsent.has(item.after)))
    .flatMap((item) => {
      const change = changeOf(item);
      return change
        ? [{ id: item.id, ticketId: item.lane, kind: "fields" as const, shown: change.shown }]
        : [];
    });
}

/** A ticket with an overlay applied. */
export function withOverlay<Ticket extends EventTicket>(ticket: Ticket, overlay: Overlay): Ticket {
  if (overlay.kind === "fields") {
    return { ...ticket, ...overlay.shown };
  }
  const { person, isMe, isWatching } = overlay;
  const others = (ticket.watchers ?? []).filter((one) => one.id !== person.id);
  return {
    ...ticket,
    ...(ticket.watchers === undefined ? {} : { watchers: isWatching ? [...others, person] : others }),
    ...(isMe && ticket.watching !== undefined ? { watching: isWatching } : {}),
  };
}
