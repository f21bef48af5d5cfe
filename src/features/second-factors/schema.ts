import { said } from "@/messages/server/keys";
import { z } from "zod";

/** A code of an authenticator app, or a recovery code, as typed; spaces and hyphens do not matter. */
export const secondFactorCodeSchema = z.string(said("fields.aCode")).trim().max(40, said("fields.noCode"));

/** What GET /api/me/totp tells of one's second factor; `enabled` is the authenticator app. */
export const totpStatusSchema = z
  .object({
    enabled: z.boolean(),
    enabledAt: z.string().nullable(),
    /** Recovery codes that have not been used. */
    recoveryCodesLeft: z.number().int(),
    /** Whether the organisation asks for one of people of this role. */
    required: z.boolean(),
    /** Whether there is any second factor, by an app or a passkey. */
    active: z.boolean(),
    /** Whether the app may be taken away: not where one has to have a second factor and it is the only one. */
    removable: z.boolean(),
    /** By when it has to be turned on; later, nothing else is answered. Null where it is on, or needs not be. */
    dueAt: z.string().nullable(),
  })
  .meta({ id: "TotpStatus" });

/** What GET /api/me/totp tells of one's second factor. */
export type TotpStatus = z.infer<typeof totpStatusSchema>;

/** Body of POST /api/me/totp: nothing to be given a secret, then a code of the app that has it. */
export const totpRequestSchema = z.object({
  code: secondFactorCodeSchema.min(1, said("fields.theCode")).optional(),
});

/** What POST /api/me/totp answers without a code: what the app has to know. It counts once a code has shown that the app does. */
export const totpEnrolmentSchema = z
  .object({
    /** Base32, for typing it in. */
    secret: z.string(),
    /** `otpauth://…`, for a link on the device itself. */
    uri: z.string(),
    /** The same as a QR code: as many modules each way, and the dark ones as the path of an SVG. */
    qr: z.object({ size: z.number().int(), path: z.string() }),
  })
  .meta({ id: "TotpEnrolment" });

/** What the app has to know. */
export type TotpEnrolment = z.infer<typeof totpEnrolmentSchema>;

/** Recovery codes, shown this once; null where the same request was answered before, as only their hashes are kept. */
export const recoveryCodesSchema = z
  .object({ recoveryCodes: z.array(z.string()).nullable() })
  .meta({ id: "RecoveryCodes" });

/** Recovery codes, shown this once. */
export type RecoveryCodes = z.infer<typeof recoveryCodesSchema>;
