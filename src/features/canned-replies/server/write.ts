import { VARIABLES } from "@/features/canned-replies/fields";
import type { CannedReplyCreate, CannedReplyDto, CannedReplyPatch } from "@/features/canned-replies/schema";
import { changeItem, createItem, deleteItem, type WrittenShelf } from "@/features/library/server/write-item";
import { say } from "@/messages/server/say";
import type { By } from "@/server/api/by";
import { sqlTransactionOnce } from "@/server/api/idempotency";
import { refusedField } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import { findVariables } from "@/ui/markdown/variables";
import { CANNED_REPLIES, type CannedReplyRow } from "./present";
import { readCannedReply } from "./read";

const SHELF: WrittenShelf<CannedReplyRow, CannedReplyDto> = {
  ...CANNED_REPLIES,
  contents: { keyword: "keyword", body: "body" },
  check: async (_tx, _actor, { body }) => refuseUnknownVariables("body", body),
};

/** Makes a canned reply. Throws `forbidden`, `name_taken`, and `invalid` for a variable that there is not. */
export async function createCannedReply(
  actor: Actor,
  input: CannedReplyCreate,
  by: By,
): Promise<CannedReplyDto> {
  return await createItem(SHELF, actor, { ...input, keyword: input.keyword || null }, by);
}

/** Changes a canned reply, or gives it to another owner. Throws as `createCannedReply`, `not_found`, and `conflict` for what somebody has changed since it was seen. */
export async function changeCannedReply(
  actor: Actor,
  { id, patch }: { id: string; patch: CannedReplyPatch },
  by: By,
): Promise<CannedReplyDto> {
  const keyword = patch.keyword === "" ? { keyword: null } : {};
  return await changeItem(SHELF, actor, { id, patch: { ...patch, ...keyword } }, by);
}

/** Deletes a canned reply; what was written with it stays. Throws `not_found` and `forbidden`. */
export async function deleteCannedReply(actor: Actor, id: string, by: By): Promise<void> {
  await deleteItem(SHELF, actor, id, by);
}

/** Counts that a canned reply was inserted. Throws `not_found`. */
export async function countUse(actor: Actor, id: string, by: Pick<By, "key">): Promise<void> {
  await sqlTransactionOnce(by.key, async (tx) => {
    const reply = await readCannedReply(actor, id, tx);
    await tx.query("UPDATE canned_replies SET uses = least(uses + 1, 2147483647) WHERE id = $1", [reply.id]);
  });
}

/** Throws `invalid` for a variable that there is not; in code, braces belong to other programs. */
export function refuseUnknownVariables(path: string, text: unknown): void {
  const unknown = findVariables(typeof text === "string" ? text : "").find(
    ({ name, isCode }) => !isCode && !VARIABLES.some((one) => one === name),
  );
  if (unknown) {
    throw refusedField(path, say("refusals.cannedReplies.variable", { name: unknown.source.slice(0, 100) }));
  }
}
