"use client";

import { callApi, newIdempotencyKey } from "@/client/api/api";
import { AlertDialog } from "@/ui/alert-dialog";
import { toast } from "@/ui/toast";
import { browserWords } from "./browser-words";
import type { ShownConnection } from "./use-connections";

/** What is being asked: whether to end it, and for one's own session whether one is sure. */
export interface EndWish {
  connection: ShownConnection;
  step: "ask" | "sure";
}

/** What an EndSessionDialog takes. */
export interface EndSessionDialogProps {
  wish: EndWish | null;
  ownSessionId: string;
  onWish: (change: (now: EndWish | null) => EndWish | null) => void;
  onEnded: () => void;
}

/** Asks before a session is ended, and says what that does; before one's own it asks twice. */
export function EndSessionDialog({ wish, ownSessionId, onWish, onEnded }: EndSessionDialogProps) {
  if (!wish) {
    return null;
  }
  const { connection, step } = wish;
  const { user, sessionId } = connection;
  const isOwn = sessionId === ownSessionId;
  const close = (of: EndWish["step"]) => (open: boolean) =>
    !open && onWish((now) => (now?.step === of ? null : now));
  const end = async (): Promise<void> => {
    await callApi(`/api/admin/sessions/${sessionId}`, {
      method: "DELETE",
      idempotencyKey: newIdempotencyKey(),
    });
    toast.success(`The session of ${user.name} is over.`);
    onEnded();
  };
  if (isOwn && step === "sure") {
    return (
      <AlertDialog
        key="sure"
        open
        danger
        onOpenChange={close("sure")}
        title="Sign yourself out here?"
        description="This page closes its connection at once, and you have to sign in again to go on."
        confirmLabel="Yes, sign me out"
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
      title={isOwn ? "End your own session?" : `End this session of ${user.name}?`}
      description={
        isOwn
          ? "It is the one that you are using right now, in this browser."
          : `${user.name} is signed out of ${browserWords(connection.userAgent)} within two seconds, in all of its windows. What they have typed stays with them, and they can sign in again: to keep somebody out, disable their account.`
      }
      confirmLabel={isOwn ? "End my session" : "End session"}
      onConfirm={isOwn ? () => onWish((now) => now && { ...now, step: "sure" }) : end}
    />
  );
}
