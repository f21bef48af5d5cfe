"use client";

import { FileText, RotateCcw } from "lucide-react";
import { useState } from "react";
import { TEST_TYPE } from "@/features/webhooks/fields";
import type { WebhookDeliveryDto } from "@/features/webhooks/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Badge } from "@/ui/marks/badge";
import { toast } from "@/ui/overlays/toast";
import { RelativeTime } from "@/ui/time/relative";
import { resendDelivery } from "./use-webhooks";

const TONES = { waiting: "warning", sent: "success", failed: "danger", cancelled: "neutral" } as const;

/** The props of DeliveryRow. */
export interface DeliveryRowProps {
  delivery: WebhookDeliveryDto;
  /** Whether its webhook is. */
  isEnabled: boolean;
  onShow: (delivery: WebhookDeliveryDto) => void;
  onChanged: () => void;
}

/** One delivery: what it is about, what became of it, and what can be done. */
export function DeliveryRow({ delivery, isEnabled, onShow, onChanged }: DeliveryRowProps) {
  const t = useTranslate();
  const { type, number, state, attempts, status, milliseconds, error, nextTryAt, isBehind } = delivery;
  const at = delivery.triedAt ?? delivery.createdAt;
  const maySend = (isEnabled || type === TEST_TYPE) && !isBehind && (state !== "waiting" || attempts > 0);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 lg:flex-nowrap">
      <div className="min-w-0 flex-1 basis-52">
        <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
          <code dir="ltr" className="min-w-0 font-mono wrap-anywhere text-ink">
            {type}
          </code>
          <Badge tone={TONES[state]}>{t(`webhooks.delivery.state.${state}`)}</Badge>
        </p>
        <p className="mt-0.5 flex flex-wrap gap-x-3 gap-y-0.5 text-note text-pretty text-ink-muted">
          <span>
            {number === null
              ? t("webhooks.delivery.test")
              : t("webhooks.delivery.ofTicket", { number: String(number) })}
          </span>
          <span>
            {t.rich("webhooks.delivery.line", { count: attempts, at: () => <RelativeTime at={at} /> })}
          </span>
          {status !== null && (
            <span>
              {t("webhooks.delivery.answered", { status: String(status), milliseconds: milliseconds ?? 0 })}
            </span>
          )}
          {isBehind && <span>{t("webhooks.delivery.behind")}</span>}
          {nextTryAt !== null && attempts > 0 && (
            <span>
              {t.rich("webhooks.delivery.nextTry", { at: () => <RelativeTime at={nextTryAt} mayCome /> })}
            </span>
          )}
        </p>
        {error !== null && <p className="mt-1 text-note wrap-anywhere text-ink">{error}</p>}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button
          size="sm"
          icon={<FileText aria-hidden />}
          aria-label={t("webhooks.delivery.showOf", { type })}
          onClick={() => onShow(delivery)}
        >
          {t("webhooks.delivery.show")}
        </Button>
        {maySend && <AgainButton delivery={delivery} onChanged={onChanged} />}
      </div>
    </li>
  );
}

function AgainButton({ delivery, onChanged }: Pick<DeliveryRowProps, "delivery" | "onChanged">) {
  const t = useTranslate();
  const [isBusy, setBusy] = useState(false);
  const { id, type, state } = delivery;
  async function send(): Promise<void> {
    setBusy(true);
    try {
      await resendDelivery(id);
      toast.success(t("webhooks.delivery.queued"));
    } catch (error) {
      toast.error(t("webhooks.failed"), { description: error instanceof Error ? error.message : undefined });
    } finally {
      setBusy(false);
      onChanged();
    }
  }
  const isWaiting = state === "waiting";
  return (
    <Button
      size="sm"
      icon={<RotateCcw aria-hidden />}
      loading={isBusy}
      aria-label={t(isWaiting ? "webhooks.delivery.tryNowOf" : "webhooks.delivery.againOf", { type })}
      onClick={() => void send()}
    >
      {t(isWaiting ? "webhooks.delivery.tryNow" : "webhooks.delivery.again")}
    </Button>
  );
}
