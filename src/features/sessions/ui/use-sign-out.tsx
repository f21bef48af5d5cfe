"use client";

import { useState, type ReactNode } from "react";
import { Button } from "@/ui/buttons/button";
import { Dialog } from "@/ui/overlays/dialog";
import { useSpeech } from "@/messages/translate-provider";
import type { Spoken } from "@/messages/translation";
import { signOut, type SignOutOutcome, type Unsent, type WithUnsent } from "./sign-out";

/** Signing out of this browser, with the questions on the way. */
export interface SigningOut {
  isBusy: boolean;
  begin(): void;
  /** Render it somewhere on the page. */
  dialog: ReactNode;
}

/** Signs this person out of the browser once their texts are saved, and asks when they cannot be. `target` is the page to go to, the sign-in without one. */
export function useSignOut(personId: string, target?: string): SigningOut {
  const spoken = useSpeech();
  const { t } = spoken;
  const [isBusy, setIsBusy] = useState(false);
  const [outcome, setOutcome] = useState<SignOutOutcome | null>(null);

  async function go(withUnsent: WithUnsent): Promise<void> {
    setIsBusy(true);
    setOutcome(null);
    const next = await signOut(personId, withUnsent, target);
    setIsBusy(false);
    setOutcome(next);
  }

  const stay = (): void => setOutcome(null);
  const isOpen = outcome !== null && outcome.kind !== "gone";
  const dialog =
    outcome?.kind === "unsent" ? (
      <Dialog
        mustOpen
        open={isOpen}
        onOpenChange={stay}
        size="md"
        title={t("sessions.unsent.title")}
        description={wordsOf(spoken, outcome.unsent)}
        actions={
          <>
            <Button onClick={() => void go("discard")} variant="danger">
              {t("sessions.unsent.discard")}
            </Button>
            {!outcome.unsent.isUnkept && (
              <Button onClick={() => void go("keep")}>{t("sessions.unsent.keep")}</Button>
            )}
            <Button variant="primary" onClick={stay}>
              {t("sessions.unsent.stay")}
            </Button>
          </>
        }
      >
        <p className="text-pretty text-ink-muted">{t("sessions.unsent.reason")}</p>
      </Dialog>
    ) : (
      <Dialog
        mustOpen
        open={isOpen}
        onOpenChange={stay}
        size="sm"
        title={t("sessions.unreachable.title")}
        description={t("sessions.unreachable.description")}
        actions={
          <>
            <Button onClick={stay}>{t("sessions.unsent.stay")}</Button>
            <Button variant="primary" onClick={() => void go("ask")}>
              {t("sessions.unreachable.tryAgain")}
            </Button>
          </>
        }
      />
    );
  return { isBusy, begin: () => void go("ask"), dialog };
}

function wordsOf({ t, locale }: Spoken, { texts, messages, files, isUnkept }: Unsent): string {
  const counted = [
    texts > 0 ? t("sessions.unsent.texts", { count: texts }) : "",
    messages > 0 ? t("sessions.unsent.messages", { count: messages }) : "",
    files > 0 ? t("sessions.unsent.files", { count: files }) : "",
  ].filter((part) => part !== "");
  const unkept = counted.length === 0 ? t("sessions.unsent.unkeptAlone") : t("sessions.unsent.unkept");
  return t("sessions.unsent.description", {
    what: new Intl.ListFormat(locale).format([...counted, ...(isUnkept ? [unkept] : [])]),
    count: texts + messages + files + (isUnkept ? 1 : 0),
  });
}
