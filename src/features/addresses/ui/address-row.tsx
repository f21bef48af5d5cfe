"use client";

import { useState } from "react";
import type { AddressDto } from "@/features/addresses/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Badge } from "@/ui/marks/badge";
import { AlertDialog } from "@/ui/overlays/alert-dialog";
import { toast } from "@/ui/overlays/toast";

/** The props of AddressRow. */
export interface AddressRowProps {
  address: AddressDto;
  onResend: () => Promise<void>;
  onRetry: () => Promise<void>;
  onMakePrimary: () => Promise<void>;
  onRemove: () => Promise<void>;
}

/** One address: whether it is confirmed or the primary one, and what can be done with it. */
export function AddressRow({ address, onResend, onRetry, onMakePrimary, onRemove }: AddressRowProps) {
  const t = useTranslate();
  const [isAsking, setAsking] = useState<"primary" | "remove" | null>(null);
  const [isBusy, setBusy] = useState(false);
  const { email, confirmed, primary, refusal } = address;

  async function run(work: () => Promise<void>, done: string): Promise<void> {
    setBusy(true);
    try {
      await work();
      toast.success(done);
    } catch (error) {
      toast.error(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <p className="flex min-w-48 flex-1 flex-wrap items-center gap-x-2 gap-y-1 text-ui font-medium text-ink">
        <bdi className="min-w-0 wrap-anywhere">{email}</bdi>
        {primary && <Badge tone="accent">{t("addresses.primary")}</Badge>}
        {!confirmed && <Badge tone="warning">{t("addresses.unconfirmed")}</Badge>}
        {refusal && <Badge tone="danger">{t("addresses.refused")}</Badge>}
      </p>
      <div className="flex flex-wrap gap-2">
        {!confirmed && (
          <Button
            size="sm"
            loading={isBusy}
            aria-label={t("addresses.resendOf", { email })}
            onClick={() => void run(onResend, t("addresses.resent", { email }))}
          >
            {t("addresses.resend")}
          </Button>
        )}
        {confirmed && !primary && (
          <Button
            size="sm"
            aria-label={t("addresses.makePrimaryOf", { email })}
            onClick={() => setAsking("primary")}
          >
            {t("addresses.makePrimary")}
          </Button>
        )}
        {!primary && (
          <Button
            size="sm"
            aria-label={t("addresses.removeOf", { email })}
            onClick={() => setAsking("remove")}
          >
            {t("addresses.remove")}
          </Button>
        )}
      </div>
      {refusal && (
        <div className="flex basis-full flex-wrap items-center gap-2">
          <p className="min-w-0 flex-1 basis-60 text-note text-pretty wrap-anywhere text-ink-muted">
            {t("addresses.refusedReason", { answer: refusal.answer })}
          </p>
          <Button
            size="sm"
            loading={isBusy}
            aria-label={t("addresses.retryOf", { email })}
            onClick={() => void run(onRetry, t("addresses.retried", { email }))}
          >
            {t("addresses.retry")}
          </Button>
        </div>
      )}
      <AlertDialog
        open={isAsking === "primary"}
        onOpenChange={(open) => setAsking(open ? "primary" : null)}
        title={t.rich("addresses.makePrimaryTitle", { email: () => <bdi>{email}</bdi> })}
        description={t("addresses.makePrimaryReason")}
        confirmLabel={t("addresses.makePrimary")}
        onConfirm={async () => {
          await onMakePrimary();
          toast.success(t("addresses.isPrimary", { email }));
        }}
      />
      <AlertDialog
        open={isAsking === "remove"}
        onOpenChange={(open) => setAsking(open ? "remove" : null)}
        danger
        title={t.rich("addresses.removeTitle", { email: () => <bdi>{email}</bdi> })}
        description={t("addresses.removeReason")}
        confirmLabel={t("addresses.remove")}
        onConfirm={onRemove}
      />
    </li>
  );
}
