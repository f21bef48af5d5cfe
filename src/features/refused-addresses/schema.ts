import { z } from "zod";

/** How it is known that an address takes no mail: the mail server refused it, or a mail came back. */
export const REFUSAL_SOURCES = ["server", "bounce"] as const;

/** That an address takes no mail, for its owner and for admins. */
export const addressRefusalSchema = z
  .object({
    /** Since when nothing is mailed there. */
    at: z.string(),
    /** What was answered; the mail server's own words. */
    answer: z.string(),
  })
  .meta({ id: "AddressRefusal" });

/** That an address takes no mail. */
export type AddressRefusal = z.infer<typeof addressRefusalSchema>;

/** How it is known. */
export type RefusalSource = (typeof REFUSAL_SOURCES)[number];
