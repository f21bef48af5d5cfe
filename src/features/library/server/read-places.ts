import { z } from "zod";
import type { LibraryPlace } from "@/features/library/policy";
import { say } from "@/messages/server/say";
import { AppError } from "@/shared/errors";
import { LIBRARY_SCOPES } from "@/shared/protocol/shapes";
import type { Actor } from "@/shared/roles";

/** The columns of every table of the library. */
export interface LibraryRow {
  id: string;
  organisation_id: string;
  scope: string;
  team_id: string | null;
  person_id: string | null;
  team: { id: string; name: string; isPrivate: boolean } | null;
  name: string;
  created_at: Date;
  updated_at: Date;
}

/** These columns, of a table aliased `l`. */
export const LIBRARY_COLUMNS = `l.id, l.organisation_id, l.scope, l.team_id, l.person_id, l.name, l.created_at, l.updated_at,
  (SELECT json_build_object('id', t.id, 'name', t.name, 'isPrivate', t.is_private) FROM teams t WHERE t.id = l.team_id) AS team`;

const scopeSchema = z.enum(LIBRARY_SCOPES);

/** Whose a row is. */
export function placeOf(row: Pick<LibraryRow, "scope" | "team_id" | "person_id">): LibraryPlace {
  return { scope: scopeSchema.parse(row.scope), teamId: row.team_id, personId: row.person_id };
}

/** `seesPlace` as SQL, of a table aliased `l`; `add` gives a value its placeholder. A test compares both. */
export function visibleRows(actor: Actor, add: (value: unknown) => string): string {
  const team = actor.role === "admin" ? "true" : `l.team_id = ANY(${add([...actor.teamIds])}::uuid[])`;
  return `l.organisation_id = ${add(actor.organisationId)} AND CASE l.scope WHEN 'mine' THEN l.person_id = ${add(actor.id)}
    WHEN 'team' THEN ${team} ELSE true END`;
}

/** The refusal of something that is not there, or not for the caller. */
export function unknownOfLibrary(): AppError {
  return new AppError("not_found", say("refusals.library.unknown"));
}
