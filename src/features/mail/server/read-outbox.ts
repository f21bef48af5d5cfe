import { z } from "zod";
import {
  composedContentSchema,
  mailContentSchema,
  mailErrorSchema,
  type OutboxPage,
  type OutboxQuery,
} from "@/features/mail/schema";
import { MAIL_STATES } from "@/features/mail/fields";
import type { OutgoingMailDto } from "@/features/mail/schema";
import type { Language } from "@/messages/locale";
import { sayStored, speak } from "@/messages/server/say";
import { decodeCursorWithId, toPage } from "@/server/api/paging";
import { prisma } from "@/server/database/database";
import type { OutgoingMail } from "@/server/prisma/client";
import type { Actor } from "@/shared/roles";
import { presentSubject } from "./present-message";
import { readMailServer } from "@/features/mail-server/server/read";

/** The outbox of the organisation, the newest first, in the reader's language; for its admins. Links are asked for one by one. */
export async function listOutbox(
  actor: Actor,
  { query, language }: { query: OutboxQuery; language: Language },
): Promise<OutboxPage> {
  const after = decodeCursorWithId(query.cursor, 1);
  const server = await readMailServer(actor.organisationId);
  // State by state, as an index has them in order: the few that failed are not searched for among all that were sent.
  const mails = await Promise.all(
    [...new Set(query.state ?? MAIL_STATES)].map((state) =>
      prisma().outgoingMail.findMany({
        where: {
          organisationId: actor.organisationId,
          state,
          ...(query.kind ? { kind: query.kind } : {}),
          ...(query.to ? { toAddress: query.to } : {}),
          ...(after ? { id: { lt: String(after[0]) } } : {}),
        },
        orderBy: { id: "desc" },
        take: query.limit + 1,
      }),
    ),
  );
  const page = toPage(
    mails.flat().sort((a, b) => (a.id < b.id ? 1 : -1)),
    query.limit,
    (mail) => [mail.id],
    (mail) => presentMail(mail, { language, canSend: server !== null }),
  );
  return { ...page, canSend: server !== null, from: server?.from.address ?? null };
}

/** A mail that is composed when it is sent keeps its subject alone. */
const subjectSchema = z.union([mailContentSchema, composedContentSchema]);

function presentMail(
  mail: OutgoingMail,
  { language, canSend }: { language: Language; canSend: boolean },
): OutgoingMailDto {
  const content = subjectSchema.safeParse(mail.content);
  const error = mailErrorSchema.safeParse(mail.error);
  const sentence = error.success ? sayStored(error.data.key, error.data.values) : null;
  const isWaiting = mail.state === "queued";
  return {
    id: mail.id,
    kind: mail.kind,
    to: { name: mail.toName, address: mail.toAddress },
    subject: content.success ? presentSubject(content.data, language) : "",
    state: MAIL_STATES.find((state) => state === mail.state) ?? "failed",
    attempts: mail.attempts,
    nextTryAt: isWaiting && canSend ? mail.nextTryAt.toISOString() : null,
    error: sentence && speak(sentence, language),
    createdAt: mail.createdAt.toISOString(),
    settledAt: mail.settledAt?.toISOString() ?? null,
    expiresAt: mail.expiresAt.toISOString(),
    hasLink: isWaiting && !canSend && mail.sealedLink !== null && mail.expiresAt > new Date(),
  };
}
