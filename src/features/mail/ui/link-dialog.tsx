"use client";

import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { CopyButton } from "@/ui/buttons/copy-button";
import { Dialog } from "@/ui/overlays/dialog";

/** Shows the link of a mail that cannot be sent, for an admin to hand over; closed without one. */
export function LinkDialog({ url, onClose }: { url: string | null; onClose: () => void }) {
  const t = useTranslate();
  return (
    <Dialog
      mustOpen
      open={url !== null}
      onOpenChange={(open) => !open && onClose()}
      title={t("mail.link.title")}
      description={t("mail.link.description")}
      actions={<Button onClick={onClose}>{t("mail.link.close")}</Button>}
    >
      <div className="flex items-start gap-2 rounded-xl bg-canvas p-3 ring-1 ring-line">
        <code dir="ltr" className="min-w-0 flex-1 font-mono text-ui break-all select-all">
          {url}
        </code>
        <CopyButton text={url ?? ""} label={t("mail.link.copy")} />
      </div>
    </Dialog>
  );
}
