/** What may be told to somebody who is not staff, beside versioned events. */
export const PUBLIC_NAMES = new Set([
  "session:ready",
  "session:delayed",
  "typing:started",
  "typing:stopped",
  "session:changed",
  "session:ended",
  "ticket:removed",
  "ticket:seen",
  "notification:new",
  "notification:read",
  "notification:unread",
  "notification:changed",
]);
/** What happened itself; all else tells of the same once more, for lists. */
export const MAIN = new Set([
  "ticket:created",
  "ticket:updated",
  "ticket:deleted",
  "comment:added",
  "comment:updated",
  "comment:deleted",
  "attachment:added",
  "attachment:deleted",
]);
/** What is told of a ticket to those who see it, and stands in no log. */
export const PASSING_NAMES = new Set(["ticket:viewers", "ticket:read", "typing:started", "typing:stopped"]);
