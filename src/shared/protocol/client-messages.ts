import { z } from "zod";
import { said } from "@/messages/server/keys";
import { versionedEventSchema } from "./server-events";
import { viewerSchema } from "./shapes";

const ticketId = z.uuid(said("fields.ticketId")).toLowerCase();
const nothing = z.object({});

/** How the server refuses what a client sent. */
export const refusedSchema = z.object({
  ok: z.literal(false),
  error: z.object({
    code: z.string(),
    message: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  }),
});

/** Every message that a client may send: its name, its payload, and the answer beside `ok: true`. */
export const clientMessages = {
  "ticket:join": {
    data: z.object({ ticketId, since: z.number().int().min(0).optional() }),
    /** `events`: what happened after `since`, in order; or `resync`: fetch afresh. `viewers`: to staff. */
    answer: z.object({
      version: z.number().int(),
      events: z.array(versionedEventSchema).optional(),
      resync: z.literal(true).optional(),
      viewers: z.array(viewerSchema).optional(),
    }),
  },
  "ticket:leave": { data: z.object({ ticketId }), answer: nothing },
  "ticket:read": {
    data: z.object({ ticketId, version: z.number().int().min(0) }),
    answer: z.object({ lastReadVersion: z.number().int() }),
  },
  "typing:start": { data: z.object({ ticketId, internal: z.boolean().optional() }), answer: nothing },
  "typing:stop": { data: z.object({ ticketId, internal: z.boolean().optional() }), answer: nothing },
  "presence:set": {
    data: z.object({ status: z.enum(["online", "away"], said("fields.status")) }),
    answer: nothing,
  },
  /** A ping: the answer is empty. */
  "line:check": { data: nothing, answer: nothing },
} as const;
