import { say } from "@/messages/server/say";
import { COUNTED } from "@/features/people-merges/fields";
import type { MergeDto, MergeStart } from "@/features/people-merges/schema";
import { tellOwner } from "@/features/second-factors/server/write";
import { lockOrganisation, refuseLastAdmin } from "@/features/users/server/write-admins";
import { audit } from "@/server/audit/audit";
import type { By } from "@/server/api/by";
import { sqlTransactionOnce } from "@/server/api/idempotency";
import type { Transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";
import { refusedField } from "@/shared/errors";
import { isUuid } from "@/shared/ids";
import type { Actor } from "@/shared/roles";
import { findMerge } from "./read";
import { touchedTickets } from "./read-touched";
import { readPair } from "./rules-pair";
import { mergeAccounts } from "./write-account";
import { finishMerge, movePiece, noteMerging, type Merging } from "./write-pieces";

/** Up to so many tickets are moved in the transaction of the request; more are left to a job. */
const SMALL = 50;

/**
 * POST /api/admin/users/{id}/merge: merges an account into another of the same person. The account ends at once; its tickets become the other's
 * in the same transaction where they are few, else in pieces by a job. One that stopped goes on in the name of who asks. Throws `not_found`,
 * `last_admin`, and `invalid` or `conflict` for what may not be merged, or where the typed name is not the account's.
 */
export async function startMerge(
  actor: Actor,
  { personId, ...given }: MergeStart & { personId: string },
  by: By,
): Promise<MergeDto> {
  return await sqlTransactionOnce(by.key, async (tx) => {
    await lockOrganisation(tx, actor.organisationId);
    if (!(await continueStopped(tx, actor, { personId, into: given.into }, by.address))) {
      await start(tx, actor, { personId, ...given }, by.address);
    }
    const merge = await findMerge(personId, tx);
    if (!merge) {
      throw new Error("a merge that was just written is not there");
    }
    return merge;
  });
}

async function start(
  tx: Transaction,
  actor: Actor,
  { personId, into: intoId, name, teams }: MergeStart & { personId: string },
  address: string,
): Promise<void> {
  const { organisationId, id: actorId } = actor;
  const { from, into } = await readPair(tx, actor, { fromId: personId, intoId, lock: true });
  if (name.trim() !== from.name.trim()) {
    throw refusedField("name", say("refusals.merges.name"));
  }
  await refuseLastAdmin(tx, organisationId, from.id);
  const total = (await touchedTickets(tx, organisationId, from.id, COUNTED)).length;
  await tx.query(
    "INSERT INTO person_merges (from_id, organisation_id, to_id, started_by, total, address) VALUES ($1, $2, $3, $4, $5, nullif($6, ''))",
    [from.id, organisationId, into.id, actorId, total, address],
  );
  const moved = await mergeAccounts(
    tx,
    { organisationId, actorId },
    { fromId: from.id, toId: into.id, joinTeams: teams === "both" },
  );
  await audit(tx, actor, {
    action: "person.merged",
    subjectType: "person",
    subjectId: from.id,
    data: { into: into.id, name: from.name, intoName: into.name, teams, ...moved },
    address,
  });
  await tellOwner(
    tx,
    { id: into.id, organisationId },
    { change: "accounts_merged", actorId, data: { from: from.id }, address },
  );
  if (moved.teamIds.length > 0) {
    await emit(tx, {
      type: "person:changed",
      organisationId,
      actorId,
      subjectId: into.id,
      data: { personId: into.id, reason: "teams" },
    });
  }
  const merging: Merging = { fromId: from.id, toId: into.id, organisationId, actorId };
  // What is small is done at once: the last piece finds nothing left.
  const isDone = total <= SMALL && !((await movePiece(tx, merging)) && (await movePiece(tx, merging)));
  await (isDone ? finishMerge(tx, merging) : noteMerging(tx));
}

/** A merge that stopped goes on in the name of who asks for it now; false where there is none. */
async function continueStopped(
  tx: Transaction,
  actor: Actor,
  { personId, into }: { personId: string; into: string },
  address: string,
): Promise<boolean> {
  if (!isUuid(personId)) {
    return false;
  }
  const { rowCount } = await tx.query(
    `UPDATE person_merges SET state = 'running', started_by = $3, address = nullif($5, '')
     WHERE from_id = $1 AND organisation_id = $2 AND to_id = $4 AND state = 'stopped'`,
    [personId, actor.organisationId, actor.id, into, address],
  );
  if (rowCount !== 1) {
    return false;
  }
  await audit(tx, actor, {
    action: "person.merge_continued",
    subjectType: "person",
    subjectId: personId,
    data: { into },
    address,
  });
  noteMerging(tx);
  return true;
}
