/** How often a change of a tag has its turn, and for how many tickets: quick enough to wait for, and pages and the log bear it. */
export const TAG_EVERY_MILLISECONDS = 1_000;

/** Tickets of one transaction. */
export const TAG_BATCH = 25;

/** Tickets in a second. */
export const TAGS_PER_SECOND = (TAG_BATCH * 1_000) / TAG_EVERY_MILLISECONDS;
