import { endSessions } from "@/features/sessions/server/write";
import { findDemoEmails } from "@/features/users/server/read-demo";
import { transaction } from "@/server/database/database";
import { env } from "@/server/process/env";
import { firstOrganisation } from "@/server/tenant/tenant";
import { seedDemo } from "./seed";
import { DEMO_PASSWORD, DEMO_PEOPLE } from "./model/people";

/** A person to sign in as, with the password. */
export interface DemoSignIn {
  name: string;
  role: string;
  email: string;
  password: string;
}

/**
 * What a start does about the demo: fills an empty desk in demo mode, and returns the people to sign in as; nobody
 * outside of demo mode, where sessions of demo people end for good, and nobody after `npm run demo:clear`.
 */
export async function startDemo(): Promise<DemoSignIn[]> {
  if (!env().demo) {
    await endDemoSessions();
    return [];
  }
  await seedDemo();
  const organisationId = await firstOrganisation();
  const emails = organisationId
    ? await findDemoEmails(
        organisationId,
        DEMO_PEOPLE.map((person) => person.email),
      )
    : [];
  return DEMO_PEOPLE.filter((person) => emails.includes(person.email)).map(({ name, role, email }) => ({
    name,
    role,
    email,
    password: DEMO_PASSWORD,
  }));
}

/** A demo that is over leaves nobody signed in: were it begun again, its old sessions must not come back with it. */
async function endDemoSessions(): Promise<void> {
  await transaction(async (tx) => {
    const { rows } = await tx.query<{ id: string; organisation_id: string }>(
      `SELECT p.id, p.organisation_id FROM people p
       WHERE p.is_demo AND EXISTS (SELECT 1 FROM sessions s WHERE s.person_id = p.id AND s.ended_at IS NULL)
       ORDER BY p.id FOR UPDATE OF p`,
    );
    for (const { id, organisation_id: organisationId } of rows) {
      await endSessions(tx, { organisationId, personId: id, reason: "disabled", actorId: null });
    }
  });
}
