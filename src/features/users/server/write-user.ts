import { say } from "@/messages/server/say";
import type { By } from "@/server/api/by";
import type { BothWays, Transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";
import { prismaTransactionOnce } from "@/server/api/idempotency";
import { changedFrom, refuseStale } from "@/server/api/stale-changes";
import { hashNewPassword } from "@/server/sign-in/passwords";
import { AppError, refusedField } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import { readOrganisation } from "@/features/organisations/server/read";
import { audit } from "@/server/audit/audit";
import { removeSecondFactor } from "@/features/second-factors/server/write-remove";
import { endSessions } from "@/features/sessions/server/write";
import { unassignUnauthorised } from "@/features/ticket-record/server/write-unassign";
import type { AdminUserDto, UserCreate, UserPatch } from "@/features/users/schema";
import { readUser } from "./read-admin";
import { announceName, insertPerson } from "./write";
import { lockOrganisation, refuseLastAdmin } from "./write-admins";
import { confirmEmail } from "./write-confirm-email";
import { invitationEnd, inviteByMail } from "./write-invitation";

/** In whose name people are changed. */
type Changer = Pick<Actor, "id" | "organisationId">;

/**
 * Creates a person. Without a password they are invited: the answer's `invitationToken` opens their account
 * once; a request that is repeated by its key gets null there, as only its hash is stored. Throws
 * `email_taken`.
 */
export async function createUser(
  actor: Actor,
  given: UserCreate,
  by: By,
): Promise<AdminUserDto & { invitationToken: string | null }> {
  const passwordHash =
    given.password === undefined
      ? null
      : await hashNewPassword(given.password, {
          ...given,
          organisationName: (await readOrganisation(actor.organisationId)).name,
        });
  let invitationToken: string | null = null;
  const user = await prismaTransactionOnce(by.key, async ({ prisma, sql }) => {
    const { name, email, role } = given;
    const row = await insertPerson(sql, {
      organisationId: actor.organisationId,
      role,
      name,
      email,
      passwordHash,
    });
    if (passwordHash === null) {
      invitationToken = await inviteByMail(sql, actor, { id: row.id, name, email });
    }
    await setTeams({ prisma, sql }, actor, { id: row.id, teams: [] }, given.teamIds ?? []);
    await audit(sql, actor, {
      action: "person.created",
      subjectType: "person",
      subjectId: row.id,
      data: {
        email,
        role,
        invited: passwordHash === null,
        ...(given.teamIds?.length ? { teamIds: given.teamIds } : {}),
      },
      address: by.address,
    });
    return await readUser(actor.organisationId, row.id, prisma);
  });
  return { ...user, invitationToken };
}

/**
 * Invites a person anew who has no password yet: the earlier link ends. A request that is repeated by its key gets null
 * as the token. Throws `not_found`, and `conflict` for a person who has a password, no address, or may not sign in.
 */
export async function renewInvitation(
  actor: Actor,
  personId: string,
  by: By,
): Promise<{ invitationToken: string | null; expiresAt: string }> {
  let invitationToken: string | null = null;
  const { expiresAt } = await prismaTransactionOnce(by.key, async ({ prisma, sql }) => {
    await lockOrganisation(sql, actor.organisationId);
    const user = await readUser(actor.organisationId, personId, prisma);
    if (!user.invited || user.disabled || user.email === null) {
      throw new AppError("conflict", say("refusals.users.hasPassword"));
    }
    invitationToken = await inviteByMail(sql, actor, { id: user.id, name: user.name, email: user.email });
    await audit(sql, actor, {
      action: "person.invited",
      subjectType: "person",
      subjectId: user.id,
      address: by.address,
    });
    return { expiresAt: invitationEnd().toISOString() };
  });
  return { invitationToken, expiresAt };
}

/**
 * Changes a person's name, role, teams or access. Their sockets reconnect with the new rights, or end with
 * all their sessions when they are disabled; tickets that they may not work on any more are unassigned.
 * Throws `last_admin`, `not_found`, `invalid` for teams that do not exist.
 */
export async function changeUser(
  actor: Actor,
  change: { personId: string; patch: UserPatch },
  by: By,
): Promise<AdminUserDto> {
  return await prismaTransactionOnce(by.key, (tx) => changeUserWithin(tx, actor, change, by));
}

/** The same within a transaction that changes more than this person. */
export async function changeUserWithin(
  tx: BothWays,
  actor: Changer,
  change: { personId: string; patch: UserPatch },
  by: Pick<By, "address">,
): Promise<AdminUserDto> {
  const { prisma, sql } = tx;
  await lockOrganisation(sql, actor.organisationId);
  const before = await readUser(actor.organisationId, change.personId, prisma);
  const { was, ...patch } = change.patch;
  const { name = before.name, role = before.role, disabled = before.disabled } = patch;
  if (before.erased) {
    throw new AppError("conflict", say("refusals.personData.erased"));
  }
  refuseStale({
    patch,
    was,
    now: { name: before.name, role: before.role, disabled: before.disabled, teamIds: idsOf(before) },
    current: before,
  });
  if (before.role === "guest" && patch.role !== undefined) {
    throw refusedField("role", say("refusals.users.guestRole"));
  }
  if (!disabled && before.mergedInto !== null) {
    throw new AppError("conflict", say("refusals.merges.stays"));
  }
  if (role !== "admin" || disabled) {
    await refuseLastAdmin(sql, actor.organisationId, before.id);
  }
  await prisma.person.update({
    where: { id: before.id },
    data: {
      name,
      role,
      updatedAt: new Date(),
      ...(disabled === before.disabled ? {} : { disabledAt: disabled ? new Date() : null }),
    },
  });
  if (patch.emailConfirmed) {
    await confirm(sql, actor, before.id, by);
  }
  if (patch.secondFactor === false) {
    const owner = { id: before.id, organisationId: actor.organisationId };
    await removeSecondFactor(sql, owner, { actorId: actor.id, address: by.address });
  }
  const haveTeamsChanged = patch.teamIds !== undefined && (await setTeams(tx, actor, before, patch.teamIds));
  if (name !== before.name) {
    await announceName(sql, actor, before.id);
  }
  await announce(sql, actor, before.id, {
    role: role !== before.role,
    teams: haveTeamsChanged,
    disabled: disabled && !before.disabled,
  });
  const { organisationId, id: actorId } = actor;
  await unassignUnauthorised(sql, { organisationId, actorId }, { personId: before.id });
  await audit(sql, actor, {
    action: "person.changed",
    subjectType: "person",
    subjectId: before.id,
    data: { ...patch, ...beforeOf(patch, before) },
    address: by.address,
  });
  return await readUser(actor.organisationId, before.id, prisma);
}

async function announce(
  tx: Transaction,
  actor: Changer,
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

/** What stood there before, for the audit. */
function beforeOf(patch: UserPatch, before: AdminUserDto): { before?: Record<string, unknown> } {
  const old = { name: before.name, role: before.role, disabled: before.disabled, teamIds: idsOf(before) };
  return changedFrom(patch, old);
}

function idsOf({ teams }: Pick<AdminUserDto, "teams">): string[] {
  return teams.map((team) => team.id);
}

async function confirm(
  tx: Transaction,
  actor: Changer,
  personId: string,
  by: Pick<By, "address">,
): Promise<void> {
  const tickets = await confirmEmail(tx, actor, personId);
  if (tickets !== null) {
    await audit(tx, actor, {
      action: "person.email_confirmed",
      subjectType: "person",
      subjectId: personId,
      data: { tickets },
      address: by.address,
    });
  }
}

/** Sets the person's teams; true when that changed anything. */
async function setTeams(
  { prisma }: BothWays,
  actor: Changer,
  before: Pick<AdminUserDto, "id" | "teams">,
  teamIds: readonly string[],
): Promise<boolean> {
  const wanted = [...new Set(teamIds.map((id) => id.toLowerCase()))];
  const current = idsOf(before);
  const added = wanted.filter((id) => !current.includes(id));
  const removed = current.filter((id) => !wanted.includes(id));
  const teams = await prisma.team.findMany({
    where: { organisationId: actor.organisationId, id: { in: added }, archivedAt: null },
    select: { id: true },
  });
  const missing = added.find((id) => !teams.some((team) => team.id === id));
  if (missing !== undefined) {
    const path = `teamIds.${teamIds.findIndex((id) => id.toLowerCase() === missing)}`;
    throw new AppError("invalid", say("refusals.teams.unknown"), {
      errors: [{ path, sentence: say("refusals.teams.unknown") }],
    });
  }
  await prisma.teamMember.deleteMany({ where: { personId: before.id, teamId: { in: removed } } });
  await prisma.teamMember.createMany({
    data: added.map((teamId) => ({ personId: before.id, teamId })),
    skipDuplicates: true,
  });
  return added.length + removed.length > 0;
}
