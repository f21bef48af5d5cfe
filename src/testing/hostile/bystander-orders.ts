import { z } from "zod";

/** Whom the bystander is, and where. */
export const bystanderOrderSchema = z.object({
  url: z.string(),
  token: z.string(),
  cookie: z.string(),
  ticketId: z.string(),
  hasPages: z.boolean(),
});

/** Whom the bystander is, and where. */
export type BystanderOrder = z.infer<typeof bystanderOrderSchema>;

/** The longest wait in milliseconds for each thing that the bystander does; `control` is a server that does nothing. */
export const waitsSchema = z.object({
  health: z.number(),
  ticket: z.number(),
  socket: z.number(),
  page: z.number(),
  control: z.number(),
});

/** The longest waits. */
export type Waits = z.infer<typeof waitsSchema>;
