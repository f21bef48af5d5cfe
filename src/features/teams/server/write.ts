import { v7 } from "uuid";
import { noTicketToCheck, type By } from "@/server/by";
import type { Transaction } from "@/server/database";
import { emit } from "@/server/emit";
import { transactionOnce } from "@/server/idempotency";
import { AppError } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import { writeAudit } from "@/features/organisations/server/write-audit";
import type { AdminTeamDto, TeamCreate, TeamPatch } from "@/features/teams/schema";
import { readTeam } from "./read";

/** Makes a team. Throws `name_taken`. */
export async function createTeam(actor: Actor, given: TeamCreate, by: By): Promise<AdminTeamDto> {
  return await transactionOnce(by.key, noTicketToCheck, async (tx) => {
    const id = v7();
    await refuseTakenName(tx, actor, given.name, id);
    await tx.query(
      "INSERT INTO teams (id, organisation_id, name, description, is_private) VALUES ($1, $2, $3, $4, $5)",
      [id, actor.organisationId, given.name, given.description, given.isPrivate],
    );
    await audit(tx, actor, "team.created", id, given, by.address);
    return { body: await readTeam(actor.organisationId, id, tx), ticketId: null };
  });
}

/**
 * Changes a team. Whether it is private decides who sees its tickets, so that goes to every agent's sockets
 * (`team:changed`); an archived team gives its members nothing any more, so theirs come back too (`person:changed`).
 */
export async function changeTeam(
  actor: Actor,
  change: { teamId: string; patch: TeamPatch },
  by: By,
): Promise<AdminTeamDto> {
  const { teamId, patch } = change;
  return await transactionOnce(by.key, noTicketToCheck, async (tx) => {
    const before = await readTeam(actor.organisationId, teamId, tx);
    if (patch.name !== undefined && patch.name !== before.name) {
      await refuseTakenName(tx, actor, patch.name, before.id);
    }
    await tx.query(
      `UPDATE teams SET name = $2, description = $3, is_private = $4,
         archived_at = CASE WHEN $5 THEN coalesce(archived_at, now()) END WHERE id = $1`,
      [
        before.id,
        patch.name ?? before.name,
        patch.description ?? before.description,
        patch.isPrivate ?? before.isPrivate,
        patch.archived ?? before.archived,
      ],
    );
    await announce(tx, actor, before, patch);
    await audit(tx, actor, "team.changed", before.id, patch, by.address);
    return { body: await readTeam(actor.organisationId, before.id, tx), ticketId: null };
  });
}

async function announce(
  tx: Transaction,
  actor: Actor,
  before: AdminTeamDto,
  patch: TeamPatch,
): Promise<void> {
  const common = { organisationId: actor.organisationId, actorId: actor.id };
  if (patch.isPrivate !== undefined && patch.isPrivate !== before.isPrivate) {
    await emit(tx, {
      ...common,
      type: "team:changed",
      subjectId: before.id,
      data: { teamId: before.id, isPrivate: patch.isPrivate },
    });
  }
  if (patch.archived === undefined || patch.archived === before.archived) {
    return;
  }
  const { rows } = await tx.query<{ person_id: string }>(
    "SELECT person_id FROM team_members WHERE team_id = $1 ORDER BY person_id",
    [before.id],
  );
  for (const { person_id: personId } of rows) {
    await emit(tx, {
      ...common,
      type: "person:changed",
      subjectId: personId,
      data: { personId, reason: "teams" },
    });
  }
}

/** Names are told apart without regard to case; the unique index is the last word when two arrive together. */
async function refuseTakenName(tx: Transaction, actor: Actor, name: string, ownId: string): Promise<void> {
  await tx.query("SELECT 1 FROM organisations WHERE id = $1 FOR NO KEY UPDATE", [actor.organisationId]);
  const { rows } = await tx.query(
    "SELECT 1 FROM teams WHERE organisation_id = $1 AND lower(name) = lower($2) AND id <> $3",
    [actor.organisationId, name, ownId],
  );
  if (rows.length > 0) {
    throw new AppError("name_taken", "There is a team of this name already.", {
      errors: [{ path: "name", message: "There is a team of this name already." }],
    });
  }
}

async function audit(
  tx: Transaction,
  actor: Actor,
  action: string,
  teamId: string,
  data: Record<string, unknown>,
  address: string,
): Promise<void> {
  await writeAudit(tx, {
    organisationId: actor.organisationId,
    actorId: actor.id,
    action,
    subjectType: "team",
    subjectId: teamId,
    data,
    address,
  });
}
