/** Days that people have to turn a second factor on, unless their organisation sets another number (`secondFactorGraceDays`). */
const GRACE_DAYS = 14;

/**
 * SQL: when the person in a row of `people`, by its alias, has to have a second factor; null where their role needs none
 * or they have one. The days of grace count from when it was asked of their role, or from the beginning of their account.
 */
export function secondFactorDueOf(alias: string): string {
  const since = `o.settings->'secondFactorSince'->>${alias}.role::text`;
  return `(SELECT greatest(${alias}.created_at, CASE WHEN ${since} ~ '^\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z$' THEN (${since})::timestamptz END)
       + make_interval(days => CASE WHEN jsonb_typeof(o.settings->'secondFactorGraceDays') = 'number' THEN (o.settings->>'secondFactorGraceDays')::numeric::int ELSE ${GRACE_DAYS} END)
     FROM organisations o WHERE o.id = ${alias}.organisation_id AND ${isSecondFactorAskedOf(alias)}
       AND NOT ${hasSecondFactor(alias)})`;
}

/** SQL: whether the person in a row of `people`, by its alias, has a second factor: an authenticator app or a passkey. */
export function hasSecondFactor(alias: string): string {
  return `(EXISTS (SELECT 1 FROM totp_factors f WHERE f.person_id = ${alias}.id AND f.confirmed_at IS NOT NULL)
       OR EXISTS (SELECT 1 FROM passkeys k WHERE k.person_id = ${alias}.id))`;
}

/**
 * SQL: the same for a session of theirs, in a row of `sessions` by its alias. In one that an identity provider vouched for, a person who has a second factor has to show it
 * at once, unless the provider asked for one so that the organisation believes it.
 */
export function secondFactorDueIn(session: string, person: string): string {
  const beginning = `(SELECT ${session}.created_at FROM organisations o WHERE o.id = ${person}.organisation_id AND ${isSecondFactorAskedOf(person)})`;
  return `CASE WHEN ${session}.factor_shown_to = 'provider' THEN NULL WHEN ${isFactorUnshownIn(session, person)} THEN ${beginning}
       ELSE ${secondFactorDueOf(person)} END`;
}

/** SQL: whether the person has a second factor and has not shown it in this session, which an identity provider vouched for without one. */
export function isFactorUnshownIn(session: string, person: string): string {
  return `CASE WHEN ${session}.issuer IS NULL OR ${session}.factor_shown_to IS NOT NULL THEN false ELSE ${hasSecondFactor(person)} END`;
}

/** SQL: whether the organisation `o` asks the role of the person in a row of `people`, by its alias, for a second factor. */
export function isSecondFactorAskedOf(alias: string): string {
  return `coalesce(jsonb_typeof(o.settings->'secondFactorRoles') = 'array' AND o.settings->'secondFactorRoles' ? ${alias}.role::text, false)`;
}

/** Whether a person may sign in only to turn on their second factor. */
export function isSecondFactorMissing({ secondFactorDue }: { secondFactorDue: Date | null }): boolean {
  return secondFactorDue !== null && secondFactorDue.getTime() <= Date.now();
}
