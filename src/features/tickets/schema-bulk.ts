import { z } from "zod";
import { boundedList } from "@/shared/bounded-list";
import { LIMITS } from "@/shared/limits";
import { listedTicketSchema, listTicketsSchema, updateTicketSchema } from "./schema";

/** A ticket's id or number: one that does not exist is refused by its row alone. */
const reference = z.union([z.string().trim().min(1).max(60), z.number().int().transform(String)]);

/** POST /api/tickets/bulk. */
export const bulkUpdateSchema = z
  .object({
    ids: boundedList(reference, { min: 1, max: LIMITS.bulkMax }),
    changes: updateTicketSchema,
    /** The version on which each of them stands for its caller, by what `ids` calls it; it counts as `version` of a PATCH. */
    versions: z
      .record(z.string().max(60), z.number().int().min(0).max(LIMITS.versionMax))
      .refine((versions) => Object.keys(versions).length <= LIMITS.bulkMax)
      .optional(),
  })
  .meta({ id: "BulkUpdate" });

/** The body that changes many tickets. */
export type BulkUpdateInput = z.infer<typeof bulkUpdateSchema>;

const restoringSchema = updateTicketSchema.omit({ description: true, version: true });

/** What puts a ticket back by a PATCH: the former values of those fields that were changed, without the description. */
export type RestoringChanges = z.infer<typeof restoringSchema>;

/** What came of one row. */
export const bulkItemSchema = z
  .object({
    /** As it was given. */
    id: z.string(),
    ok: z.boolean(),
    /** The ticket afterwards; of a `conflict`, as it is now. */
    ticket: listedTicketSchema.optional(),
    /** The former values of the fields that this request changed, as a PATCH takes them; the description is not among them. */
    before: restoringSchema.optional(),
    /** Why it was not changed, as a PATCH would have been answered. */
    error: z
      .object({
        status: z.number().int(),
        code: z.string(),
        detail: z.string(),
        errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
      })
      .optional(),
  })
  .meta({ id: "BulkItem" });

/** What came of one row. */
export type BulkItem = z.infer<typeof bulkItemSchema>;

/** What came of each row, in the order that was given. */
export const bulkResultSchema = z.object({ items: z.array(bulkItemSchema) }).meta({ id: "BulkResult" });

/** What came of each row. */
export type BulkResult = z.infer<typeof bulkResultSchema>;

/**
 * The query of GET /api/tickets/export.csv: the list's, without pages. By number, unless another order is asked for: an order by
 * what changes while the file is sent could leave tickets out.
 */
export const ticketsExportSchema = listTicketsSchema
  .omit({ limit: true, cursor: true })
  .extend({ sort: listTicketsSchema.shape.sort.unwrap().default("-number") })
  .meta({ id: "TicketsExport" });

/** Which tickets an export has. */
export type TicketsExport = z.infer<typeof ticketsExportSchema>;
