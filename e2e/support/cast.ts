import { pool } from "@/server/database/database";
import { hashPassword } from "@/server/sign-in/passwords";
import {
  makeOrganisation,
  makePerson,
  makeTeam,
  type MadeOrganisation,
  type MadePerson,
  type MadeTeam,
} from "@/testing/factories";

/** The password of everybody in the cast who signs in through the form. */
export const PASSWORD = "a-password-for-browser-tests";

/** The people of the journeys, all of one organisation. */
export interface Cast {
  organisation: MadeOrganisation;
  /** A team whose tickets only Sasha (and admins and viewers) see among staff. */
  privateTeam: MadeTeam;
  /** Works on everything but the private team's tickets, and can sign in by password. */
  agent: MadePerson;
  privateAgent: MadePerson;
  viewer: MadePerson;
  admin: MadePerson;
  /** Asks for help. */
  requester: MadePerson;
  /** Asks for help as well, and has nothing to do with the other's tickets. */
  unrelated: MadePerson;
}

/** Makes the organisation and its people in the connected database. */
export async function makeCast(): Promise<Cast> {
  // By its address, and by a name, which passkeys need: the server has made itself an organisation already, which answers wherever no other does.
  const organisation = await makeOrganisation({
    name: "Harbour Works",
    host: "127.0.0.1",
    settings: { registration: true },
  });
  await pool().query("UPDATE organisations SET further_hosts = '{localhost}' WHERE id = $1", [
    organisation.id,
  ]);
  const privateTeam = await makeTeam(organisation, { name: "Security", isPrivate: true });
  const passwordHash = await hashPassword(PASSWORD);
  return {
    organisation,
    privateTeam,
    agent: await makePerson(organisation, {
      role: "agent",
      name: "Alma Reyes",
      email: "alma@example.org",
      passwordHash,
    }),
    privateAgent: await makePerson(organisation, {
      role: "agent",
      name: "Sasha Novak",
      teams: [privateTeam],
    }),
    viewer: await makePerson(organisation, { role: "viewer", name: "Vera Lund" }),
    admin: await makePerson(organisation, { role: "admin", name: "Ada Brandt" }),
    requester: await makePerson(organisation, { name: "Rosa Klein" }),
    unrelated: await makePerson(organisation, { name: "Otto Berg" }),
  };
}
