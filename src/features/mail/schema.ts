import { z } from "zod";
import { boundedList } from "@/shared/bounded-list";
import { pageFields } from "@/shared/paging";

/** What a mail is about. */
export const MAIL_KINDS = ["test"] as const;

/** One of MAIL_KINDS. */
export type MailKind = (typeof MAIL_KINDS)[number];

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
