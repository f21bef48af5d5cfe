import { z } from "zod";
import { addressRefusalSchema } from "@/features/refused-addresses/schema";
import { emailText } from "@/shared/email";

/** The most addresses that a person has. */
export const ADDRESSES_MAX = 10;

/** One of a person's e-mail addresses. */
export const addressSchema = z
  .object({
    id: z.string(),
    email: z.string(),
    /** Whether it is proven; until then nothing is matched by it. */
    confirmed: z.boolean(),
    /** The one that mail goes to, and that others see. */
    primary: z.boolean(),
    /** That it refused mail for good, so that no notification is mailed there; null where it takes mail, as far as is known. */
    refusal: addressRefusalSchema.nullable(),
    createdAt: z.string(),
  })
  .meta({ id: "Address" });

/** One of a person's e-mail addresses. */
export type AddressDto = z.infer<typeof addressSchema>;

/** Body of POST /api/me/addresses. */
export const newAddressSchema = z.object({ email: emailText });

/** The answer of POST /api/addresses/confirm: the address that is proven now. */
export const confirmedAddressSchema = z.object({ email: z.string() }).meta({ id: "ConfirmedAddress" });

/** The address that is proven now. */
export type ConfirmedAddress = z.infer<typeof confirmedAddressSchema>;
