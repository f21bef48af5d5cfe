/** Since when a closed ticket rests: since it was closed, or since something public was said in it afterwards. A note does not count, as its requester may not guess it. */
export const RESTS_SINCE = "greatest(closed_at, public_updated_at)";

/** Tickets of the organisation $1 that may be archived, and those that are. Each has an index by RESTS_SINCE (see the migration retention). */
const CLOSED = "organisation_id = $1 AND status = 'closed' AND deleted_at IS NULL";

/** Closed tickets in the lists. */
export const LISTED = `${CLOSED} AND archived_at IS NULL`;

/** Closed tickets out of the lists. */
export const ARCHIVED = `${CLOSED} AND archived_at IS NOT NULL`;

/** Staff go on with a merged ticket in another one, which shows its texts: it is not due before that. */
const NOT_IN_WORK = `(merged_into_id IS NULL
  OR EXISTS (SELECT 1 FROM tickets target WHERE target.id = tickets.merged_into_id AND target.anonymised_at IS NOT NULL))`;

/** Closed tickets in which people are still recognisable. */
export const RECOGNISABLE = `${CLOSED} AND anonymised_at IS NULL AND ${NOT_IN_WORK}`;

/** Until when a ticket has to rest, to be due after $2 days. */
export const BEFORE = "now() - $2 * interval '1 day'";

/** Tickets of a transaction, and the pause between two of an organisation: eight tickets a second. Open pages and the log bear that for hours. */
export const BATCH = 40;
export const EVERY_MILLISECONDS = 5_000;
