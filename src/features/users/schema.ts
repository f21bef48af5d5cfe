import { z } from "zod";
import { LIMITS } from "@/shared/limits";
import { ROLES } from "@/shared/roles";

/** A person as others see them; `email` only to staff, admins and themselves. */
export const personSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    role: z.enum(ROLES),
    avatarUrl: z.string().nullable(),
    email: z.string().nullable().optional(),
  })
  .meta({ id: "Person" });

/** A person as others see them. */
export type PersonDto = z.infer<typeof personSchema>;

/** An e-mail address, trimmed and in lower case, as it is stored and compared. */
export const emailSchema = z.string().trim().toLowerCase().max(LIMITS.emailMax, "Use an address of at most 254 characters.").pipe(z.email("This does not look like an e-mail address."));

/** A person's name, trimmed. */
export const nameSchema = z.string().trim().min(1, "Please enter a name.").max(LIMITS.nameMax, "Use at most 120 characters.");

/** A new password; contract: at least 10 characters. */
export const passwordSchema = z
  .string()
  .min(LIMITS.passwordMin, "Use at least 10 characters.")
  .max(LIMITS.passwordMax, "Use at most 200 characters.");
