import type { LogEvent } from "@/shared/events";
import { isAccessEvent } from "./access-events";

/** What a join that is under way depends on. */
export interface Dependence {
  personId: string;
  organisationId: string;
  ticketId?: string;
}

interface Mark {
  place: number;
  at: number;
  /** Null: anything may have changed. */
  event: LogEvent | null;
}

const KEPT_MILLISECONDS = 120_000;

/**
 * Remembers the changes of access that this process's reader has carried out lately. Whoever joins takes the place
 * before asking the database for the right, and asks again if something that it depends on came in between: so a
 * revocation cannot slip between the check and the room.
 */
export class AccessMarks {
  private marks: Mark[] = [];
  private place = 0;

  /** Where the list stands now. */
  now(): number {
    return this.place;
  }

  /** Notes an event, if it can change what somebody may see; returns the place it took, now or when it was noted first. */
  note(event: LogEvent): number {
    if (!isAccessEvent(event) && !changesSight(event)) {
      return this.place;
    }
    return this.placeOf(event.id) ?? this.mark(event);
  }

  /** The place that an event has, or null when it was not noted lately. */
  placeOf(eventId: string): number | null {
    return this.marks.find((mark) => mark.event?.id === eventId)?.place ?? null;
  }

  /** Notes that events went by unread, when the log starts afresh. */
  noteEverything(): void {
    this.mark(null);
  }

  private mark(event: LogEvent | null): number {
    const at = Date.now();
    this.marks = this.marks.filter((mark) => at - mark.at < KEPT_MILLISECONDS);
    this.marks.push({ place: ++this.place, at, event });
    return this.place;
  }

  /** Whether anything came after `place` that can have changed this dependence. */
  changedSince(place: number, on: Dependence): boolean {
    return this.marks.some((mark) => mark.place > place && (mark.event === null || concerns(mark.event, on)));
  }
}

function changesSight(event: LogEvent): boolean {
  return (
    event.type === "watcher:removed" ||
    event.type === "ticket:deleted" ||
    (event.type === "ticket:updated" && event.data.sight !== undefined)
  );
}

function concerns(event: LogEvent, on: Dependence): boolean {
  switch (event.type) {
    case "session:ended":
    case "person:changed":
      return event.data.personId === on.personId;
    case "team:changed":
      return event.organisationId === on.organisationId;
    default:
      return on.ticketId !== undefined && event.ticketId === on.ticketId;
  }
}
