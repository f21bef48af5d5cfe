import { z } from "zod";

/** What the server says to the process that renders pages. */
export const rendererOrderSchema = z.discriminatedUnion("kind", [
  /** Once: the database, which the server has started and brought up to date, and the socket (a path) to listen on. */
  z.object({ kind: z.literal("begin"), databaseUrl: z.string(), socketPath: z.string() }),
  /** Answered at once by a process that is well. */
  z.object({ kind: z.literal("ping") }),
  /** Ends it, after the pages under way. */
  z.object({ kind: z.literal("stop") }),
]);
export type RendererOrder = z.infer<typeof rendererOrderSchema>;

/** What the process that renders pages says to the server. */
export const rendererReportSchema = z.discriminatedUnion("kind", [
  /** It listens, and Next.js is loaded. */
  z.object({ kind: z.literal("ready") }),
  /** The answer to a ping: its resident memory, and the processor time that it has used. */
  z.object({ kind: z.literal("pong"), memoryBytes: z.number(), cpuSeconds: z.number() }),
]);
export type RendererReport = z.infer<typeof rendererReportSchema>;
