import { z } from "zod";

/** POST /api/tickets/{ticket}/merge: into which ticket, by its id or number. */
export const mergeSchema = z.object({
  into: z.union([z.string().trim().min(1).max(64), z.number().int().positive().transform(String)]),
});
