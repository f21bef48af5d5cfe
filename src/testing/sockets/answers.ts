import type { Agent } from "node:http";
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

/** Who connects and how. */
export interface SocketClientOptions {
  url: string;
  token: string;
  transports?: ("websocket" | "polling")[];
  headers?: Record<string, string>;
  /** Gives its sockets an address of their own, for instance. */
  agent?: Agent;
  /** Signs in again when the session is over, and gives the new token; without it the client then stays away. */
  renew?: (token: string) => Promise<string>;
  /** How long a fetch may take. */
  fetchMilliseconds?: number;
}
