"use client";

import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Dialog } from "@/ui/overlays/dialog";
import { RecoveryCodeList } from "./recovery-codes";

/** Shows new recovery codes until the person confirms that they are stored. Null: it is closed. */
export function CodesDialog({ codes, onClose }: { codes: readonly string[] | null; onClose: () => void }) {
  const t = useTranslate();
  return (
    <Dialog
      mustOpen
      open={codes !== null}
      onOpenChange={(open) => !open && onClose()}
      title={t("secondFactors.codes.title")}
      description={t("secondFactors.codes.description")}
      actions={
        <Button variant="primary" onClick={onClose}>
          {t("secondFactors.codes.kept")}
        </Button>
      }
    >
      {codes !== null && <RecoveryCodeList codes={codes} />}
    </Dialog>
  );
}
