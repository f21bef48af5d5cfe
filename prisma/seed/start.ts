import { organisationForHost } from "@/server/tenant";
import { findDemoEmails } from "@/features/users/server/read-demo";
import { env } from "@/server/env";
import { seedDemo } from "./load";
import { DEMO_PASSWORD, DEMO_PEOPLE } from "./people";

/** Somebody to sign in as, and with what. */
export interface DemoSignIn {
  name: string;
  role: string;
  email: string;
  password: string;
}

/**
 * What a start does about the demo: fills an empty desk in demo mode, and returns the people to sign in as; nobody
 * outside of demo mode, and nobody after `npm run demo:clear`.
 */
export async function startDemo(): Promise<DemoSignIn[]> {
  if (!env().demo) {
    return [];
  }
  await seedDemo();
  const organisationId = await organisationForHost(null);
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
