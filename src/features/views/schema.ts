import { z } from "zod";
import { libraryFields, libraryInput, seenLibraryInput } from "@/features/library/schema";
import { listTicketsSchema } from "@/features/tickets/schema";
import { LIMITS } from "@/shared/limits";
import { pageFields, pageSchema } from "@/shared/paging";

/** The filters of a view: those of GET /api/tickets, checked alike. */
export const viewFiltersSchema = listTicketsSchema
  .omit({ limit: true, cursor: true, sort: true })
  .meta({ id: "ViewFilters" });

/** The filters of a view. */
export type ViewFilters = z.infer<typeof viewFiltersSchema>;

/** A list of tickets that has a name. */
export const viewSchema = z
  .object({
    ...libraryFields,
    filters: viewFiltersSchema,
    sort: listTicketsSchema.shape.sort.unwrap(),
    /** Its place among its owner's, from 0. */
    position: z.number().int(),
  })
  .meta({ id: "View" });

/** A list of tickets that has a name. */
export type ViewDto = z.infer<typeof viewSchema>;

/** What GET /api/views answers. */
export const viewPageSchema = pageSchema(viewSchema);

/** The query of GET /api/views. */
export const viewQuerySchema = z.object(pageFields).meta({ id: "ViewQuery" });

/** Which views are asked for. */
export type ViewQuery = z.infer<typeof viewQuerySchema>;

/** Body of POST /api/views. */
export const viewCreateSchema = z
  .object({
    name: libraryInput.name,
    scope: libraryInput.scope.default("mine"),
    teamId: libraryInput.teamId.default(null),
    filters: viewFiltersSchema.default({}),
    sort: listTicketsSchema.shape.sort,
  })
  .meta({ id: "CreateView" });

/** A new view. */
export type ViewCreate = z.infer<typeof viewCreateSchema>;

/** Body of PATCH /api/views/{id}. */
export const viewPatchSchema = z
  .object({
    ...z.object(libraryInput).partial().shape,
    filters: viewFiltersSchema.optional(),
    sort: listTicketsSchema.shape.sort.unwrap().optional(),
    /** Where it is to stand among its owner's, from 0. */
    position: z.number().int().min(0).max(LIMITS.libraryMax).optional(),
    /** What the caller saw: of a field that is another by now, and is to change, the change is refused. */
    was: z
      .object({ ...seenLibraryInput, sort: z.string().max(40) })
      .partial()
      .optional(),
  })
  .meta({ id: "UpdateView" });

/** A change of a view. */
export type ViewPatch = z.infer<typeof viewPatchSchema>;
