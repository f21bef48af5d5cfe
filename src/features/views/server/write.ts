import type { LibraryPlace } from "@/features/library/policy";
import { changeItem, createItem, deleteItem, type WrittenShelf } from "@/features/library/server/write-item";
import type { ViewCreate, ViewDto, ViewPatch } from "@/features/views/schema";
import type { By } from "@/server/api/by";
import type { Transaction } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { VIEWS, type ViewRow } from "./present";

const SHELF: WrittenShelf<ViewRow, ViewDto> = {
  ...VIEWS,
  contents: { filters: "filters", sort: "sort" },
  settle: async (tx, { id, organisationId, place }, { position }) => {
    if (typeof position === "number") {
      await moveTo(tx, { id, organisationId, place }, position);
    }
  },
};

/** Saves a view. Throws `forbidden`, `name_taken` and `invalid`. */
export async function createView(actor: Actor, input: ViewCreate, by: By): Promise<ViewDto> {
  return await createItem(SHELF, actor, input, by);
}

/** Changes a view, moves it among its owner's, or gives it to another owner. Throws as `createView`, `not_found` and `conflict`. */
export async function changeView(
  actor: Actor,
  { id, patch }: { id: string; patch: ViewPatch },
  by: By,
): Promise<ViewDto> {
  return await changeItem(SHELF, actor, { id, patch }, by);
}

/** Deletes a view. Throws `not_found` and `forbidden`. */
export async function deleteView(actor: Actor, id: string, by: By): Promise<void> {
  await deleteItem(SHELF, actor, id, by);
}

/** Numbers an owner's views anew, with this one where it is wanted; the library is locked. */
async function moveTo(
  tx: Transaction,
  { id, organisationId, place }: { id: string; organisationId: string; place: LibraryPlace },
  position: number,
): Promise<void> {
  const { rows } = await tx.query<{ id: string }>(
    `SELECT id FROM saved_views WHERE organisation_id = $1 AND scope = $2 AND team_id IS NOT DISTINCT FROM $3 AND person_id IS NOT DISTINCT FROM $4
     ORDER BY position, id`,
    [organisationId, place.scope, place.teamId, place.personId],
  );
  const ids = rows.map((row) => row.id).filter((other) => other !== id);
  ids.splice(position, 0, id);
  await tx.query(
    `UPDATE saved_views v SET position = given.place - 1 FROM unnest($1::uuid[]) WITH ORDINALITY AS given (id, place) WHERE v.id = given.id`,
    [ids],
  );
}
