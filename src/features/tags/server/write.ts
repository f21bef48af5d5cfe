import { v7 } from "uuid";
import { say } from "@/messages/server/say";
import type { TagChangeDto, TagChangeInput } from "@/features/tags/schema";
import { sqlTransactionOnce } from "@/server/api/idempotency";
import type { By } from "@/server/api/by";
import { audit } from "@/server/audit/audit";
import type { Transaction } from "@/server/database/database";
import { AppError, refusedField } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import { countTag, noSuchTag, readTagChange } from "./read";

/**
 * POST /api/admin/tags/changes: begins to rename, merge or delete a tag on all tickets, which a job does bit by bit. Throws `not_found`
 * for a tag that is not there, `name_taken` for a new name that another tag has, `invalid` for a merge into itself or into none.
 */
export async function beginTagChange(actor: Actor, input: TagChangeInput, by: By): Promise<TagChangeDto> {
  return await sqlTransactionOnce(by.key, async (tx) => {
    const { kind, name } = input;
    const into = input.kind === "delete" ? null : input.into;
    const tickets = await countTag(tx, actor, name);
    if (tickets === null) {
      throw noSuchTag();
    }
    await checkInto(tx, actor, input);
    if (kind === "rename") {
      await tx.query("INSERT INTO tags (organisation_id, name) VALUES ($1, $2) ON CONFLICT DO NOTHING", [
        actor.organisationId,
        into,
      ]);
    }
    const id = v7();
    await tx.query(
      "INSERT INTO tag_changes (id, organisation_id, person_id, kind, name, into_name, total) VALUES ($1, $2, $3, $4, $5, $6, $7)",
      [id, actor.organisationId, actor.id, kind, name, into, tickets],
    );
    await audit(tx, actor, {
      action: `tag.${kind}`,
      subjectType: "tag",
      subjectId: id,
      data: { name, into, tickets },
      address: by.address,
    });
    return await readTagChange(tx, actor, id);
  });
}

async function checkInto(tx: Transaction, actor: Actor, input: TagChangeInput): Promise<void> {
  if (input.kind === "delete") {
    return;
  }
  if (input.into === input.name) {
    throw refusedField("into", say("refusals.tags.itself"));
  }
  const exists = (await countTag(tx, actor, input.into)) !== null;
  if (input.kind === "rename" && exists) {
    throw refusedField("into", say("refusals.tags.taken", { name: input.into }), "name_taken");
  }
  if (input.kind === "merge" && !exists) {
    throw refusedField("into", say("refusals.tags.unknown"));
  }
}

/** POST /api/admin/tags/changes/{id}/undo: begins to take a change back, once and within 30 days. Throws `not_found`, `conflict`. */
export async function undoTagChange(actor: Actor, changeId: string, by: By): Promise<TagChangeDto> {
  return await sqlTransactionOnce(by.key, async (tx) => {
    const change = await readTagChange(tx, actor, changeId);
    await tx.query("SELECT 1 FROM tag_changes WHERE id = $1 FOR UPDATE", [change.id]);
    const { mayUndo, name, into, done } = await readTagChange(tx, actor, change.id);
    if (!mayUndo) {
      throw new AppError("conflict", say("refusals.tags.notUndone"));
    }
    await tx.query("INSERT INTO tags (organisation_id, name) VALUES ($1, $2) ON CONFLICT DO NOTHING", [
      actor.organisationId,
      name,
    ]);
    const id = v7();
    await tx.query(
      "INSERT INTO tag_changes (id, organisation_id, person_id, kind, name, into_name, total, undoes) VALUES ($1, $2, $3, 'undo', $4, $5, $6, $7)",
      [id, actor.organisationId, actor.id, name, into, done, change.id],
    );
    await audit(tx, actor, {
      action: "tag.undo",
      subjectType: "tag",
      subjectId: id,
      data: { name, into, tickets: done },
      address: by.address,
    });
    return await readTagChange(tx, actor, id);
  });
}
