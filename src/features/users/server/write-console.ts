import { say } from "@/messages/server/say";
import { pool, transaction, type Transaction } from "@/server/database/database";
import { AppError } from "@/shared/errors";
import { hashNewPassword } from "@/server/sign-in/passwords";
import type { OrganisationId, Role } from "@/shared/roles";
import { readOrganisation } from "@/features/organisations/server/read";
import { audit } from "@/server/audit/audit";
import { ownerOf } from "@/server/sign-in/address-owner";
import { removeSecondFactor } from "@/features/second-factors/server/write-remove";
import { endSessions } from "@/features/sessions/server/write";
import { unassignUnauthorised } from "@/features/ticket-record/server/write-unassign";
import { insertPerson } from "./write";
import { lockOrganisation, refuseLastAdmin } from "./write-admins";
import { endInvitations } from "./write-invitation";

/** A person, as the console shows them. */
export interface ConsolePerson {
  id: string;
  name: string;
  email: string;
  role: Role;
  /** Sessions that this ended. */
  endedSessions: number;
}

/** Creates a person at the console. Throws `email_taken`. */
export async function createAtConsole(
  organisationId: OrganisationId,
  given: { email: string; name: string; role: Role; password: string },
): Promise<ConsolePerson> {
  const passwordHash = await hashNewPassword(given.password, {
    ...given,
    organisationName: (await readOrganisation(organisationId)).name,
  });
  return await transaction(async (tx) => {
    const { name, email, role } = given;
    const row = await insertPerson(tx, { organisationId, name, email, role, passwordHash });
    await audit(
      tx,
      { organisationId, id: null },
      {
        action: "person.created",
        subjectType: "person",
        subjectId: row.id,
        data: { by: "console" },
      },
    );
    return { id: row.id, name, email, role, endedSessions: 0 };
  });
}

/** Gives a person a new password at the console and ends all their sessions. Throws `not_found`. */
export async function resetPasswordAtConsole(
  organisationId: OrganisationId,
  email: string,
  password: string,
): Promise<ConsolePerson> {
  const passwordHash = await hashNewPassword(password, {
    email,
    name: await nameOf(organisationId, email),
    organisationName: (await readOrganisation(organisationId)).name,
  });
  return await transaction(async (tx) => {
    const person = await lockPerson(tx, organisationId, email);
    await tx.query("UPDATE people SET password_hash = $2, updated_at = now() WHERE id = $1", [
      person.id,
      passwordHash,
    ]);
    const endedSessions = await endSessions(tx, {
      organisationId,
      personId: person.id,
      reason: "password_changed",
      actorId: null,
    });
    await endInvitations(tx, person.id);
    await audit(
      tx,
      { organisationId, id: null },
      {
        action: "person.password_reset",
        subjectType: "person",
        subjectId: person.id,
        data: { by: "console" },
      },
    );
    return { ...person, endedSessions };
  });
}

/** Disables a person at the console, which ends their sessions, or enables them again. Throws `not_found`, `last_admin`. */
export async function setDisabledAtConsole(
  organisationId: OrganisationId,
  email: string,
  disabled: boolean,
): Promise<ConsolePerson> {
  return await transaction(async (tx) => {
    await lockOrganisation(tx, organisationId);
    const person = await lockPerson(tx, organisationId, email);
    if (disabled) {
      await refuseLastAdmin(tx, organisationId, person.id);
    }
    await tx.query(
      "UPDATE people SET disabled_at = CASE WHEN $2 THEN coalesce(disabled_at, now()) END, updated_at = now() WHERE id = $1",
      [person.id, disabled],
    );
    const endedSessions = disabled
      ? await endSessions(tx, { organisationId, personId: person.id, reason: "disabled", actorId: null })
      : 0;
    await unassignUnauthorised(tx, { organisationId, actorId: null }, { personId: person.id });
    await audit(
      tx,
      { organisationId, id: null },
      {
        action: disabled ? "person.disabled" : "person.enabled",
        subjectType: "person",
        subjectId: person.id,
        data: { by: "console" },
      },
    );
    return { ...person, endedSessions };
  });
}

/** Takes a person's second factor away at the console, for a person who has lost app and recovery codes. False: there was none. Throws `not_found`. */
export async function removeSecondFactorAtConsole(
  organisationId: OrganisationId,
  email: string,
): Promise<{ name: string; wasOn: boolean }> {
  return await transaction(async (tx) => {
    const { id, name } = await lockPerson(tx, organisationId, email);
    return { name, wasOn: await removeSecondFactor(tx, { id, organisationId }, { actorId: null }) };
  });
}

/** A primary address, proven or not, or another proven one. */
const HAS_ADDRESS = `(email = lower($2) OR id = ${ownerOf("$1", "lower($2)")})`;

async function nameOf(organisationId: OrganisationId, email: string): Promise<string | null> {
  const { rows } = await pool().query<{ name: string }>(
    `SELECT name FROM people WHERE organisation_id = $1 AND ${HAS_ADDRESS} ORDER BY role = 'guest', email_confirmed_at IS NULL LIMIT 1`,
    [organisationId, email],
  );
  return rows[0]?.name ?? null;
}

/** Of two people with one address, its owner. */
async function lockPerson(
  tx: Transaction,
  organisationId: OrganisationId,
  email: string,
): Promise<Omit<ConsolePerson, "endedSessions">> {
  const { rows } = await tx.query<Omit<ConsolePerson, "endedSessions">>(
    `SELECT id, name, email, role FROM people WHERE organisation_id = $1 AND ${HAS_ADDRESS}
     ORDER BY role = 'guest', email_confirmed_at IS NULL LIMIT 1 FOR NO KEY UPDATE`,
    [organisationId, email],
  );
  if (!rows[0]) {
    throw new AppError("not_found", say("refusals.users.noSuchEmail", { email }));
  }
  return rows[0];
}
