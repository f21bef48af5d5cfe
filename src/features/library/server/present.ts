import type { z } from "zod";
import { writesPlace } from "@/features/library/policy";
import type { libraryFields } from "@/features/library/schema";
import type { Actor } from "@/shared/roles";
import { placeOf, type LibraryRow } from "./read-places";

/** What everything of the library shows beside its contents. */
export function presentOfLibrary(
  actor: Actor,
  row: LibraryRow,
  mayOwn: (actor: Pick<Actor, "role">) => boolean,
): z.output<z.ZodObject<typeof libraryFields>> {
  const place = placeOf(row);
  return {
    id: row.id,
    name: row.name,
    scope: place.scope,
    teamId: row.team_id,
    team: row.team,
    mayChange: writesPlace(actor, place, mayOwn),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
