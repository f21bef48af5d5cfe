import { noTicketToCheck, type By } from "@/server/by";
import type { Transaction } from "@/server/database";
import { emit } from "@/server/emit";
import { transactionOnce } from "@/server/idempotency";
import { hashPassword } from "@/server/passwords";
import { AppError } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import { writeAudit } from "@/features/organisations/server/write-audit";
import { endSessions } from "@/features/sessions/server/write";
import type { AdminUserDto, UserCreate, UserPatch } from "@/features/users/schema";
import { readUser } from "./read-admin";
import { insertPerson } from "./write";
import { lockOrganisation, refuseLastAdmin } from "./write-admins";
import { inviteUser } from "./write-invitation";

/**
 * Makes a person. Without a password they are invited: the answer's `invitationToken` opens their account once; a
 * request that is repeated by its key gets null there, as only its hash is kept. Throws `email_taken`.
 */
export async function createUser(
  actor: Actor,
  given: UserCreate,
  by: By,
): Promise<AdminUserDto & { invitationToken: string | null }> {
  const passwordHash = given.password === undefined ? null : await hashPassword(given.password);
  let invitationToken: string | null = null;
  const user = await transactionOnce(by.key, noTicketToCheck, async (tx) => {
    const { name, email, role } = given;
    const row = await insertPerson(tx, {
      organisationId: actor.organisationId,
      role,
      name,
      email,
      passwordHash,
    });
    if (passwordHash === null) {
      invitationToken = await inviteUser(tx, actor.organisationId, row.id);
    }
    await audit(tx, actor, "person.created", row.id, { email, role, invited: passwordHash === null }, by);
    return { body: await readUser(actor.organisationId, row.id, tx), ticketId: null };
  });
  return { ...user, invitationToken };
}

/**
 * Changes a person's name, role, teams or access. Their sockets come back with the new rights, or are ended with all
 * their sessions when they are disabled. Throws `last_admin`, `not_found`, `invalid` for teams that do not exist.
 */
export async function changeUser(
  actor: Actor,
  change: { personId: string; patch: UserPatch },
  by: By,
): Promise<AdminUserDto> {
  return await transactionOnce(by.key, noTicketToCheck, async (tx) => {
    await lockOrganisation(tx, actor.organisationId);
    const before = await readUser(actor.organisationId, change.personId, tx);
    const role = change.patch.role ?? before.role;
    const disabled = change.patch.disabled ?? before.disabled;
    if (role !== "admin" || disabled) {
      await refuseLastAdmin(tx, actor.organisationId, before.id);
    }
    await tx.query(
      `UPDATE people SET name = $2, role = $3::role, disabled_at = CASE WHEN $4 THEN coalesce(disabled_at, now()) END, updated_at = now() WHERE id = $1`,
      [before.id, change.patch.name ?? before.name, role, disabled],
    );
    const haveTeamsChanged =
      change.patch.teamIds !== undefined && (await setTeams(tx, actor, before, change.patch.teamIds));
    await announce(tx, actor, before.id, {
      role: role !== before.role,
      teams: haveTeamsChanged,
      disabled: disabled && !before.disabled,
    });
    await audit(tx, actor, "person.changed", before.id, change.patch, by);
    return { body: await readUser(actor.organisationId, before.id, tx), ticketId: null };
  });
}

async function announce(
  tx: Transaction,
  actor: Actor,
  personId: string,
  changed: { role: boolean; teams: boolean; disabled: boolean },
): Promise<void> {
  const { organisationId } = actor;
  if (changed.disabled) {
    await endSessions(tx, { organisationId, personId, reason: "disabled", actorId: actor.id });
  } else if (changed.role || changed.teams) {
    const reason = changed.role ? "role" : "teams";
    await emit(tx, {
      type: "person:changed",
      organisationId,
      actorId: actor.id,
      subjectId: personId,
      data: { personId, reason },
    });
  }
}

/** Makes these the person's teams; true when that changed anything. */
async function setTeams(
  tx: Transaction,
  actor: Actor,
  before: AdminUserDto,
  teamIds: readonly string[],
): Promise<boolean> {
  const wanted = [...new Set(teamIds.map((id) => id.toLowerCase()))];
  const current = before.teams.map((team) => team.id);
  const added = wanted.filter((id) => !current.includes(id));
  const removed = current.filter((id) => !wanted.includes(id));
  const { rows } = await tx.query<{ id: string }>(
    "SELECT id FROM teams WHERE organisation_id = $1 AND id = ANY($2::uuid[]) AND archived_at IS NULL",
    [actor.organisationId, added],
  );
  const missing = added.find((id) => !rows.some((row) => row.id === id));
  if (missing !== undefined) {
    const path = `teamIds.${teamIds.findIndex((id) => id.toLowerCase() === missing)}`;
    throw new AppError("invalid", "There is no such team.", {
      errors: [{ path, message: "There is no such team." }],
    });
  }
  await tx.query("DELETE FROM team_members WHERE person_id = $1 AND team_id = ANY($2::uuid[])", [
    before.id,
    removed,
  ]);
  await tx.query(
    "INSERT INTO team_members (person_id, team_id) SELECT $1, unnest($2::uuid[]) ON CONFLICT DO NOTHING",
    [before.id, added],
  );
  return added.length + removed.length > 0;
}

async function audit(
  tx: Transaction,
  actor: Actor,
  action: string,
  subjectId: string,
  data: Record<string, unknown>,
  by: By,
): Promise<void> {
  await writeAudit(tx, {
    organisationId: actor.organisationId,
    actorId: actor.id,
    action,
    subjectType: "person",
    subjectId,
    data,
    address: by.address,
  });
}
