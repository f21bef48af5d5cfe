import { v7 } from "uuid";
import { VARIABLES } from "@/features/canned-replies/fields";
import type { CannedReplyCreate, CannedReplyDto, CannedReplyPatch } from "@/features/canned-replies/schema";
import type { LibraryPlace } from "@/features/library/policy";
import { placeOf } from "@/features/library/server/read-places";
import {
  lockLibrary,
  lockOwn,
  placeFor,
  refuseTakenName,
  refuseTooMany,
  settleChange,
  type LibraryShelf,
} from "@/features/library/server/write-place";
import { say } from "@/messages/server/say";
import type { By } from "@/server/api/by";
import { sqlTransactionOnce } from "@/server/api/idempotency";
import { changedFrom, refuseStale } from "@/server/api/stale-changes";
import { refusedField } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import { findVariables } from "@/ui/markdown/variables";
import { CANNED_REPLY_COLUMNS, type CannedReplyRow } from "./present";
import { readCannedReply } from "./read";

const SHELF: LibraryShelf = { kind: "cannedReply", table: "canned_replies", subjectType: "canned_reply" };
const { table } = SHELF;

/** Makes a canned reply. Throws `forbidden`, `name_taken`, and `invalid` for a variable that there is not. */
export async function createCannedReply(
  actor: Actor,
  input: CannedReplyCreate,
  by: By,
): Promise<CannedReplyDto> {
  return await sqlTransactionOnce(by.key, async (tx) => {
    const { name, body, scope, teamId } = input;
    const keyword = input.keyword || null;
    refuseUnknownVariables(body);
    const place = await placeFor(tx, actor, input);
    const id = v7();
    await lockLibrary(tx, actor);
    await refuseTakenName(tx, actor, { table, place, name, exceptId: id });
    await refuseTooMany(tx, actor, { table, place });
    await tx.query(
      `INSERT INTO canned_replies (id, organisation_id, scope, team_id, person_id, name, keyword, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, actor.organisationId, scope, teamId, place.personId, name, keyword, body],
    );
    const data = { name, scope, teamId };
    await settleChange(
      tx,
      actor,
      { shelf: SHELF, id, before: null, after: place, action: "created", data },
      by,
    );
    return await readCannedReply(actor, id, tx);
  });
}

/** Changes a canned reply, or gives it to another owner. Throws as `createCannedReply`, `not_found`, and `conflict` for what somebody has changed since it was seen. */
export async function changeCannedReply(
  actor: Actor,
  { id, patch: asked }: { id: string; patch: CannedReplyPatch },
  by: By,
): Promise<CannedReplyDto> {
  return await sqlTransactionOnce(by.key, async (tx) => {
    await lockLibrary(tx, actor);
    const row = await lockOwn<CannedReplyRow>(tx, actor, { table, columns: CANNED_REPLY_COLUMNS, id });
    const { was, ...given } = asked;
    const patch = { ...given, ...(given.keyword === "" ? { keyword: null } : {}) };
    const before = fieldsOf(row);
    refuseStale({ patch, was, now: before, current: await readCannedReply(actor, row.id, tx) });
    const isMoved = patch.scope !== undefined && patch.scope !== "team" && patch.teamId === undefined;
    const after = { ...before, ...patch, ...(isMoved ? { teamId: null } : {}) };
    if (patch.body !== undefined) {
      refuseUnknownVariables(after.body);
    }
    const from = placeOf(row);
    const to = isSamePlace(from, after) ? from : await placeFor(tx, actor, after);
    await refuseTakenName(tx, actor, { table, place: to, name: after.name, exceptId: row.id });
    await (to !== from && refuseTooMany(tx, actor, { table, place: to }));
    await tx.query(
      "UPDATE canned_replies SET (scope, team_id, person_id, name, keyword, body, updated_at) = ($2, $3, $4, $5, $6, $7, now()) WHERE id = $1",
      [row.id, to.scope, to.teamId, to.personId, after.name, after.keyword, after.body],
    );
    const data = { name: after.name, fields: Object.keys(patch), ...changedFrom(named(patch), before) };
    await settleChange(
      tx,
      actor,
      { shelf: SHELF, id: row.id, before: from, after: to, action: "changed", data },
      by,
    );
    return await readCannedReply(actor, row.id, tx);
  });
}

/** Deletes a canned reply; what was written with it stays. Throws `not_found` and `forbidden`. */
export async function deleteCannedReply(actor: Actor, id: string, by: By): Promise<void> {
  await sqlTransactionOnce(by.key, async (tx) => {
    await lockLibrary(tx, actor);
    const row = await lockOwn<CannedReplyRow>(tx, actor, { table, columns: CANNED_REPLY_COLUMNS, id });
    await tx.query("DELETE FROM canned_replies WHERE id = $1", [row.id]);
    const data = { name: row.name, scope: row.scope, teamId: row.team_id };
    await settleChange(
      tx,
      actor,
      { shelf: SHELF, id: row.id, before: placeOf(row), after: null, action: "deleted", data },
      by,
    );
  });
}

/** Counts that a canned reply was inserted. Throws `not_found`. */
export async function countUse(actor: Actor, id: string, by: Pick<By, "key">): Promise<void> {
  await sqlTransactionOnce(by.key, async (tx) => {
    const reply = await readCannedReply(actor, id, tx);
    await tx.query("UPDATE canned_replies SET uses = least(uses + 1, 2147483647) WHERE id = $1", [reply.id]);
  });
}

type Fields = Pick<CannedReplyDto, "name" | "scope" | "teamId" | "keyword" | "body">;

function fieldsOf(row: CannedReplyRow): Fields & Record<string, unknown> {
  const { name, keyword, body, team_id: teamId } = row;
  return { name, keyword, body, scope: placeOf(row).scope, teamId };
}

/** Of what changes, what the audit names: the text itself is not copied into it. */
function named({ body: _body, ...rest }: CannedReplyPatch): object {
  return rest;
}

function isSamePlace(place: LibraryPlace, { scope, teamId }: Pick<Fields, "scope" | "teamId">): boolean {
  return place.scope === scope && place.teamId === teamId;
}

/** In code, braces belong to other programs. */
function refuseUnknownVariables(body: string): void {
  const unknown = findVariables(body).find(
    ({ name, isCode }) => !isCode && !VARIABLES.some((one) => one === name),
  );
  if (unknown) {
    throw refusedField(
      "body",
      say("refusals.cannedReplies.variable", { name: unknown.source.slice(0, 100) }),
    );
  }
}
