import { VERSIONED_EVENTS } from "@/shared/versioned-events";

/** The events, beside versioned ones, that people who are not staff may receive. */
export const PUBLIC_NAMES = new Set([
  "session:ready",
  "session:delayed",
  "typing:started",
  "typing:stopped",
  "session:changed",
  "session:ended",
  "sessions:changed",
  "account:changed",
  "ticket:removed",
  "ticket:seen",
  "notification:new",
  "notification:read",
  "notification:unread",
  "notification:changed",
  "notification:choices",
  "person:renamed",
]);
/** The primary events; all others repeat them for lists. */
export const MAIN = new Set<string>(VERSIONED_EVENTS);
/** Events of a ticket that are in no log. */
export const PASSING_NAMES = new Set(["ticket:viewers", "ticket:read", "typing:started", "typing:stopped"]);
