import { z } from "zod";

/** A team as pickers and tickets show it. */
export const teamSchema = z.object({ id: z.string(), name: z.string(), isPrivate: z.boolean() }).meta({ id: "Team" });

/** A team as pickers and tickets show it. */
export type TeamDto = z.infer<typeof teamSchema>;
