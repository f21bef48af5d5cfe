"use client";

import { Lock } from "lucide-react";
import type { AdminAnnouncementDto } from "@/features/announcements/schema";
import { useSpeech } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Badge } from "@/ui/marks/badge";
import { toast } from "@/ui/overlays/toast";
import { useTimeZone } from "@/ui/time/use-zone";
import { audienceWords, timeWords } from "./announcement-words";
import { changeAnnouncement, setDeleted } from "./use-admin-announcements";

const TONES = { info: "info", warning: "warning", critical: "danger" } as const;

/** The props of AnnouncementRow. */
export interface AnnouncementRowProps {
  announcement: AdminAnnouncementDto;
  onEdit: (announcement: AdminAnnouncementDto) => void;
  onChanged: () => void;
}

/** One announcement: what it says, to whom, from when to when, and what can be done; ending and deleting it can be undone. */
export function AnnouncementRow({ announcement, onEdit, onChanged }: AnnouncementRowProps) {
  const { t, locale } = useSpeech();
  const timeZone = useTimeZone();
  const { id, message, level, state, team, onSignIn, endsAt } = announcement;

  async function attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      toast.error(t("announcements.failed"), {
        description: error instanceof Error ? error.message : undefined,
      });
    } finally {
      onChanged();
    }
  }
  async function end(): Promise<void> {
    const ended = await changeAnnouncement(id, { ended: true, was: { endsAt } });
    const undo = (): Promise<unknown> => changeAnnouncement(id, { endsAt, was: { endsAt: ended.endsAt } });
    toast.success(t("announcements.ended"), {
      description: message,
      action: { label: t("announcements.undo"), onClick: () => void attempt(undo) },
    });
  }
  async function remove(): Promise<void> {
    await setDeleted(id, true);
    toast.success(t("announcements.deleted"), {
      description: message,
      action: { label: t("announcements.undo"), onClick: () => void attempt(() => setDeleted(id, false)) },
    });
  }
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 sm:flex-nowrap">
      <div className="min-w-0 flex-1 basis-52">
        <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
          <Badge tone={TONES[level]}>{t(`announcements.level.${level}`)}</Badge>
          <bdi className="min-w-0 font-medium wrap-anywhere text-ink">{message}</bdi>
        </p>
        <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-note text-ink-muted">
          <span className="inline-flex min-w-0 items-center gap-1 wrap-anywhere">
            {team?.isPrivate && <Lock aria-hidden className="size-3.5 shrink-0" />}
            {audienceWords(t, announcement)}
          </span>
          <span>{timeWords({ t, locale, timeZone }, announcement)}</span>
          {onSignIn && <Badge>{t("announcements.onSignIn")}</Badge>}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button
          size="sm"
          aria-label={t("announcements.editOf", { message })}
          onClick={() => onEdit(announcement)}
        >
          {t("announcements.edit")}
        </Button>
        {state === "current" && (
          <Button
            size="sm"
            aria-label={t("announcements.endOf", { message })}
            onClick={() => void attempt(end)}
          >
            {t("announcements.end")}
          </Button>
        )}
        <Button
          size="sm"
          aria-label={t("announcements.deleteOf", { message })}
          onClick={() => void attempt(remove)}
        >
          {t("announcements.delete")}
        </Button>
      </div>
    </li>
  );
}
