import { v7 } from "uuid";
import { say } from "@/messages/server/say";
import type { By } from "@/server/api/by";
import type { BothWays, Transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";
import { prismaTransactionOnce } from "@/server/api/idempotency";
import { changedFrom, refuseStale } from "@/server/api/stale-changes";
import { refusedField } from "@/shared/errors";
import { isUuid } from "@/shared/ids";
import type { Actor } from "@/shared/roles";
import { audit } from "@/server/audit/audit";
import { unassignUnauthorised } from "@/features/ticket-record/server/write-unassign";
import { PERSON_MAY_WORK } from "@/features/ticket-record/server/read-visibility";
import type { AdminTeamDto, TeamCreate, TeamPatch } from "@/features/teams/schema";
import { readTeam } from "./read";

/** Makes a team. Throws `name_taken`. */
export async function createTeam(actor: Actor, input: TeamCreate, by: By): Promise<AdminTeamDto> {
  return await prismaTransactionOnce(by.key, async ({ prisma, sql }) => {
    const id = v7();
    const { organisationId } = actor;
    const { name, description, isPrivate, assigneeId, email } = input;
    await refuseTakenName(sql, actor, name, id);
    await refuseTakenEmail(sql, actor, email, id);
    await refuseAssignee(sql, actor, assigneeId, { id, isPrivate });
    await prisma.team.create({
      data: { id, organisationId, name, description, isPrivate, assigneeId, email },
    });
    await audit(sql, actor, {
      action: "team.created",
      subjectType: "team",
      subjectId: id,
      data: input,
      address: by.address,
    });
    return await readTeam(organisationId, id, prisma);
  });
}

/**
 * Changes a team. Whether it is private decides who sees its tickets, so every agent's sockets reconnect
 * (`team:changed`); an archived team gives its members no access any more, so theirs reconnect too
 * (`person:changed`). Assignees who may not see its tickets any more are unassigned.
 */
export async function changeTeam(
  actor: Actor,
  change: { teamId: string; patch: TeamPatch },
  by: By,
): Promise<AdminTeamDto> {
  const {
    teamId,
    patch: { was, ...patch },
  } = change;
  return await prismaTransactionOnce(by.key, async (tx) => {
    const { prisma, sql } = tx;
    await lockTeam(sql, actor, teamId);
    const before = await readTeam(actor.organisationId, teamId, prisma);
    const now = { ...before, assigneeId: before.assignee?.id ?? null };
    refuseStale({ patch, was, now, current: before });
    const { archived = before.archived, name = before.name, description, isPrivate } = patch;
    const { assigneeId, email } = patch;
    if (email) {
      await refuseTakenEmail(sql, actor, email, before.id);
    }
    await refuseAssignee(sql, actor, assigneeId, {
      id: before.id,
      isPrivate: isPrivate ?? before.isPrivate,
    });
    if (name !== before.name) {
      await refuseTakenName(sql, actor, name, before.id);
    }
    await prisma.team.update({
      where: { id: before.id },
      data: {
        name,
        ...(description === undefined ? {} : { description }),
        ...(isPrivate === undefined ? {} : { isPrivate }),
        ...(assigneeId === undefined ? {} : { assigneeId }),
        ...(email === undefined ? {} : { email }),
        ...(archived === before.archived ? {} : { archivedAt: archived ? new Date() : null }),
      },
    });
    await announce(tx, actor, before, patch);
    const { organisationId, id: actorId } = actor;
    await unassignUnauthorised(sql, { organisationId, actorId }, { teamId: before.id });
    await audit(sql, actor, {
      action: "team.changed",
      subjectType: "team",
      subjectId: before.id,
      data: { ...patch, ...changedFrom(patch, now) },
      address: by.address,
    });
    return await readTeam(actor.organisationId, before.id, prisma);
  });
}

async function announce(
  { prisma, sql }: BothWays,
  actor: Actor,
  before: AdminTeamDto,
  patch: TeamPatch,
): Promise<void> {
  const common = { organisationId: actor.organisationId, actorId: actor.id };
  if (patch.isPrivate !== undefined && patch.isPrivate !== before.isPrivate) {
    await emit(sql, {
      ...common,
      type: "team:changed",
      subjectId: before.id,
      data: { teamId: before.id, isPrivate: patch.isPrivate },
    });
  }
  if (patch.archived === undefined || patch.archived === before.archived) {
    return;
  }
  const members = await prisma.teamMember.findMany({
    where: { teamId: before.id },
    orderBy: { personId: "asc" },
  });
  for (const { personId } of members) {
    await emit(sql, {
      ...common,
      type: "person:changed",
      subjectId: personId,
      data: { personId, reason: "teams" },
    });
  }
}

/** Locks the team: a concurrent change waits, and then sees the result of the first. */
async function lockTeam(sql: Transaction, actor: Actor, teamId: string): Promise<void> {
  if (isUuid(teamId)) {
    await sql.query("SELECT 1 FROM teams WHERE id = $1 AND organisation_id = $2 FOR NO KEY UPDATE", [
      teamId,
      actor.organisationId,
    ]);
  }
}

/** Mail to one address goes to one team. */
async function refuseTakenEmail(
  tx: Transaction,
  actor: Actor,
  email: string | null,
  ownId: string,
): Promise<void> {
  const { rows } = await tx.query(
    "SELECT 1 FROM teams WHERE organisation_id = $1 AND email = $2 AND id <> $3",
    [actor.organisationId, email, ownId],
  );
  if (rows.length > 0) {
    throw refusedField("email", say("refusals.teams.emailTaken"), "name_taken");
  }
}

/** Who gets what is filed to a team is an agent or admin who may work on its tickets. */
async function refuseAssignee(
  tx: Transaction,
  actor: Actor,
  assigneeId: string | null | undefined,
  team: { id: string; isPrivate: boolean },
): Promise<void> {
  if (!assigneeId) {
    return;
  }
  const { rows } = await tx.query(
    `SELECT 1 FROM people p, (SELECT $3::uuid AS id, $4::boolean AS is_private, NULL::timestamptz AS archived_at) tm
     WHERE p.id = $1 AND p.organisation_id = $2 AND ${PERSON_MAY_WORK}`,
    [assigneeId, actor.organisationId, team.id, team.isPrivate],
  );
  if (rows.length === 0) {
    throw refusedField("assigneeId", say("refusals.tickets.assignees"));
  }
}

/** Names are compared without regard to case; the unique index decides when two requests arrive together. */
async function refuseTakenName(tx: Transaction, actor: Actor, name: string, ownId: string): Promise<void> {
  await tx.query("SELECT 1 FROM organisations WHERE id = $1 FOR NO KEY UPDATE", [actor.organisationId]);
  const { rows } = await tx.query(
    "SELECT 1 FROM teams WHERE organisation_id = $1 AND lower(normalize(name)) = lower($2) AND id <> $3",
    [actor.organisationId, name, ownId],
  );
  if (rows.length > 0) {
    throw refusedField("name", say("refusals.teams.taken"), "name_taken");
  }
}
