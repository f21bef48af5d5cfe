"use client";

import { useHoldPage } from "@/client/release/use-hold-page";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { CopyButton } from "@/ui/buttons/copy-button";
import { Dialog } from "@/ui/overlays/dialog";

/** Shows the secret of a webhook, the one time that it is shown. Null: it is closed. */
export function SecretDialog({ secret, onClose }: { secret: string | null; onClose: () => void }) {
  const t = useTranslate();
  useHoldPage(secret !== null);
  return (
    <Dialog
      mustOpen
      open={secret !== null}
      onOpenChange={(open) => !open && onClose()}
      title={t("webhooks.secret.title")}
      description={t("webhooks.secret.description")}
      actions={
        <Button variant="primary" onClick={onClose}>
          {t("webhooks.secret.kept")}
        </Button>
      }
    >
      {secret !== null && (
        <p className="flex items-start gap-2 rounded-xl bg-canvas p-4 ring-1 ring-line">
          <code
            dir="ltr"
            aria-label={t("webhooks.secret.name")}
            className="min-w-0 flex-1 font-mono wrap-anywhere select-all"
          >
            {secret}
          </code>
          <CopyButton text={secret} label={t("webhooks.secret.copy")} />
        </p>
      )}
    </Dialog>
  );
}
