import { Listeners } from "@/shared/listeners";

/** The error of a measurement that nobody notices; a header's time is in whole seconds. */
const TOLERANCE_MILLISECONDS = 2_000;
/** A page that took longer to hydrate came out of a cache: the time in it is not the present one. */
const LONGEST_START_MILLISECONDS = 60_000;
const HALF_A_SECOND = 500;
/** How often words such as "4 minutes ago" are computed again. */
const TICK_MILLISECONDS = 20_000;

/** The attribute of <html> in which a page carries the server's time at which it was made, in milliseconds. */
export const RENDERED_AT = "data-rendered-at";

/** How far the server's clock is ahead of this browser's; null until it was measured. */
let ahead: number | null = null;
const listeners = new Listeners();
let minute: number | null = null;
const minuteListeners = new Listeners(followMinute);

/**
 * The server's time, in milliseconds: compare the server's timestamps with it, as this computer's own clock
 * may be wrong by hours. On the server it is the server's clock.
 */
export function serverNow(): number {
  if (typeof document === "undefined") {
    return Date.now();
  }
  ahead ??= readFromPage();
  return Date.now() + ahead;
}

/** The server's time at a moment of this browser's clock, both in milliseconds. */
export function serverTimeOf(at: number): number {
  return at + serverNow() - Date.now();
}

/** Calls `listener` when the measured server time changes; returns a function that unsubscribes. */
export const onClockChange = listeners.add;

/** The server's time at the last tick, in milliseconds: it ticks three times a minute while anybody listens to that. */
export function serverMinute(): number {
  minute ??= serverNow();
  return minute;
}

/** Calls `listener` at each tick of `serverMinute`; returns a function that unsubscribes. */
export const onMinute = minuteListeners.add;

/**
 * Measures by an answer's `Date` header: requested at `askedAt` by this browser's clock, received now. When
 * somebody sets the clock while the page is open, the next answer corrects it.
 */
export function measureServerTime(header: string | null, askedAt: number): void {
  if (typeof document === "undefined") {
    return;
  }
  const serverTime = Date.parse(header ?? "");
  const now = Date.now();
  const took = now - askedAt;
  if (Number.isNaN(serverTime) || took < 0 || took > LONGEST_START_MILLISECONDS) {
    return;
  }
  adopt(serverTime + HALF_A_SECOND - (askedAt + now) / 2, TOLERANCE_MILLISECONDS + took / 2);
}

/** One timer for all listeners. */
function followMinute(): () => void {
  const tick = (): void => {
    minute = serverNow();
    minuteListeners.emit();
  };
  minute = serverNow();
  const timer = setInterval(tick, TICK_MILLISECONDS);
  const unsubscribe = listeners.add(tick);
  return () => {
    clearInterval(timer);
    unsubscribe();
    minute = null;
  };
}

/** A difference within the error of the measurement changes nothing: the words on the page would only flicker. */
function adopt(measured: number, tolerance: number): void {
  const before = ahead ?? readFromPage();
  if (Math.abs(measured - before) > tolerance) {
    ahead = Math.abs(measured) > tolerance ? measured : 0;
    listeners.emit();
  } else {
    ahead = before;
  }
}

function readFromPage(): number {
  const renderedAt = Number(document.documentElement.getAttribute(RENDERED_AT) ?? Number.NaN);
  const [entry] = performance.getEntriesByType("navigation");
  const responseStart = entry && "responseStart" in entry ? Number(entry.responseStart) : 0;
  const since = performance.now() - responseStart;
  if (!(renderedAt > 0) || !(since >= 0 && since < LONGEST_START_MILLISECONDS)) {
    return 0;
  }
  const measured = renderedAt + since - Date.now();
  return Math.abs(measured) > TOLERANCE_MILLISECONDS ? measured : 0;
}
