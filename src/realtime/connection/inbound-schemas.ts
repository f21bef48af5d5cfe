import { z } from "zod";

const ticketId = z.uuid("ticketId is not an id.").toLowerCase();

/** What clients may send, and with what. */
export const inboundSchemas = {
  "ticket:join": z.object({ ticketId, since: z.number().int().min(0).optional() }),
  "ticket:leave": z.object({ ticketId }),
  "ticket:read": z.object({ ticketId, version: z.number().int().min(0) }),
  "typing:start": z.object({ ticketId, internal: z.boolean().optional() }),
  "typing:stop": z.object({ ticketId, internal: z.boolean().optional() }),
  /** Is anybody there? The answer is all. */
  "line:check": z.object({}),
  "presence:set": z.object({ status: z.enum(["online", "away"], "status is online or away.") }),
} as const;

/** The name of something that a client may send. */
export type InboundName = keyof typeof inboundSchemas;

/** The data of what a client sends under this name. */
export type Inbound<Name extends InboundName> = z.infer<(typeof inboundSchemas)[Name]>;

/** Tells whether a client may send something under this name. */
export function isInboundName(name: unknown): name is InboundName {
  return typeof name === "string" && Object.hasOwn(inboundSchemas, name);
}
