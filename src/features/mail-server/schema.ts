import { z } from "zod";
import { said } from "@/messages/server/keys";
import { emailText } from "@/shared/email";
import { MAIL_SECURITIES, MAIL_STEPS } from "./fields";

const LONGEST = 300;
const LONGEST_NAME = 100;

const line = (most: number) =>
  z
    .string(said("fields.missing"))
    .trim()
    .max(most, said("fields.longest", { most }))
    .regex(/^\P{C}*$/u, said("fields.mailLine"));

const fields = {
  host: line(LONGEST)
    .regex(/^[^\s/@?#\\[\]]+$/, said("fields.mailHost"))
    .meta({ examples: ["mail.example.org"] }),
  port: z.int(said("fields.mailPort")).min(1, said("fields.mailPort")).max(65_535, said("fields.mailPort")),
  security: z.enum(MAIL_SECURITIES, said("fields.mailSecurity")),
  /** Null: it takes mail without a name. */
  user: line(LONGEST).min(1, said("fields.missing")).nullable(),
  /** As whom mail is sent; null: as the organisation. */
  fromName: line(LONGEST_NAME).min(1, said("fields.missing")).nullable(),
  fromAddress: emailText,
};

/** The settings that an admin sees and changes; the password is never shown. */
const fieldsSchema = z.object(fields);

/** What an admin sees of the settings. */
export type MailServerFields = z.infer<typeof fieldsSchema>;

/** A change of the settings: what is absent stays. A password that is not given stays, as long as it goes to the same place under the same name. */
export const mailServerPatchSchema = fieldsSchema
  .partial()
  .extend({
    password: z
      .string()
      .min(1, said("fields.missing"))
      .max(LONGEST, said("fields.longest", { most: LONGEST }))
      .optional(),
    /** The fields as the form had them. */
    was: z
      .object({ ...fields, host: z.string(), fromAddress: z.string() })
      .partial()
      .optional(),
  })
  .meta({ id: "MailServerPatch" });

/** A change of the settings. */
export type MailServerPatch = z.infer<typeof mailServerPatchSchema>;

/** What is kept, sealed as a whole. */
export const mailServerSettingsSchema = fieldsSchema.extend({ password: z.string().nullable() });

/** What is kept. */
export type MailServerSettings = z.infer<typeof mailServerSettingsSchema>;

/** The mail server of an organisation, as its admins see it. */
export const mailServerSchema = z
  .object({
    /** Who set it. What variables set cannot be changed on the page. */
    source: z.enum(["environment", "page", "none"]),
    variables: z.array(z.string()),
    /** False where what was set on the page cannot be opened any more, as its key is gone: it has to be set again. */
    isReadable: z.boolean(),
    settings: z
      .object({
        host: z.string(),
        port: z.number(),
        security: z.enum(MAIL_SECURITIES),
        user: z.string().nullable(),
        hasPassword: z.boolean(),
        fromName: z.string().nullable(),
        fromAddress: z.string(),
      })
      .nullable(),
  })
  .meta({ id: "MailServer" });

/** The mail server of an organisation, as its admins see it. */
export type MailServerDto = z.infer<typeof mailServerSchema>;

/** Body of a try: settings that are not kept yet, else those that count. */
export const mailServerTestSchema = z.object({
  settings: mailServerPatchSchema.omit({ was: true }).optional(),
});

/** A try. */
export type MailServerTest = z.infer<typeof mailServerTestSchema>;

/** What each step of a try came to. */
export const mailServerStepsSchema = z
  .object({
    steps: z.array(
      z.object({
        name: z.enum(MAIL_STEPS),
        /** "skipped": it was not come to, or there was nothing to do. */
        outcome: z.enum(["fine", "failed", "skipped"]),
        detail: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: "MailServerSteps" });

/** What each step of a try came to. */
export type MailServerSteps = z.infer<typeof mailServerStepsSchema>;
