import { z } from "zod";
import { said } from "@/messages/server/keys";
import { LIBRARY_SCOPES, teamSchema } from "@/shared/protocol/shapes";
import { LIMITS } from "@/shared/limits";
import { lineText } from "@/shared/text";

/** Whose something of the library is: one person's, a team's, or the organisation's. */
export type LibraryScope = (typeof LIBRARY_SCOPES)[number];

/** What everything of the library shows beside its contents. */
export const libraryFields = {
  id: z.string(),
  name: z.string(),
  scope: z.enum(LIBRARY_SCOPES),
  teamId: z.string().nullable(),
  /** The team whose it is. */
  team: teamSchema.nullable(),
  /** Whether the caller may change and delete it. */
  mayChange: z.boolean(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
};

/** What is given of everything of the library, beside its contents. */
export const libraryInput = {
  name: lineText({
    min: 1,
    max: LIMITS.libraryNameMax,
    missing: said("fields.name"),
    tooShort: said("fields.name"),
    tooLong: said("fields.longest", { most: LIMITS.libraryNameMax }),
  }),
  scope: z.enum(LIBRARY_SCOPES, said("fields.libraryScope")),
  teamId: z.uuid(said("fields.teamId")).toLowerCase().nullable(),
};

/** What the caller saw of it, with which a change can be sent: see refuseStale. */
export const seenLibraryInput = {
  name: z.string().max(5_000),
  scope: z.string().max(40),
  teamId: z.string().max(60).nullable(),
};
