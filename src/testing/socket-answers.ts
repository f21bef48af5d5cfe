import { z } from "zod";

/** How the server acknowledges what a client sent. */
export const answerSchema = z.looseObject({
  ok: z.boolean(),
  error: z.object({ code: z.string(), message: z.string() }).optional(),
});

/** An acknowledgement. */
export type Answer = z.infer<typeof answerSchema>;

/** Refusals of a handshake after which another try may fare better. */
export const PASSING_REFUSALS = new Set(["unavailable", "rate_limited", "internal"]);
/** A refused handshake. */
export const refusalSchema = z.object({ data: z.object({ code: z.string() }) });
