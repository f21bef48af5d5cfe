import { announceName } from "@/features/users/server/write";
import type { Transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";
import { audit } from "@/server/audit/audit";
import { log } from "@/server/process/log";
import { LIMITS } from "@/shared/limits";
import type { OrganisationId } from "@/shared/roles";
import { oneLine } from "@/shared/text";
import { unassignUnauthorised } from "@/features/ticket-record/server/write-unassign";
import { adminsLeftWithout } from "@/features/users/server/write-admins";
import type { Found, Identity } from "./read";

/** Makes a person's name and role what an identity says, the role by the same event as an admin's change; but nobody stops being an admin without whom nobody could administer. */
export async function applyIdentity(
  tx: Transaction,
  organisationId: OrganisationId,
  person: Found,
  identity: Pick<Identity, "by" | "issuer" | "address" | "name" | "role">,
): Promise<Found> {
  const named = await applyName(tx, organisationId, person, identity);
  return await applyRole(tx, organisationId, named, identity);
}

async function applyName(
  tx: Transaction,
  organisationId: OrganisationId,
  person: Found,
  identity: Pick<Identity, "by" | "issuer" | "address" | "name" | "role">,
): Promise<Found> {
  if (hasName(person, identity)) {
    return person;
  }
  const name = nameOf(identity);
  await tx.query("UPDATE people SET name = $2, updated_at = now() WHERE id = $1", [person.id, name]);
  await note(tx, organisationId, person.id, "person.changed", identity, { name, before: person.name });
  await announceName(tx, { organisationId, id: null }, person.id);
  return { ...person, name };
}

async function applyRole(
  tx: Transaction,
  organisationId: OrganisationId,
  person: Found,
  identity: Pick<Identity, "by" | "issuer" | "address" | "name" | "role">,
): Promise<Found> {
  const { role } = identity;
  if (role === null || person.role === role) {
    return person;
  }
  if (person.role === "admin" && (await adminsLeftWithout(tx, organisationId, person.id)) !== "enough") {
    log().warn(
      { personId: person.id, role },
      "an admin stays one, against what their groups say: nobody else could come in",
    );
    return person;
  }
  await tx.query("UPDATE people SET role = $2, updated_at = now() WHERE id = $1", [person.id, role]);
  await emit(tx, {
    type: "person:changed",
    organisationId,
    actorId: null,
    subjectId: person.id,
    data: { personId: person.id, reason: "role" },
  });
  await unassignUnauthorised(tx, { organisationId, actorId: null }, { personId: person.id });
  await note(tx, organisationId, person.id, "person.changed", identity, { role, before: person.role });
  return { ...person, role };
}

/** Writes into the audit what an identity did to a person. */
export async function note(
  tx: Transaction,
  organisationId: OrganisationId,
  personId: string,
  action: string,
  { by, issuer, address }: Pick<Identity, "by" | "issuer" | "address">,
  data: Record<string, unknown>,
): Promise<void> {
  const actor = { organisationId, id: null };
  await audit(tx, actor, {
    action,
    subjectType: "person",
    subjectId: personId,
    data: { by, issuer, ...data },
    address,
  });
}

/** The name that the identity gives, as it is kept; "" where it gives none. */
export function nameOf({ name }: Pick<Identity, "name">): string {
  return oneLine(name).slice(0, LIMITS.nameMax);
}

/** Whether a person has the name that the identity gives. */
export function hasName(person: Found, identity: Pick<Identity, "name">): boolean {
  return nameOf(identity) === "" || nameOf(identity) === person.name;
}

/** Whether a person has the role that the identity gives. An admin who has to stay one asks again each time, which costs a lock and nothing else. */
export function hasRole(person: Found, { role }: Pick<Identity, "role">): boolean {
  return role === null || person.role === role;
}
