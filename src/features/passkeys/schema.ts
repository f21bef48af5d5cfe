import { z } from "zod";
import { said } from "@/messages/server/keys";
import { boundedList } from "@/shared/bounded-list";
import { lineText } from "@/shared/text";

/** The most passkeys that a person has. */
export const PASSKEYS_MAX = 20;

/** What a person calls a passkey: one line. */
export const passkeyNameSchema = lineText({
  min: 1,
  max: 60,
  missing: said("fields.passkeyName"),
  tooShort: said("fields.passkeyName"),
  tooLong: said("fields.longest", { most: 60 }),
});

/** One of a person's passkeys. */
export const passkeySchema = z
  .object({
    id: z.string(),
    name: z.string(),
    createdAt: z.string(),
    lastUsedAt: z.string().nullable(),
    /** The host name that it was made for; browsers offer it nowhere else. */
    host: z.string(),
    /** Whether it works at the address of this request. */
    usableHere: z.boolean(),
    /** Whether its owner's password manager or account keeps copies of it. */
    backedUp: z.boolean(),
  })
  .meta({ id: "Passkey" });

/** One of a person's passkeys. */
export type PasskeyDto = z.infer<typeof passkeySchema>;

const base64url = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[\w-]*$/);
/** Named things that pages do not rely on are taken and left alone. */
const credentialSchema = z.object({
  id: base64url(1_400).min(1),
  rawId: base64url(1_400).min(1),
  type: z.literal("public-key"),
});

/** What navigator.credentials.create() gave, as JSON (WebAuthn's RegistrationResponseJSON). */
export const attestationSchema = credentialSchema
  .extend({
    response: z.object({
      clientDataJSON: base64url(8_000),
      attestationObject: base64url(60_000),
      transports: boundedList(z.string().max(20), { max: 10 }).optional(),
    }),
  })
  .meta({ id: "PasskeyAttestation" });

/** What navigator.credentials.get() gave, as JSON (WebAuthn's AuthenticationResponseJSON). */
export const assertionSchema = credentialSchema
  .extend({
    response: z.object({
      clientDataJSON: base64url(8_000),
      authenticatorData: base64url(8_000),
      signature: base64url(8_000),
      userHandle: base64url(200).nullish(),
    }),
  })
  .meta({ id: "PasskeyAssertion" });

/** What navigator.credentials.get() gave, as JSON. */
export type Assertion = z.infer<typeof assertionSchema>;

/** The same in a field of a form, as a text. */
export const assertionTextSchema = z
  .string()
  .max(32_000)
  .transform((text, context) => {
    try {
      const value: unknown = JSON.parse(text);
      return value;
    } catch {
      context.addIssue({ code: "custom", message: said("fields.passkey") });
      return z.NEVER;
    }
  })
  .pipe(assertionSchema);

/** Body of POST /api/me/passkeys: nothing to be given options, then what the browser made of them, with a name for it. */
export const passkeyRequestSchema = z.object({
  response: attestationSchema.optional(),
  name: passkeyNameSchema.optional(),
});

/** The body of the second step. */
export interface NewPasskey {
  response: z.infer<typeof attestationSchema>;
  name: string | undefined;
}

/** Options for navigator.credentials.create() or .get(), as JSON: to be handed on as they are. */
export const passkeyOptionsSchema = z
  .object({ options: z.looseObject({ challenge: z.string() }) })
  .meta({ id: "PasskeyOptions" });

/** Options for the browser, as JSON. */
export type PasskeyOptions = z.infer<typeof passkeyOptionsSchema>;

/** A passkey that was added; recovery codes, shown this once, where it is the person's first second factor. */
export const passkeyAddedSchema = z
  .object({ passkey: passkeySchema, recoveryCodes: z.array(z.string()).nullable() })
  .meta({ id: "PasskeyAdded" });

/** A passkey that was added. */
export type PasskeyAdded = z.infer<typeof passkeyAddedSchema>;

/** Body of PATCH /api/me/passkeys/{id}. */
export const passkeyPatchSchema = z.object({ name: passkeyNameSchema });
