"use client";

import { Ban, FileText, Link2, RotateCcw } from "lucide-react";
import { useState } from "react";
import { callApi, newIdempotencyKey } from "@/client/api/api";
import type { OutgoingMailDto } from "@/features/mail/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Badge } from "@/ui/marks/badge";
import { toast } from "@/ui/overlays/toast";
import { RelativeTime } from "@/ui/time/relative";
import { kindWord, stateWord } from "./mail-words";

const TONES = {
  queued: "warning",
  held: "warning",
  sent: "success",
  failed: "danger",
  cancelled: "neutral",
} as const;

/** The props of MailRow. */
export interface MailRowProps {
  mail: OutgoingMailDto;
  /** Whether mail is sent at all. */
  canSend: boolean;
  onChanged: () => void;
  onShowLink: (mailId: string) => void;
  onRead: (mail: OutgoingMailDto) => void;
}

/** One mail: what it is, to whom, how it stands, and what can be done. */
export function MailRow({ mail, canSend, onChanged, onShowLink, onRead }: MailRowProps) {
  const t = useTranslate();
  const { to, error, nextTryAt, settledAt, state } = mail;
  const mayRetry =
    (canSend && (state === "failed" || state === "held" || (state === "queued" && mail.attempts > 0))) ||
    state === "cancelled";
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 lg:flex-nowrap">
      <div className="min-w-0 flex-1 basis-52">
        <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
          <bdi className="min-w-0 font-medium wrap-anywhere text-ink">{mail.subject}</bdi>
          <Badge tone={state === "queued" && !canSend ? "neutral" : TONES[state]}>
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
      <div className="flex flex-wrap gap-2">
        <Button
          size="sm"
          icon={<FileText aria-hidden />}
          aria-label={t("mail.readOf", { address: to.address })}
          onClick={() => onRead(mail)}
        >
          {t("mail.read")}
        </Button>
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
        {mayRetry && <RetryButton mail={mail} onChanged={onChanged} />}
        {(state === "queued" || state === "held") && <CancelButton mail={mail} onChanged={onChanged} />}
      </div>
    </li>
  );
}

interface ActionProps {
  mail: OutgoingMailDto;
  onChanged: () => void;
}

function RetryButton({ mail, onChanged }: ActionProps) {
  const t = useTranslate();
  const [isBusy, setBusy] = useState(false);
  const retry = async (): Promise<void> => {
    setBusy(true);
    try {
      await post(mail.id, "retry");
    } catch (error) {
      toast.error(t("mail.notRetried"), { description: error instanceof Error ? error.message : undefined });
    } finally {
      setBusy(false);
      onChanged();
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

/** Takes it out of the queue at once; the toast takes that back. */
function CancelButton({ mail, onChanged }: ActionProps) {
  const t = useTranslate();
  const [isBusy, setBusy] = useState(false);
  const { address } = mail.to;
  const attempt = async (action: "cancel" | "retry"): Promise<boolean> => {
    try {
      await post(mail.id, action);
      return true;
    } catch (error) {
      toast.error(error instanceof Error ? error.message : String(error));
      return false;
    } finally {
      onChanged();
    }
  };
  const cancel = async (): Promise<void> => {
    setBusy(true);
    if (await attempt("cancel")) {
      toast.success(t("mail.cancelled", { address }), {
        action: { label: t("mail.undo"), onClick: () => void attempt("retry") },
      });
    }
    setBusy(false);
  };
  return (
    <Button
      size="sm"
      icon={<Ban aria-hidden />}
      loading={isBusy}
      aria-label={t("mail.cancelOf", { address })}
      onClick={() => void cancel()}
    >
      {t("mail.cancel")}
    </Button>
  );
}

async function post(id: string, action: "retry" | "cancel"): Promise<void> {
  await callApi(`/api/admin/mail/${id}/${action}`, { method: "POST", idempotencyKey: newIdempotencyKey() });
}
