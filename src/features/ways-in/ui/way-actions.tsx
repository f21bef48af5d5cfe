"use client";

import { useState } from "react";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { AlertDialog } from "@/ui/overlays/alert-dialog";

/** Removes a way in, after a question that says what becomes of its people. */
export function RemoveWay({ title, onRemove }: { title: string; onRemove: () => Promise<void> }) {
  const t = useTranslate();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="ghost" onClick={() => setOpen(true)}>
        {t("waysIn.remove.action")}
      </Button>
      <AlertDialog
        open={isOpen}
        onOpenChange={setOpen}
        title={title}
        description={t("waysIn.remove.reason")}
        confirmLabel={t("waysIn.remove.action")}
        danger
        onConfirm={onRemove}
      />
    </>
  );
}
