"use client";

import { callApi, newIdempotencyKey } from "@/client/api/api";
import { AlertDialog } from "@/ui/overlays/alert-dialog";
import { toast } from "@/ui/overlays/toast";
import { useTranslate } from "@/messages/translate-provider";
import { browserWords } from "./browser-words";
import type { ShownConnection } from "./use-connections";

/** The question: whether to end the session, and for the admin's own session whether they are sure. */
export interface EndQuestion {
  connection: ShownConnection;
  step: "ask" | "sure";
}

/** The props of EndSessionDialog. */
export interface EndSessionDialogProps {
  filters: EndQuestion | null;
  ownSessionId: string;
  onQuestion: (change: (now: EndQuestion | null) => EndQuestion | null) => void;
  onEnded: () => void;
}

/** Asks before a session is ended, and says what that does; before the admin's own it asks twice. */
export function EndSessionDialog({ filters, ownSessionId, onQuestion, onEnded }: EndSessionDialogProps) {
  const t = useTranslate();
  if (!filters) {
    return null;
  }
  const { connection, step } = filters;
  const { user, sessionId } = connection;
  const isOwn = sessionId === ownSessionId;
  const close = (of: EndQuestion["step"]) => (open: boolean) =>
    !open && onQuestion((now) => (now?.step === of ? null : now));
  const end = async (): Promise<void> => {
    await callApi(`/api/admin/sessions/${sessionId}`, {
      method: "DELETE",
      idempotencyKey: newIdempotencyKey(),
    });
    toast.success(t("connections.end.done", { name: user.name }));
    onEnded();
  };
  if (isOwn && step === "sure") {
    return (
      <AlertDialog
        key="sure"
        open
        danger
        onOpenChange={close("sure")}
        title={t("connections.end.sureTitle")}
        description={t("connections.end.sureReason")}
        confirmLabel={t("connections.end.sureConfirm")}
        onConfirm={end}
      />
    );
  }
  return (
    <AlertDialog
      key="ask"
      open
      danger
      onOpenChange={close("ask")}
      title={isOwn ? t("connections.end.ownTitle") : t("connections.end.title", { name: user.name })}
      description={
        isOwn
          ? t("connections.end.ownReason")
          : t("connections.end.reason", {
              name: user.name,
              browser: browserWords(t, connection.userAgent),
            })
      }
      confirmLabel={isOwn ? t("connections.end.ownConfirm") : t("connections.endLong")}
      onConfirm={isOwn ? () => onQuestion((now) => now && { ...now, step: "sure" }) : end}
    />
  );
}
