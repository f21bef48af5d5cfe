"use client";

import { Send } from "lucide-react";
import { useState } from "react";
import { callApi, newIdempotencyKey } from "@/client/api/api";
import type { MailTest } from "@/features/mail/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Callout } from "@/ui/states/callout";

/** Sends the admin a test mail, and says what became of it. */
export function TestMail() {
  const t = useTranslate();
  const [isBusy, setBusy] = useState(false);
  const [result, setResult] = useState<{ isSent: boolean; detail: string } | null>(null);
  const send = async (): Promise<void> => {
    setBusy(true);
    setResult(null);
    try {
      const { outcome, detail } = await callApi<MailTest>("/api/admin/mail/test", {
        method: "POST",
        idempotencyKey: newIdempotencyKey(),
      });
      setResult({ isSent: outcome === "sent", detail });
    } catch (error) {
      setResult({ isSent: false, detail: error instanceof Error ? error.message : t("mail.test.failed") });
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button icon={<Send aria-hidden />} loading={isBusy} onClick={() => void send()}>
        {t("mail.test.button")}
      </Button>
      {result && (
        <Callout
          tone={result.isSent ? "success" : "danger"}
          live="status"
          title={result.isSent ? t("mail.test.sent") : t("mail.test.failed")}
          className="min-w-0 basis-full wrap-anywhere"
        >
          {result.detail}
        </Callout>
      )}
    </>
  );
}
