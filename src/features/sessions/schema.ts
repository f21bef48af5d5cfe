import { z } from "zod";
import { said } from "@/messages/server/keys";
import { assertionSchema } from "@/features/passkeys/schema";
import { secondFactorCodeSchema } from "@/features/second-factors/schema";
import { canonicalEmail } from "@/shared/email";
import { LIMITS } from "@/shared/limits";
import { pageQuerySchema } from "@/shared/paging";
import { boundedText } from "@/shared/text";

/** E-mail and password as typed to sign in: they are checked against the stored ones, so the rules for new ones do not apply. */
export const credentialsSchema = z.object({
  email: z
    .string(said("fields.yourEmail"))
    .trim()
    .overwrite((value) => canonicalEmail(value) ?? value.toLowerCase())
    .min(1, said("fields.yourEmail"))
    .max(LIMITS.emailMax, said("fields.addressLong")),
  password: boundedText({
    min: 1,
    max: LIMITS.passwordMax,
    missing: said("fields.yourPassword"),
    tooShort: said("fields.yourPassword"),
    tooLong: said("fields.passwordLong"),
  }),
});

/** E-mail and password as typed to sign in. */
export type Credentials = z.infer<typeof credentialsSchema>;

/** What a sign-in takes: body of POST /api/token, and the fields of the form. */
export const tokenRequestSchema = credentialsSchema.extend({
  /** A code of the second factor, or a recovery code, of a person who has one. */
  totp: secondFactorCodeSchema.optional(),
});

/** Body of POST /api/me/reauthenticate: the password or a passkey; or a code of the second factor, which stands for that factor alone. */
export const reauthenticateSchema = z
  .object({
    password: credentialsSchema.shape.password.optional(),
    passkey: assertionSchema.optional(),
    totp: secondFactorCodeSchema.optional(),
  })
  .refine((given) => Object.values(given).some((value) => value !== undefined), {
    path: ["password"],
    message: said("fields.yourPassword"),
  });

/** How somebody shows again who they are. */
export type Reauthentication = z.infer<typeof reauthenticateSchema>;

/** Body of POST /api/token/refresh and /api/token/revoke. */
export const refreshRequestSchema = z.object({
  refreshToken: z.string(said("fields.refreshToken")).min(1, said("fields.refreshToken")).max(200),
});

/** The token pair for credentials or a refresh token; `expiresIn` in seconds. */
export const tokenPairSchema = z
  .object({
    accessToken: z.string(),
    tokenType: z.literal("Bearer"),
    expiresIn: z.number(),
    refreshToken: z.string(),
  })
  .meta({ id: "TokenPair" });

/** The token pair for credentials or a refresh token; `expiresIn` in seconds. */
export type TokenPair = z.infer<typeof tokenPairSchema>;

/** One of a person's sessions: where and when it is used. */
export const sessionSchema = z
  .object({
    id: z.string(),
    kind: z.enum(["browser", "token", "guest"]),
    /** True for the caller's session. */
    current: z.boolean(),
    userAgent: z.string().nullable(),
    address: z.string().nullable(),
    createdAt: z.string(),
    lastSeenAt: z.string(),
    expiresAt: z.string(),
  })
  .meta({ id: "Session" });

/** One of a person's sessions: where and when it is used. */
export type SessionDto = z.infer<typeof sessionSchema>;

/** The query of GET /api/admin/sessions. */
export const adminSessionsQuerySchema = pageQuerySchema
  .extend({ person: z.uuid(said("fields.noId")).optional() })
  .meta({ id: "AdminSessionsQuery" });

/** Which sessions are wanted. */
export type AdminSessionsQuery = z.infer<typeof adminSessionsQuerySchema>;

/** A session as an admin sees it: with its person. */
export const adminSessionSchema = sessionSchema
  .extend({
    person: z.object({ id: z.string(), name: z.string(), role: z.string(), email: z.string().nullable() }),
  })
  .meta({ id: "AdminSession" });

/** A session as an admin sees it: with its person. */
export type AdminSessionDto = z.infer<typeof adminSessionSchema>;

/** Why a session ended, as in `session:ended`. */
export const END_REASONS = [
  "signed_out",
  "signed_in_again",
  "revoked",
  "expired",
  "password_changed",
  "disabled",
  "token_reuse",
] as const;

/** Why a session ended, as in `session:ended`. */
export type EndReason = (typeof END_REASONS)[number];
