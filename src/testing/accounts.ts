import { beforeAll, beforeEach } from "vitest";
import { pool } from "@/server/database/database";
import { forgetLimits } from "@/server/rate-limits/limits";
import { hashPassword } from "@/server/sign-in/passwords";
import type { Actor } from "@/shared/roles";
import { setUpDatabase } from "./database";
import {
  makeOrganisation,
  makePerson,
  makeSession,
  type PersonOptions,
  type MadeOrganisation,
  type MadePerson,
} from "./factories";

/** The password of everyone that `Accounts` creates. */
export const PASSWORD = "correct horse battery";

/** An organisation in which people can sign in by PASSWORD. */
export interface Accounts {
  readonly organisation: MadeOrganisation;
  readonly passwordHash: string;
  makePerson(options?: PersonOptions): Promise<MadePerson>;
  /** A person with a session. */
  makeActor(options?: PersonOptions): Promise<Actor>;
}

/** Gives the calling test file a database with an organisation, and lets each test begin with no attempt counted. */
export function setUpAccounts(options: Parameters<typeof makeOrganisation>[0] = {}): Accounts {
  setUpDatabase();
  let made: { organisation: MadeOrganisation; passwordHash: string } | null = null;
  beforeAll(async () => {
    made = { organisation: await makeOrganisation(options), passwordHash: await hashPassword(PASSWORD) };
  });
  beforeEach(forgetLimits);
  const accounts = () => {
    if (!made) {
      throw new Error("The accounts are there once the tests begin.");
    }
    return made;
  };
  const person = (more: PersonOptions = {}) =>
    makePerson(accounts().organisation, { passwordHash: accounts().passwordHash, ...more });
  return {
    get organisation() {
      return accounts().organisation;
    },
    get passwordHash() {
      return accounts().passwordHash;
    },
    makePerson: person,
    makeActor: async (more) => await makeSession(await person(more)),
  };
}

/** The events that name a person, in their order, without sign-ins: the type and the reason of each. */
export async function eventsAbout(personId: string): Promise<unknown[]> {
  const { rows } = await pool().query<{ type: string; reason: string }>(
    `SELECT type, data->>'reason' AS reason FROM events WHERE data->>'personId' = $1
       AND type <> 'session:started' AND data->>'change' IS DISTINCT FROM 'signed_in_elsewhere' ORDER BY at, id`,
    [personId],
  );
  return rows.map((row) => [row.type, row.reason]);
}
