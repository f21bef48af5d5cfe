/** Event types that count a version of their ticket; without zod, as the browser's first load needs them. */
export const VERSIONED_EVENTS = [
  "ticket:created",
  "ticket:updated",
  "ticket:deleted",
  "comment:added",
  "comment:updated",
  "comment:deleted",
  "attachment:added",
  "attachment:deleted",
] as const;

/** The name of an event that counts a version of its ticket. */
export type VersionedEventType = (typeof VERSIONED_EVENTS)[number];
