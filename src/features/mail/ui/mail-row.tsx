"use client";

import { Link2, RotateCcw } from "lucide-react";
import { useState } from "react";
import { callApi, newIdempotencyKey } from "@/client/api/api";
import type { OutgoingMailDto } from "@/features/mail/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Badge } from "@/ui/marks/badge";
import { toast } from "@/ui/overlays/toast";
import { RelativeTime } from "@/ui/time/relative";
import { kindWord, stateWord } from "./mail-words";

const TONES = { queued: "warning", sent: "success", failed: "danger" } as const;

/** The props of MailRow. */
export interface MailRowProps {
  mail: OutgoingMailDto;
  /** Whether mail is sent at all. */
  canSend: boolean;
  onRetried: () => void;
  onShowLink: (mailId: string) => void;
}

/** One mail: what it is, to whom, how it stands, and what can be done. */
export function MailRow({ mail, canSend, onRetried, onShowLink }: MailRowProps) {
  const t = useTranslate();
  const { to, error, nextTryAt, settledAt } = mail;
  const mayRetry = canSend && (mail.state === "failed" || (mail.state === "queued" && mail.attempts > 0));
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 sm:flex-nowrap">
      <div className="min-w-0 flex-1 basis-52">
        <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
          <bdi className="min-w-0 font-medium wrap-anywhere text-ink">{mail.subject}</bdi>
          <Badge tone={mail.state === "queued" && !canSend ? "neutral" : TONES[mail.state]}>
            {stateWord(t, mail, canSend)}
          </Badge>
        </p>
        <p className="mt-0.5 text-note text-pretty text-ink-muted">
          {t.rich("mail.line", {
            kind: kindWord(t, mail.kind),
            to: () => (
              <bdi className="wrap-anywhere">
                {to.name === "" ? to.address : `${to.name} <${to.address}>`}
              </bdi>
            ),
            at: () => <RelativeTime at={settledAt ?? mail.createdAt} />,
          })}
        </p>
        {error && <p className="mt-1 text-note wrap-anywhere text-ink">{error}</p>}
        {nextTryAt && mail.attempts > 0 && (
          <p className="mt-0.5 text-note text-ink-muted">
            {t.rich("mail.nextTry", {
              count: mail.attempts,
              at: () => <RelativeTime at={nextTryAt} mayCome />,
            })}
          </p>
        )}
      </div>
      {mail.hasLink && (
        <Button
          size="sm"
          icon={<Link2 aria-hidden />}
          aria-label={t("mail.showLinkTo", { address: to.address })}
          onClick={() => onShowLink(mail.id)}
        >
          {t("mail.showLink")}
        </Button>
      )}
      {mayRetry && <RetryButton mail={mail} onRetried={onRetried} />}
    </li>
  );
}

function RetryButton({ mail, onRetried }: { mail: OutgoingMailDto; onRetried: () => void }) {
  const t = useTranslate();
  const [isBusy, setBusy] = useState(false);
  const retry = async (): Promise<void> => {
    setBusy(true);
    try {
      await callApi(`/api/admin/mail/${mail.id}/retry`, {
        method: "POST",
        idempotencyKey: newIdempotencyKey(),
      });
    } catch (error) {
      toast.error(t("mail.notRetried"), { description: error instanceof Error ? error.message : undefined });
    } finally {
      setBusy(false);
      onRetried();
    }
  };
  return (
    <Button
      size="sm"
      icon={<RotateCcw aria-hidden />}
      loading={isBusy}
      aria-label={t("mail.retryTo", { address: mail.to.address })}
      onClick={() => void retry()}
    >
      {t("mail.retry")}
    </Button>
  );
}
