/** SQL: whether the person in a row of `people`, by its alias, has a way to sign in: a password, or an identity of a provider or a directory. */
export function hasSignedUp(alias: string): string {
  return `(${alias}.password_hash IS NOT NULL OR ${alias}.external_id IS NOT NULL OR EXISTS (SELECT 1 FROM identities i WHERE i.person_id = ${alias}.id))`;
}
