import { z } from "zod";

/** The query of /api/unsubscribe: the token of a mail's link. */
export const unsubscribeQuerySchema = z
  .object({ token: z.string().min(1).max(200) })
  .meta({ id: "UnsubscribeQuery" });

/** The answer of POST /api/unsubscribe. */
export const unsubscribedSchema = z.object({ stopped: z.literal(true) }).meta({ id: "Unsubscribed" });
