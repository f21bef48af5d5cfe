"use client";

import { useHoldPage } from "@/client/release/use-hold-page";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { CopyButton } from "@/ui/buttons/copy-button";
import { Dialog } from "@/ui/overlays/dialog";

/** Shows a new token, the one time that it is shown. Null: it is closed. */
export function MadeDialog({ token, onClose }: { token: string | null; onClose: () => void }) {
  const t = useTranslate();
  useHoldPage(token !== null);
  return (
    <Dialog
      mustOpen
      open={token !== null}
      onOpenChange={(open) => !open && onClose()}
      title={t("tokens.made.title")}
      description={t("tokens.made.description")}
      actions={
        <Button variant="primary" onClick={onClose}>
          {t("tokens.made.kept")}
        </Button>
      }
    >
      {token !== null && (
        <p className="flex items-start gap-2 rounded-xl bg-canvas p-4 ring-1 ring-line">
          <code
            dir="ltr"
            aria-label={t("tokens.made.token")}
            className="min-w-0 flex-1 font-mono wrap-anywhere select-all"
          >
            {token}
          </code>
          <CopyButton text={token} label={t("tokens.made.copy")} />
        </p>
      )}
    </Dialog>
  );
}
