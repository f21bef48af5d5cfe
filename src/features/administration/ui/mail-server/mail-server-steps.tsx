"use client";

import { CircleCheck, CircleDashed, CircleX } from "lucide-react";
import type { MailServerSteps as Steps } from "@/features/mail-server/schema";
import { useTranslate } from "@/messages/translate-provider";

const LOOKS = {
  fine: { Icon: CircleCheck, className: "text-success-ink" },
  failed: { Icon: CircleX, className: "text-danger-ink" },
  skipped: { Icon: CircleDashed, className: "text-ink-faint" },
} as const;

/** What each step of a try came to, in words. */
export function MailServerSteps({ steps }: { steps: Steps["steps"] }) {
  const t = useTranslate();
  return (
    <ol
      aria-label={t("mail.server.steps")}
      className="flex flex-col gap-2.5 rounded-lg border border-line p-4"
    >
      {steps.map(({ name, outcome, detail }) => {
        const { Icon, className } = LOOKS[outcome];
        return (
          <li key={name} className="flex min-w-0 items-start gap-2.5 text-ui">
            <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${className}`} />
            <div className="min-w-0">
              <p className="font-medium text-ink">
                {t(`mail.server.step.${name}`)}
                <span className="ms-2 text-note font-normal text-ink-muted">
                  {t(`mail.server.outcome.${outcome}`)}
                </span>
              </p>
              {detail !== null && (
                <p dir="auto" className="text-note wrap-anywhere text-ink-muted">
                  {detail}
                </p>
              )}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
