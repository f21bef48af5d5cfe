/** How long a session lives without being used, unless its organisation sets another number (`sessionIdleDays`), in days. */
export const SESSION_IDLE_DAYS = 30;

/** How long the session of a guest lives, used or not, in days. */
export const GUEST_SESSION_DAYS = 7;

/** How long it lives at most, used or not, unless its organisation sets another number (`sessionDays`), in days. */
export const SESSION_DAYS = 90;

/** How long after a password check no further one is required for actions that could lock people out. */
export const PROOF_MINUTES = 30;

/** SQL: the most days that sessions of an organisation (an expression for its id) live. */
export function sessionDaysOf(organisationId: string): string {
  return daysOf("sessionDays", SESSION_DAYS, organisationId);
}

/** SQL: the most days that sessions of an organisation (an expression for its id) live without being used. */
export function idleDaysOf(organisationId: string): string {
  return daysOf("sessionIdleDays", SESSION_IDLE_DAYS, organisationId);
}

/** SQL: when the session in a row of `sessions`, by its alias, ends whatever happens. A guest's ends when its link says so, a personal token's when its owner did. */
export function absoluteEndOf(alias: string): string {
  return `(${alias}.created_at + make_interval(days => ${sessionDaysOf(`${alias}.organisation_id`)}))`;
}

/** SQL: until when a session that is being used now lives on. */
export function usedUntil(alias: string): string {
  return `CASE WHEN ${alias}.kind IN ('guest', 'personal') THEN ${alias}.expires_at
     ELSE least(greatest(${alias}.expires_at, now() + make_interval(days => ${idleDaysOf(`${alias}.organisation_id`)})), ${absoluteEndOf(alias)}) END`;
}

/** SQL: when the session in a row of `sessions`, by its alias, ends unless it is used again, or whatever happens. */
export function endOf(alias: string): string {
  return `least(${alias}.last_seen_at + make_interval(days => ${idleDaysOf(`${alias}.organisation_id`)}), ${absoluteEndOf(alias)})`;
}

function daysOf(setting: string, otherwise: number, organisationId: string): string {
  return `(SELECT CASE WHEN jsonb_typeof(o.settings->'${setting}') = 'number' THEN (o.settings->>'${setting}')::numeric::int
     ELSE ${otherwise} END FROM organisations o WHERE o.id = ${organisationId})`;
}
