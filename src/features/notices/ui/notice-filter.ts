/** What the list shows: what is left to acknowledge, or everything. */
export type Shown = "unacknowledged" | "all";

/** How many notices come at a time. */
export const NOTICES_PAGE = 25;

/** Reads the address's `show`; anything unknown shows what is left. */
export function readShown(show: unknown): Shown {
  return show === "all" ? "all" : "unacknowledged";
}
