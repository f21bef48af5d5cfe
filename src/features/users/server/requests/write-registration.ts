import { allowsRegistration, readOrganisation } from "@/features/organisations/server/read";
import type { MyDto, Registration, RegistrationPending } from "@/features/users/schema";
import type { Language } from "@/messages/locale";
import { say } from "@/messages/server/say";
import { hashToken } from "@/server/api/actor";
import { audit } from "@/server/audit/audit";
import { transaction } from "@/server/database/database";
import { limitAddress } from "@/server/rate-limits/limits";
import { hashNewPassword } from "@/server/sign-in/passwords";
import { AppError, isAppError, refusedField } from "@/shared/errors";
import type { OrganisationId } from "@/shared/roles";
import { presentPerson, type PersonRow } from "../present";
import { insertPerson } from "../write";
import { recordAccountRequest } from "./write-account-request";
import { lockOrganisation } from "../write-admins";
import { confirmEmail } from "../write-confirm-email";

const HOUR = 60 * 60;
const DAY_MINUTES = 24 * 60;
/** Accounts that one IP address may register in an hour: enough for an office that starts together, not for a script. */
const REGISTRATIONS = 300;
/** How often one IP address may learn in an hour that an e-mail is taken. */
const TAKEN_ANSWERS = 20;

/** The account of somebody who has registered. */
export type RegisteredPerson = Pick<MyDto, "id" | "name" | "role" | "avatarUrl"> & { email: string | null };

/**
 * Registers an account, where the organisation allows it; the role is always user. Where mail is sent the address has to be
 * confirmed first, and the answer is the same whether or not there is an account; elsewhere it is there at once. Throws
 * `registration_closed`, and `email_taken` where no mail is sent.
 */
export async function registerPerson(
  organisationId: OrganisationId,
  given: Registration,
  from: { address: string; isDemoOpen: boolean; language: Language },
): Promise<RegisteredPerson | RegistrationPending> {
  const organisation = await readOrganisation(organisationId);
  if (!allowsRegistration(organisation, from.isDemoOpen)) {
    throw new AppError("registration_closed", say("refusals.users.registration"));
  }
  const domains = organisation.settings.registrationDomains;
  if (domains.length > 0 && !domains.includes(given.email.slice(given.email.lastIndexOf("@") + 1))) {
    throw refusedField(
      "email",
      say("refusals.users.domains", { domains: domains.join(", ") }),
      "registration_closed",
    );
  }
  await limitAddress("register", from.address, REGISTRATIONS, HOUR);
  const passwordHash = await hashNewPassword(given.password, {
    name: given.name,
    email: given.email,
    organisationName: organisation.name,
  });
  if (organisation.sendsMail) {
    await recordAccountRequest(organisationId, {
      kind: "registration",
      email: given.email,
      registration: { name: given.name, passwordHash },
      language: from.language,
      address: from.address,
      validMinutes: DAY_MINUTES,
    });
    return { email: given.email, confirmation: "mailed" };
  }
  return await registerAtOnce(organisationId, { ...given, passwordHash }, from.address);
}

async function registerAtOnce(
  organisationId: OrganisationId,
  given: { name: string; email: string; passwordHash: string },
  address: string,
): Promise<RegisteredPerson> {
  try {
    const row = await transaction(async (tx) => {
      const made = await insertPerson(tx, { organisationId, role: "user", ...given, isConfirmed: false });
      await auditRegistration(tx, organisationId, made.id, address);
      return made;
    });
    return present(row);
  } catch (error) {
    if (isAppError(error) && error.code === "email_taken") {
      await limitAddress("register-taken", address, TAKEN_ANSWERS, HOUR);
    }
    throw error;
  }
}

/**
 * Makes the account of a registration whose mailed link was opened: its address is proven, so tickets that were filed for it
 * become theirs. Throws `invalid_token` when the link is used, too old or unknown, and `email_taken` when an account came otherwise meanwhile.
 */
export async function confirmRegistration(
  organisationId: OrganisationId,
  token: string,
  address: string,
): Promise<RegisteredPerson> {
  return await transaction(async (tx) => {
    await lockOrganisation(tx, organisationId);
    const { rows } = await tx.query<{ email: string; name: string; password_hash: string }>(
      `DELETE FROM account_requests WHERE token_hash = $1 AND organisation_id = $2 AND kind = 'registration' AND expires_at > now()
       RETURNING email, name, password_hash`,
      [hashToken(token), organisationId],
    );
    const request = rows[0];
    if (!request) {
      throw new AppError("invalid_token", say("refusals.users.registrationUsed"));
    }
    const { email, name, password_hash: passwordHash } = request;
    const made = await insertPerson(tx, {
      organisationId,
      role: "user",
      name,
      email,
      passwordHash,
      isConfirmed: false,
    });
    await confirmEmail(tx, { organisationId, id: made.id }, made.id);
    await tx.query(
      "DELETE FROM account_requests WHERE organisation_id = $1 AND email = $2 AND kind = 'registration'",
      [organisationId, email],
    );
    await auditRegistration(tx, organisationId, made.id, address);
    return present(made);
  });
}

async function auditRegistration(
  tx: Parameters<typeof audit>[0],
  organisationId: OrganisationId,
  id: string,
  address: string,
): Promise<void> {
  await audit(
    tx,
    { organisationId, id },
    { action: "person.registered", subjectType: "person", subjectId: id, address },
  );
}

function present(row: PersonRow): RegisteredPerson {
  return { ...presentPerson(row, "public"), email: row.email };
}
