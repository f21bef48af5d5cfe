/** How long a session lives without being used, in days. */
export const SESSION_IDLE_DAYS = 30;

/** How long the session of a guest lives, used or not, in days. */
export const GUEST_SESSION_DAYS = 7;

/** How long it lives at most, used or not, unless its organisation sets another number (`sessionDays`), in days. */
export const SESSION_DAYS = 90;

/** How long after a password check no further one is required for actions that could lock people out. */
export const PROOF_MINUTES = 30;

/** SQL: the most days that sessions of an organisation (an expression for its id) live. */
export function sessionDaysOf(organisationId: string): string {
  return `(SELECT CASE WHEN jsonb_typeof(o.settings->'sessionDays') = 'number' THEN (o.settings->>'sessionDays')::numeric::int
     ELSE ${SESSION_DAYS} END FROM organisations o WHERE o.id = ${organisationId})`;
}

/** SQL: when the session in a row of `sessions`, by its alias, ends whatever happens. A guest's ends when its link says so, a personal token's when its owner did. */
export function absoluteEndOf(alias: string): string {
  return `(${alias}.created_at + make_interval(days => ${sessionDaysOf(`${alias}.organisation_id`)}))`;
}

/** SQL: until when a session that is being used now lives on. */
export function usedUntil(alias: string): string {
  return `CASE WHEN ${alias}.kind IN ('guest', 'personal') THEN ${alias}.expires_at
     ELSE least(greatest(${alias}.expires_at, now() + interval '${SESSION_IDLE_DAYS} days'), ${absoluteEndOf(alias)}) END`;
}
