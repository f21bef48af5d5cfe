"use client";

import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { UnreadableText } from "@/client/browser/kept";
import { useMe } from "@/client/browser/me";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { CopyButton } from "@/ui/buttons/copy-button";
import { Dialog } from "@/ui/overlays/dialog";
import { toast } from "@/ui/overlays/toast";
import { forgetUnreadable, unreadableOf, wordsIn } from "./unreadable";

const TOAST = "unreadable";
const NONE: readonly UnreadableText[] = [];
const SOON_MILLISECONDS = 500;

/** Shows a person their stored texts that this release cannot read, to be copied or deleted. */
export function UnreadableNotice() {
  const t = useTranslate();
  const { id: personId } = useMe();
  const store = useMemo(() => new UnreadableStore(personId), [personId]);
  const texts = useSyncExternalStore(store.subscribe, store.get, () => NONE);
  const [isOpen, setIsOpen] = useState(false);
  const count = texts.length;

  useEffect(() => {
    if (count === 0) {
      toast.close(TOAST);
      return;
    }
    // The toaster is further up in the tree, and subscribes after this effect.
    const timer = setTimeout(
      () =>
        // Not as an error: screen readers would announce it without its button, which they reach only by F6.
        toast.info(t("sessions.unreadable.title", { count }), {
          id: TOAST,
          timeout: 0,
          description: t("sessions.unreadable.description"),
          action: { label: t("sessions.unreadable.show"), onClick: () => setIsOpen(true) },
        }),
      SOON_MILLISECONDS,
    );
    return () => clearTimeout(timer);
  }, [t, count]);

  return (
    <Dialog
      mustOpen
      open={isOpen && count > 0}
      onOpenChange={setIsOpen}
      size="md"
      title={t("sessions.unreadable.title", { count })}
      description={t("sessions.unreadable.description")}
    >
      <ul className="flex flex-col gap-3">
        {texts.map(({ key, text }) => (
          <li key={key} className="flex flex-col gap-2 rounded-xl bg-canvas p-3 ring-1 ring-line">
            <p dir="auto" className="max-h-60 overflow-y-auto text-start wrap-anywhere whitespace-pre-wrap">
              {wordsIn(text)}
            </p>
            <div className="flex flex-wrap items-center gap-2">
              <CopyButton text={wordsIn(text)} label={t("drafts.copyText")} />
              <Button
                size="sm"
                onClick={() => {
                  forgetUnreadable(key);
                  store.refresh();
                }}
              >
                {t("drafts.discard")}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

/** The unreadable texts of a person, as a store that React can subscribe to. */
class UnreadableStore {
  private texts = NONE;
  private changed: () => void = () => undefined;

  constructor(private readonly personId: string) {}

  readonly get = (): readonly UnreadableText[] => this.texts;

  readonly subscribe = (changed: () => void): (() => void) => {
    const onStorage = (): void => this.refresh();
    this.changed = changed;
    window.addEventListener("storage", onStorage);
    this.refresh();
    return () => window.removeEventListener("storage", onStorage);
  };

  refresh(): void {
    const texts = unreadableOf(this.personId);
    if (JSON.stringify(texts) !== JSON.stringify(this.texts)) {
      this.texts = texts;
      this.changed();
    }
  }
}
