/**
 * SQL: the id of the person who has proven an address in an organisation, whichever of their addresses it is; both are given as
 * parameters or columns. Null where nobody has.
 */
export function ownerOf(organisation: string, email: string): string {
  return `(SELECT owned.person_id FROM person_addresses owned
    WHERE owned.organisation_id = ${organisation} AND owned.email = ${email} AND owned.confirmed_at IS NOT NULL)`;
}
