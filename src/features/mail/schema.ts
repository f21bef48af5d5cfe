import { z } from "zod";
import { boundedList } from "@/shared/bounded-list";
import { pageFields, pageSchema } from "@/shared/paging";

export type { MailKind } from "./fields";

/** A mail waits for its next try, was handed over to the mail server, or is not tried any more. */
export const MAIL_STATES = ["queued", "sent", "failed"] as const;

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
  .object({ state: boundedList(z.enum(MAIL_STATES)).optional(), ...pageFields })
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
