import { z } from "zod";
import { said } from "@/messages/server/keys";
import { boundedList } from "@/shared/bounded-list";
import { emailText } from "@/shared/email";
import { pageFields, pageSchema } from "@/shared/paging";
import { MAIL_KINDS, MAIL_STATES } from "./fields";

export type { MailKind } from "./fields";

/** A sentence as a mail keeps it: put into words when it is sent. */
const storedSentenceSchema = z.object({
  key: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
});

/** What a mail keeps of its words. */
export const mailContentSchema = z.object({
  subject: storedSentenceSchema,
  text: z.array(storedSentenceSchema),
  label: storedSentenceSchema.nullable(),
  after: z.array(storedSentenceSchema),
});

/** What a mail keeps of its words. */
export type MailContent = z.infer<typeof mailContentSchema>;

/** What a mail keeps whose text is composed when it is sent: its subject. Another release cannot read it as a whole one. */
export const composedContentSchema = z.object({ composed: z.literal(true), subject: storedSentenceSchema });

/** What a mail keeps whose text is composed when it is sent. */
export type ComposedContent = z.infer<typeof composedContentSchema>;

/** Why a mail was not sent. */
export const mailErrorSchema = storedSentenceSchema;

/** A mail of the outbox, as admins see it; never its link. */
export const outgoingMailSchema = z
  .object({
    id: z.string(),
    kind: z.string(),
    to: z.object({ name: z.string(), address: z.string() }),
    subject: z.string(),
    state: z.enum(MAIL_STATES),
    attempts: z.number(),
    /** When it is tried next; null where it is not tried any more, or no mail is sent at all. */
    nextTryAt: z.string().nullable(),
    /** Why it was not sent yet, in the reader's language. */
    error: z.string().nullable(),
    createdAt: z.string(),
    /** When it was sent, or given up. */
    settledAt: z.string().nullable(),
    expiresAt: z.string(),
    /** Whether it holds a link that an admin may hand over, as no mail is sent at all. */
    hasLink: z.boolean(),
  })
  .meta({ id: "OutgoingMail" });

/** A mail of the outbox, as admins see it. */
export type OutgoingMailDto = z.infer<typeof outgoingMailSchema>;

/** The query of GET /api/admin/mail. */
export const outboxQuerySchema = z
  .object({
    state: boundedList(z.enum(MAIL_STATES)).optional(),
    kind: z.enum(MAIL_KINDS, said("fields.mailKind")).optional(),
    /** The whole address. */
    to: emailText.optional(),
    ...pageFields,
  })
  .meta({ id: "OutboxQuery" });

/** The query of the outbox. */
export type OutboxQuery = z.infer<typeof outboxQuerySchema>;

/** The answer of GET /api/admin/mail. */
export const outboxSchema = pageSchema(outgoingMailSchema)
  .extend({
    /** Whether this installation sends mail. */
    canSend: z.boolean(),
    /** The sender's address; null where no mail is sent. */
    from: z.string().nullable(),
  })
  .meta({ id: "Outbox" });

/** The answer of GET /api/admin/mail. */
export type OutboxPage = z.infer<typeof outboxSchema>;

/** Why there is no text of a mail: a sent one of a ticket keeps none, there is nothing left to say, or it cannot be written here. */
export const NO_TEXT = ["sent", "nothing", "unreadable"] as const;

/** What a mail says, as plain text, with its link left out. */
export const mailTextSchema = z
  .object({ subject: z.string(), text: z.string().nullable(), missing: z.enum(NO_TEXT).nullable() })
  .meta({ id: "MailText" });

/** What a mail says. */
export type MailText = z.infer<typeof mailTextSchema>;

/** Body of POST /api/admin/mail/retry: all mails of a state are sent again. */
export const retryAllSchema = z.object({ state: z.enum(["failed", "held"], said("fields.mailState")) });

/** How many are sent again, and whether there are more. */
export const retriedSchema = z
  .object({ retried: z.number().int(), hasMore: z.boolean() })
  .meta({ id: "RetriedMails" });

/** How many are sent again. */
export type RetriedMails = z.infer<typeof retriedSchema>;

/** What became of a test mail. */
export const mailTestSchema = z
  .object({ outcome: z.enum(["sent", "refused", "later", "unavailable", "off"]), detail: z.string() })
  .meta({ id: "MailTest" });

/** What became of a test mail: an outcome, and a sentence for the admin. */
export type MailTest = z.infer<typeof mailTestSchema>;

/** A mail's link, whole. */
export const mailLinkSchema = z.object({ url: z.string() }).meta({ id: "MailLink" });

/** A mail's link, whole. */
export type MailLink = z.infer<typeof mailLinkSchema>;
