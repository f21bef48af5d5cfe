/** The filter of the list: unacknowledged notices, or all. */
export type Shown = "unacknowledged" | "all";

/** The page size of notices. */
export const NOTICES_PAGE = 25;

/** Reads the address's `show`; anything unknown shows what is left. */
export function readShown(show: unknown): Shown {
  return show === "all" ? "all" : "unacknowledged";
}
