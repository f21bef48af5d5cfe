/** What a measurement may be wrong by without anybody noticing; a header's time is told in whole seconds. */
const TOLERANCE_MILLISECONDS = 2_000;
/** A page that took longer to come alive came out of a cache: the time in it is none of now. */
const LONGEST_START_MILLISECONDS = 60_000;
const HALF_A_SECOND = 500;

/** The attribute of <html> in which a page carries the server's time at which it was made, in milliseconds. */
export const RENDERED_AT = "data-rendered-at";

/** How far the server's clock is ahead of this browser's; null until something told. */
let ahead: number | null = null;
const listeners = new Set<() => void>();

/**
 * The time of the server, in milliseconds: what was written there is compared with this, as this computer's own clock may
 * be wrong by hours. On the server it is its own.
 */
export function serverNow(): number {
  if (typeof document === "undefined") {
    return Date.now();
  }
  ahead ??= readFromPage();
  return Date.now() + ahead;
}

/** Calls `listener` when the server's time turns out to be another; returns how to stop that. */
export function onClockChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Takes in an answer's `Date` header: asked at `askedAt` by this browser's clock, received now. A clock that somebody sets
 * while the page is open is noticed by the next answer.
 */
export function hearServerTime(header: string | null, askedAt: number): void {
  if (typeof document === "undefined") {
    return;
  }
  const told = Date.parse(header ?? "");
  const now = Date.now();
  const took = now - askedAt;
  if (Number.isNaN(told) || took < 0 || took > LONGEST_START_MILLISECONDS) {
    return;
  }
  adopt(told + HALF_A_SECOND - (askedAt + now) / 2, TOLERANCE_MILLISECONDS + took / 2);
}

/** What differs by less than it may be wrong by changes nothing: the words on the page would only tremble. */
function adopt(measured: number, tolerance: number): void {
  const before = ahead ?? readFromPage();
  if (Math.abs(measured - before) > tolerance) {
    ahead = Math.abs(measured) > tolerance ? measured : 0;
    listeners.forEach((listener) => listener());
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
