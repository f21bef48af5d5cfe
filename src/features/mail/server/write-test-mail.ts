import { v7 } from "uuid";
import type { Language } from "@/messages/locale";
import { say, speak } from "@/messages/server/say";
import type { By } from "@/server/api/by";
import { findAnswer, sqlTransactionOnce } from "@/server/api/idempotency";
import { audit } from "@/server/audit/audit";
import { prisma } from "@/server/database/database";
import { readMailServer } from "@/features/mail-server/server/read";
import type { MailServer } from "@/server/process/env-mail";
import { limitUses } from "@/server/rate-limits/limits";
import { handOver, type Patience } from "@/server/smtp/hand-over";
import { originOfHost } from "@/server/tenant/links";
import type { Actor } from "@/shared/roles";
import type { MailTest } from "@/features/mail/schema";
import { picturesOf, presentMailLook } from "./present-look";
import { messageIdOf, presentMessage } from "./present-message";
import { readLogo, readMailLook } from "@/features/organisations/server/read-logo";
import { contentOf } from "./write-queue";

const HOUR = 60 * 60;
/** Test mails of one admin in an hour. */
const TESTS = 20;

/** How a test mail is sent: by the settings, or by those of a test. */
export interface TestMailOptions {
  language: Language;
  server?: MailServer | null;
  patience?: Patience;
}

/** Sends the caller a mail now, past the outbox, and says what became of it. */
export async function sendTestMail(
  actor: Actor,
  { language, server: given, patience }: TestMailOptions,
  by: By,
): Promise<MailTest> {
  const answered = by.key && (await findAnswer<MailTest>(by.key));
  if (answered) {
    return answered.body;
  }
  await limitUses("test-mail", actor.id, TESTS, HOUR);
  const server = given === undefined ? await readMailServer(actor.organisationId) : given;
  const result = await handOverTest(actor, { language, server, ...(patience ? { patience } : {}) });
  return await sqlTransactionOnce(by.key, async (tx) => {
    await audit(tx, actor, {
      action: "mail.tested",
      subjectType: "person",
      subjectId: actor.id,
      data: { outcome: result.outcome },
      address: by.address,
    });
    return result;
  });
}

/** Hands a test mail to the actor over, and says what became of it. */
export async function handOverTest(
  actor: Actor,
  { language, server, patience }: TestMailOptions,
): Promise<MailTest> {
  if (!server) {
    return { outcome: "off", detail: speak(say("mails.test.off"), language) };
  }
  const person = await prisma().person.findUniqueOrThrow({
    where: { id: actor.id },
    select: { name: true, email: true, organisation: { select: { id: true, name: true, host: true } } },
  });
  if (person.email === null) {
    return { outcome: "refused", detail: speak(say("mails.test.noAddress"), language) };
  }
  const { organisation } = person;
  const look = await readMailLook(organisation.id);
  const logo = look.logoKey === null ? null : await readLogo(look.logoKey);
  const presented = presentMessage({
    content: contentOf({
      subject: say("mails.test.subject", { organisation: organisation.name }),
      text: [say("mails.test.text")],
    }),
    language,
    organisationName: organisation.name,
    look: presentMailLook(look, logo !== null),
    toName: person.name,
    link: null,
  });
  if (!presented) {
    throw new Error("The catalogue does not have the words of a test mail.");
  }
  const message = {
    ...presented,
    messageId: messageIdOf(v7(), originOfHost(organisation.host)),
    senderName: organisation.name,
    to: { name: person.name, address: person.email },
    ...picturesOf(logo),
  };
  const outcome = await handOver(server, message, patience);
  return outcome.state === "sent"
    ? { outcome: "sent", detail: speak(say("mails.test.sent", { address: person.email }), language) }
    : { outcome: outcome.state, detail: speak(outcome.error, language) };
}
