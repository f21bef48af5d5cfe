import { refuseUnknownVariables } from "@/features/canned-replies/server/write";
import { changeItem, createItem, deleteItem, type WrittenShelf } from "@/features/library/server/write-item";
import {
  macroActionsSchema,
  type MacroCreate,
  type MacroDto,
  type MacroPatch,
} from "@/features/macros/schema";
import type { By } from "@/server/api/by";
import type { Actor } from "@/shared/roles";
import { MACROS, type MacroRow } from "./present";

const SHELF: WrittenShelf<MacroRow, MacroDto> = {
  ...MACROS,
  contents: { actions: "actions" },
  check: async (_tx, _actor, { actions }) => {
    const { comment } = actions === undefined ? {} : macroActionsSchema.parse(actions);
    refuseUnknownVariables("actions.comment.body", comment?.body);
  },
};

/** Makes a macro. Throws `forbidden`, `name_taken`, and `invalid` for a variable that there is not. */
export async function createMacro(actor: Actor, input: MacroCreate, by: By): Promise<MacroDto> {
  return await createItem(SHELF, actor, input, by);
}

/** Changes a macro, or gives it to another owner. Throws as `createMacro`, `not_found` and `conflict`. */
export async function changeMacro(
  actor: Actor,
  { id, patch }: { id: string; patch: MacroPatch },
  by: By,
): Promise<MacroDto> {
  return await changeItem(SHELF, actor, { id, patch }, by);
}

/** Deletes a macro; what it did stays. Throws `not_found` and `forbidden`. */
export async function deleteMacro(actor: Actor, id: string, by: By): Promise<void> {
  await deleteItem(SHELF, actor, id, by);
}
