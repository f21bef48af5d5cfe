import { activeAdmins, lastAdminSentence, leftWithout } from "@/features/users/server/write-admins";
import { hasSignedUp } from "@/server/sign-in/signed-up";
import { ownerOf } from "@/server/sign-in/address-owner";
import type { Sql } from "@/server/database/database";
import type { Actor, Role } from "@/shared/roles";
import { keyOf, type Facts, type KnownPerson, type KnownTeam } from "./rules-plan";

/** Addresses that are looked up at a time. */
const BATCH = 1_000;

interface PersonRow {
  address: string;
  id: string;
  name: string;
  role: Role;
  is_disabled: boolean;
  is_proven: boolean;
  language: string | null;
  teams: KnownTeam[];
}

/** The organisation's teams, by their names in lower case. */
export async function readTeams(
  sql: Sql,
  { organisationId }: Pick<Actor, "organisationId">,
): Promise<Facts["teams"]> {
  const { rows } = await sql.query<KnownTeam>(
    "SELECT id, name FROM teams WHERE organisation_id = $1 AND archived_at IS NULL ORDER BY created_at, id",
    [organisationId],
  );
  return new Map(rows.reverse().map((team) => [keyOf(team.name), team]));
}

/**
 * Whom these addresses belong to: who has proven one, whichever of their addresses it is; else who registered with it, or has it from
 * elsewhere, unproven. A guest who only typed it is nobody.
 */
export async function readPeople(
  sql: Sql,
  { organisationId }: Pick<Actor, "organisationId">,
  addresses: readonly string[],
): Promise<Map<string, KnownPerson>> {
  const people = new Map<string, KnownPerson>();
  for (let start = 0; start < addresses.length; start += BATCH) {
    const { rows } = await sql.query<PersonRow>(
      `SELECT found.address, p.id, p.name, p.role, p.disabled_at IS NOT NULL AS is_disabled, found.owner IS NOT NULL AS is_proven,
         p.preferences->>'language' AS language,
         coalesce((SELECT jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name) ORDER BY lower(t.name), t.id)
           FROM team_members m JOIN teams t ON t.id = m.team_id WHERE m.person_id = p.id), '[]') AS teams
       FROM (SELECT given.address, ${ownerOf("$1", "given.address")} AS owner,
           (SELECT c.id FROM people c WHERE c.organisation_id = $1 AND c.email = given.address AND c.role <> 'guest'
             ORDER BY ${hasSignedUp("c")} DESC, c.created_at, c.id LIMIT 1) AS claimant
         FROM unnest($2::text[]) AS given (address)) found
       JOIN people p ON p.id = coalesce(found.owner, found.claimant)`,
      [organisationId, addresses.slice(start, start + BATCH)],
    );
    for (const { address, id, name, role, language, teams, ...row } of rows) {
      people.set(address, {
        id,
        name,
        role,
        isDisabled: row.is_disabled,
        isProven: row.is_proven,
        language,
        teams,
      });
    }
  }
  return people;
}

/** The rule that somebody has to stay who can sign in as an admin, over all rows of a file: what one takes away is gone for the next. */
export async function readAdminRule(
  sql: Sql,
  { organisationId }: Pick<Actor, "organisationId">,
): Promise<Facts["takeAdmin"]> {
  let left = await activeAdmins(sql, organisationId);
  return (personId) => {
    const rest = leftWithout(left, personId);
    if (rest !== "enough") {
      return lastAdminSentence(rest);
    }
    left = left.filter(({ id }) => id !== personId);
    return null;
  };
}
