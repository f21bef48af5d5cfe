"use client";

import type { MailServerSteps as Steps } from "@/features/mail-server/schema";
import { useTranslate } from "@/messages/translate-provider";
import { OutcomeList } from "@/ui/states/outcome-list";

/** What each step of a try came to, in words. */
export function MailServerSteps({ steps }: { steps: Steps["steps"] }) {
  const t = useTranslate();
  return (
    <OutcomeList
      label={t("mail.server.steps")}
      steps={steps.map(({ name, outcome, detail }) => ({
        key: name,
        outcome,
        name: t(`mail.server.step.${name}`),
        result: t(`mail.server.outcome.${outcome}`),
        detail,
      }))}
    />
  );
}
