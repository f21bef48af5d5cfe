"use client";

import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { CopyButton } from "@/ui/buttons/copy-button";
import { Dialog } from "@/ui/overlays/dialog";

/** Shows the link of a new invitation, this once; closed without one. */
export function InvitationLink({
  name,
  url,
  onClose,
}: {
  name: string;
  url: string | null;
  onClose: () => void;
}) {
  const t = useTranslate();
  return (
    <Dialog
      mustOpen
      open={url !== null}
      onOpenChange={(open) => !open && onClose()}
      title={t.rich("people.person.linkTitle", { name: () => <bdi>{name}</bdi> })}
      description={t("people.person.linkMailed")}
      actions={<Button onClick={onClose}>{t("people.person.close")}</Button>}
    >
      <div className="flex items-start gap-2 rounded-xl bg-canvas p-3 ring-1 ring-line">
        <code dir="ltr" className="min-w-0 flex-1 font-mono text-ui break-all select-all">
          {url}
        </code>
        <CopyButton text={url ?? ""} label={t("people.person.linkCopy")} />
      </div>
    </Dialog>
  );
}
