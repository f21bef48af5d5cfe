import { MAIL_STEPS, type MailStep } from "@/features/mail-server/fields";
import type { MailServerSteps, MailServerTest } from "@/features/mail-server/schema";
import { readMailServer, readMailSettings, toMailServer } from "@/features/mail-server/server/read";
import { completeMailServer } from "@/features/mail-server/server/read-form";
import type { Language } from "@/messages/locale";
import { say, speak } from "@/messages/server/say";
import { audit } from "@/server/audit/audit";
import { transaction } from "@/server/database/database";
import { env } from "@/server/process/env";
import type { MailServer } from "@/server/process/env-mail";
import { limitUses } from "@/server/rate-limits/limits";
import type { Patience } from "@/server/smtp/hand-over";
import { tryConnection } from "@/server/smtp/try-connection";
import { AppError } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import { handOverTest } from "./write-test-mail";

/** An admin who tries settings needs a handful; somebody who looks for what listens in the network many. */
const TRIES = 20;
const TRY_SECONDS = 600;

/**
 * Tries a mail server, by settings that are not kept yet or by those that count, and says what each step came to; the last is a test mail to
 * the actor. Nothing is kept but in the audit that, where and how far it was tried. Throws `not_found` where there is none, `rate_limited`, and `invalid` with the field.
 */
export async function tryMailServer(
  actor: Actor,
  { settings }: MailServerTest,
  { language, address, patience }: { language: Language; address: string; patience?: Patience },
): Promise<MailServerSteps> {
  await limitUses("mail-server-test", actor.id, TRIES, TRY_SECONDS);
  const server = await readTried(actor, settings);
  if (!server) {
    throw new AppError("not_found", say("refusals.mail.noServer"));
  }
  const results = new Map<MailStep, MailServerSteps["steps"][number]>();
  for (const { name, outcome, sentence } of await tryConnection(server, patience)) {
    results.set(name, { name, outcome, detail: speak(sentence, language) });
  }
  if (![...results.values()].some(({ outcome }) => outcome === "failed")) {
    const { outcome, detail } = await handOverTest(actor, {
      language,
      server,
      ...(patience ? { patience } : {}),
    });
    results.set("accept", { name: "accept", outcome: outcome === "sent" ? "fine" : "failed", detail });
  }
  const failedAt = [...results.values()].find(({ outcome }) => outcome === "failed")?.name ?? null;
  await transaction((tx) =>
    audit(tx, actor, {
      action: "mail.tested",
      subjectType: "person",
      subjectId: actor.id,
      data: { host: server.host, port: server.port, failedAt },
      address,
    }),
  );
  return {
    steps: MAIL_STEPS.map((name) => results.get(name) ?? { name, outcome: "skipped", detail: null }),
  };
}

async function readTried(
  { organisationId }: Actor,
  settings: MailServerTest["settings"],
): Promise<MailServer | null> {
  if (settings === undefined || env().mail !== null) {
    return await readMailServer(organisationId);
  }
  const stored = await readMailSettings(organisationId).catch(() => null);
  return toMailServer(completeMailServer(settings, stored));
}
