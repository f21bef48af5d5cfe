"use client";

import { useState } from "react";
import { callApi, newIdempotencyKey } from "@/client/api/api";
import type { RetriedMails } from "@/features/mail/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { AlertDialog } from "@/ui/overlays/alert-dialog";
import { toast } from "@/ui/overlays/toast";

/** Sends all mails that failed, or that are held, again, after a question. */
export function RetryAll({ state, onDone }: { state: "failed" | "held"; onDone: () => void }) {
  const t = useTranslate();
  const [isOpen, setOpen] = useState(false);
  const retryAll = async (): Promise<void> => {
    let count = 0;
    let hasMore = true;
    while (hasMore) {
      const answer = await callApi<RetriedMails>("/api/admin/mail/retry", {
        method: "POST",
        idempotencyKey: newIdempotencyKey(),
        body: { state },
      });
      count += answer.retried;
      hasMore = answer.hasMore;
    }
    toast.success(t("mail.allRetried", { count }));
    onDone();
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t(`mail.retryAll.${state}`)}</Button>
      <AlertDialog
        open={isOpen}
        onOpenChange={setOpen}
        title={t("mail.retryAllTitle")}
        description={t("mail.retryAllReason")}
        confirmLabel={t(`mail.retryAll.${state}`)}
        onConfirm={retryAll}
      />
    </>
  );
}
