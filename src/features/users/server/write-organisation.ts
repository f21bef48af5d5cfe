import { onConsole } from "@/messages/server/say";
import { audit } from "@/server/audit/audit";
import { transaction } from "@/server/database/database";
import { forgetHosts, storedHost } from "@/server/tenant/tenant";
import { hashNewPassword } from "@/server/sign-in/passwords";
import { AppError } from "@/shared/errors";
import { findOrganisation, readOrganisations } from "@/features/organisations/server/read-console";
import type { ConsoleOrganisation } from "@/features/organisations/server/read-console";
import { createOrganisation, lockOrganisations } from "@/features/organisations/server/write-ensure";
import { requireFreeHosts, requireReachable } from "@/features/organisations/server/write-hosts";
import { insertPerson } from "./write";
import { inviteUser } from "./write-invitation";

/** An organisation to be made, with its first admin; without a password the admin is invited. */
export interface GivenOrganisation {
  name: string;
  slug: string | null;
  host: string | null;
  admin: { email: string; name: string; password: string | null };
}

/** What was made. */
export interface FoundedOrganisation {
  organisation: ConsoleOrganisation;
  /** Opens the admin's account once, within 7 days; null where a password was given. */
  invitationToken: string | null;
  /** The organisation that answered every name until now, as it was alone. */
  formerlyAlone: ConsoleOrganisation | null;
}

/**
 * Makes an organisation with its first admin, both or neither. Throws `name_taken` for a slug or host that another has,
 * `conflict` where one of the organisations would be reached by no name, and `invalid` for a weak password or a host that is none.
 */
export async function foundOrganisation(given: GivenOrganisation): Promise<FoundedOrganisation> {
  const { name, slug, admin } = given;
  const host = given.host === null ? null : storedHost(given.host);
  const passwordHash =
    admin.password === null
      ? null
      : await hashNewPassword(admin.password, { ...admin, organisationName: name });
  const made = await transaction(async (tx) => {
    await lockOrganisations(tx);
    const others = await readOrganisations(tx);
    const taken = others.find((one) => one.slug === slug);
    if (taken) {
      throw new AppError("name_taken", onConsole(`${taken.name} is called ${taken.slug} already.`));
    }
    await requireFreeHosts(tx, host === null ? [] : [host], null);
    const organisationId = await createOrganisation(tx, { name, slug, host });
    await requireReachable(tx);
    const person = await insertPerson(tx, {
      organisationId,
      role: "admin",
      name: admin.name,
      email: admin.email,
      passwordHash,
    });
    const invitationToken = passwordHash === null ? await inviteUser(tx, organisationId, person.id) : null;
    await audit(
      tx,
      { organisationId, id: null },
      {
        action: "organisation.created",
        subjectType: "organisation",
        subjectId: organisationId,
        data: { by: "console", name, host },
      },
    );
    await audit(
      tx,
      { organisationId, id: null },
      {
        action: "person.first_admin",
        subjectType: "person",
        subjectId: person.id,
        data: { by: "console", email: admin.email, invited: passwordHash === null },
      },
    );
    const all = await readOrganisations(tx);
    const organisation = all.find((one) => one.id === organisationId);
    return {
      organisation: organisation ?? (await findOrganisation({ slug, host }, tx)),
      invitationToken,
      formerlyAlone: others.length === 1 ? (others[0] ?? null) : null,
    };
  });
  forgetHosts();
  return made;
}
