"use client";

import type { PausedReason } from "@/client/connection/connection";
import { Button } from "@/ui/buttons/button";
import { CONNECTION_BAR_BUTTON } from "@/ui/shell/connection-bar";
import { Popover } from "@/ui/overlays/popover";
import { useTranslate } from "@/messages/translate-provider";

/** The word "Why?" in the bar; behind it a plain explanation of what is wrong, what still works and what to report to whom. */
export function PausedReasons({
  why,
  since,
  onTry,
}: {
  why: PausedReason;
  since: string;
  onTry: () => void;
}) {
  const t = useTranslate();
  return (
    <Popover
      align="center"
      title={t("shell.paused.title")}
      trigger={
        <button type="button" className={CONNECTION_BAR_BUTTON}>
          {t("shell.paused.why")}
        </button>
      }
    >
      <div className="flex flex-col gap-3 text-start text-pretty">
        <p>{t(`shell.paused.cause.${why}`, { time: since })}</p>
        <p>
          {t.rich(`shell.paused.works.${why}`, {
            strong: (words) => <strong className="font-semibold">{words}</strong>,
          })}
        </p>
        <p className="text-ink-muted">{t(`shell.paused.tell.${why}`)}</p>
        <Button size="sm" onClick={onTry} className="self-start">
          {t("shell.line.tryNow")}
        </Button>
      </div>
    </Popover>
  );
}
