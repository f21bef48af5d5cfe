/** SQL: whether the person in a row of `people`, by its alias, has a way to sign in: a password, or an identity of a provider or a directory. */
export function hasSignedUp(alias: string): string {
  return `(${alias}.password_hash IS NOT NULL OR ${alias}.external_id IS NOT NULL OR EXISTS (SELECT 1 FROM identities i WHERE i.person_id = ${alias}.id))`;
}

/**
 * SQL: whether the person in a row of `people`, by its alias, who has proven `email` (a parameter or a column) is more than somebody who stands for an
 * address: they sign in, were invited to, have a role, or it is an address that they added.
 */
export function isAccount(alias: string, email: string): string {
  return `(${hasSignedUp(alias)} OR ${alias}.role NOT IN ('user', 'guest') OR ${alias}.email IS DISTINCT FROM ${email}
    OR EXISTS (SELECT 1 FROM secret_tokens t WHERE t.person_id = ${alias}.id AND t.kind = 'invitation' AND t.used_at IS NULL AND t.expires_at > now()))`;
}
