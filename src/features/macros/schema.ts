import { z } from "zod";
import { libraryFields, libraryInput, seenLibraryInput } from "@/features/library/schema";
import { createCommentSchema } from "@/features/comments/schema";
import { updateTicketSchema } from "@/features/tickets/schema";
import { bulkItemSchema, bulkUpdateSchema } from "@/features/tickets/schema-bulk";
import { said } from "@/messages/server/keys";
import { ticketChangesSchema } from "@/shared/events";
import { pageFields, pageSchema } from "@/shared/paging";
import { commentSchema } from "@/shared/protocol/shapes";

const { status, priority, category, teamId, assigneeId, dueAt, tags } = updateTicketSchema.shape;

/** What a macro does to a ticket: changes of its fields, and a message. */
export const macroActionsSchema = z
  .object({
    changes: z
      .object({
        status,
        priority,
        category,
        teamId,
        /** "me": who runs it. */
        assigneeId: z
          .union([z.literal("me"), assigneeId.unwrap().unwrap()])
          .nullable()
          .optional(),
        dueAt,
        tags: z.object({ add: tags, remove: tags }).optional(),
      })
      .optional(),
    comment: z
      .object({ body: createCommentSchema.shape.body, internal: z.boolean().default(false) })
      .optional(),
  })
  .refine(({ changes, comment }) => comment !== undefined || isSome(changes), said("fields.macroEmpty"))
  .meta({ id: "MacroActions" });

/** What a macro does to a ticket. */
export type MacroActions = z.infer<typeof macroActionsSchema>;

/** Several changes of a ticket, and perhaps a message, in one step. */
export const macroSchema = z.object({ ...libraryFields, actions: macroActionsSchema }).meta({ id: "Macro" });

/** Several changes of a ticket in one step. */
export type MacroDto = z.infer<typeof macroSchema>;

/** What GET /api/macros answers. */
export const macroPageSchema = pageSchema(macroSchema);

/** The query of GET /api/macros. */
export const macroQuerySchema = z.object(pageFields).meta({ id: "MacroQuery" });

/** Which macros are asked for. */
export type MacroQuery = z.infer<typeof macroQuerySchema>;

/** Body of POST /api/macros. */
export const macroCreateSchema = z
  .object({
    name: libraryInput.name,
    scope: libraryInput.scope.default("mine"),
    teamId: libraryInput.teamId.default(null),
    actions: macroActionsSchema,
  })
  .meta({ id: "CreateMacro" });

/** A new macro. */
export type MacroCreate = z.infer<typeof macroCreateSchema>;

/** Body of PATCH /api/macros/{id}. */
export const macroPatchSchema = z
  .object({
    ...z.object(libraryInput).partial().shape,
    actions: macroActionsSchema.optional(),
    /** What the caller saw: of a field that is another by now, and is to change, the change is refused. */
    was: z.object(seenLibraryInput).partial().optional(),
  })
  .meta({ id: "UpdateMacro" });

/** A change of a macro. */
export type MacroPatch = z.infer<typeof macroPatchSchema>;

/** Body of POST /api/macros/{id}/run. */
export const macroRunSchema = z
  .object({
    ticketIds: bulkUpdateSchema.shape.ids,
    /** The version on which each stands for its caller, by what `ticketIds` calls it: what somebody else changed or answered since is refused. */
    versions: bulkUpdateSchema.shape.versions,
    /** Says what would come of each, and writes nothing. */
    dryRun: z.boolean().default(false),
  })
  .meta({ id: "RunMacro" });

/** A run of a macro. */
export type MacroRun = z.infer<typeof macroRunSchema>;

/** What came of one ticket. */
export const macroItemSchema = bulkItemSchema
  .omit({ before: true })
  .extend({
    /** What was written on it. */
    comment: commentSchema.optional(),
    /** What was changed: people and teams by their ids. */
    changes: ticketChangesSchema.optional(),
  })
  .meta({ id: "MacroItem" });

/** What came of one ticket. */
export type MacroItem = z.infer<typeof macroItemSchema>;

/** What came of each, in the order that was given. */
export const macroResultSchema = z.object({ items: z.array(macroItemSchema) }).meta({ id: "MacroResult" });

/** What came of each. */
export type MacroResult = z.infer<typeof macroResultSchema>;

function isSome(changes: object | undefined): boolean {
  return Object.values(changes ?? {}).some((value) => value !== undefined);
}
