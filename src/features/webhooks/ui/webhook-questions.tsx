"use client";

import type { WebhookDto } from "@/features/webhooks/schema";
import { useTranslate } from "@/messages/translate-provider";
import { AlertDialog } from "@/ui/overlays/alert-dialog";
import { toast } from "@/ui/overlays/toast";
import { changeSecret, changeWebhook, deleteWebhook } from "./use-webhooks";

/** What is asked before it is done. */
export interface Question {
  about: "disable" | "delete" | "secret";
  webhook: WebhookDto;
}

/** The props of WebhookQuestions. */
export interface WebhookQuestionsProps {
  question: Question | null;
  onClose: () => void;
  onSecret: (secret: string) => void;
  onChanged: () => void;
}

/** Says what disabling or deleting a webhook, or a new secret, does, before it is done. */
export function WebhookQuestions({ question, onClose, onSecret, onChanged }: WebhookQuestionsProps) {
  const t = useTranslate();
  if (question === null) {
    return null;
  }
  const { about, webhook } = question;
  const words = { disable: "confirmDisable", delete: "confirmDelete", secret: "confirmSecret" } as const;
  const key = words[about];
  async function carryOut(): Promise<void> {
    try {
      switch (about) {
        case "disable":
          await changeWebhook(webhook.id, { enabled: false });
          toast.success(t("webhooks.disabled"));
          break;
        case "delete":
          await deleteWebhook(webhook.id);
          toast.success(t("webhooks.deleted"));
          break;
        case "secret":
          onSecret(await changeSecret(webhook.id));
          break;
      }
    } finally {
      onChanged();
    }
  }
  return (
    <AlertDialog
      open
      danger={about !== "secret"}
      onOpenChange={(open) => !open && onClose()}
      title={t(`webhooks.${key}.title`)}
      description={
        key === "confirmSecret"
          ? t("webhooks.confirmSecret.description")
          : t(`webhooks.${key}.description`, { url: webhook.url })
      }
      confirmLabel={t(`webhooks.${key}.confirm`)}
      onConfirm={carryOut}
    />
  );
}
