import type { Sql } from "@/server/database/database";
import { hashPassword } from "@/server/sign-in/passwords";
import type { OrganisationId } from "@/shared/roles";
import { DAY } from "../model/clock";
import { found } from "./found";
import { insertRows } from "./insert";
import { idAt, type Directory } from "./ledger";
import { DEMO_PASSWORD } from "../model/people";
import type { SeedDesk } from "../model/types";

/** Writes teams and people, all with the one password, and returns what the database calls them. */
export async function loadPeople(
  sql: Sql,
  organisationId: OrganisationId,
  desk: SeedDesk,
  now: Date,
): Promise<Directory> {
  const since = desk.organisation.createdAt;
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const teams = desk.teams.map((team, index) => ({ ...team, id: idAt(new Date(since.getTime() + index)) }));
  const people = desk.people.map((person, index) => ({
    ...person,
    id: idAt(new Date(since.getTime() + 100 + index)),
  }));
  await insertRows(
    sql,
    "teams",
    teams.map(({ id, name, description, isPrivate }) => ({
      id,
      organisation_id: organisationId,
      name,
      description,
      is_private: isPrivate,
      created_at: since,
    })),
  );
  await insertRows(
    sql,
    "people",
    people.map(({ id, role, name, email }, index) => ({
      id,
      organisation_id: organisationId,
      role,
      name,
      email,
      password_hash: passwordHash,
      is_demo: true,
      last_seen_at: new Date(now.getTime() - (((index * 37) % 100) / 40) * DAY),
      created_at: since,
      updated_at: since,
    })),
  );
  const personByKey = new Map(
    people.map((person) => [
      person.key,
      { id: person.id, name: person.name, isStaff: person.role !== "user" },
    ]),
  );
  const teamByKey = new Map(teams.map((team) => [team.key, team]));
  await insertRows(
    sql,
    "team_members",
    people.flatMap((person) =>
      person.teams.map((key) => ({
        team_id: found(teamByKey, key).id,
        person_id: person.id,
        created_at: since,
      })),
    ),
  );
  return { organisationId, person: (key) => found(personByKey, key), team: (key) => found(teamByKey, key) };
}
