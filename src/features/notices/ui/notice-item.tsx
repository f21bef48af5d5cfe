"use client";

import { Check, CircleAlert, Info, TriangleAlert, Undo2, type LucideIcon } from "lucide-react";
import Link from "next/link";
import type { NoticeDto, NoticeLevel } from "@/features/notices/schema";
import { ownTarget } from "@/shared/own-path";
import { Badge } from "@/ui/marks/badge";
import { Button } from "@/ui/buttons/button";
import { classNames } from "@/ui/class-names";
import { RelativeTime } from "@/ui/time/relative";
import { MARK_TONE, type Tone } from "@/ui/marks/tone";
import { useTranslate } from "@/messages/translate-provider";

const LEVELS: Record<NoticeLevel, { tone: Tone; Icon: LucideIcon }> = {
  info: { tone: "info", Icon: Info },
  warning: { tone: "warning", Icon: TriangleAlert },
  critical: { tone: "danger", Icon: CircleAlert },
};

/** One notice: its level, message, time, link and acknowledgement. */
export function NoticeItem({
  notice,
  isActive,
  isBusy,
  onAcknowledge,
}: {
  notice: NoticeDto;
  /** Whether the Tab key stops here. */
  isActive: boolean;
  isBusy: boolean;
  onAcknowledge: (isAcknowledged: boolean) => void;
}) {
  const t = useTranslate();
  const { tone, Icon } = LEVELS[notice.level];
  const { endedAt } = notice;
  const isKnown = notice.acknowledgedAt !== null;
  const words = classNames("text-pretty wrap-anywhere", isKnown ? "text-ink-muted" : "font-medium text-ink");
  const link = ownTarget(notice.link);
  const tabIndex = isActive ? 0 : -1;
  return (
    <li
      data-row-id={notice.id}
      className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3 transition-colors hover:bg-hover sm:flex-nowrap sm:px-6"
    >
      <Icon
        aria-hidden
        className={classNames("mt-0.5 size-4 shrink-0", isKnown ? "text-ink-faint" : MARK_TONE[tone])}
      />
      <div className="min-w-0 flex-1 basis-52">
        {link !== null ? (
          <Link
            href={link}
            prefetch={false}
            data-row-link=""
            tabIndex={tabIndex}
            className={classNames(
              words,
              "rounded-sm underline decoration-line-strong underline-offset-3 focus-ring hover:decoration-current",
            )}
          >
            {notice.message}
          </Link>
        ) : (
          <p data-row-link="" tabIndex={tabIndex} className={classNames(words, "rounded-sm focus-ring")}>
            {notice.message}
          </p>
        )}
        <p className="mt-1 flex flex-wrap items-center gap-x-2.5 gap-y-1 text-xs text-ink-muted">
          <Badge tone={isKnown ? "neutral" : tone}>{t(`notices.level.${notice.level}`)}</Badge>
          <RelativeTime at={notice.at} />
          {endedAt !== null && (
            <span className="inline-flex items-center gap-1">
              <Check aria-hidden className="size-3.5 text-success" />
              <span>{t.rich("notices.over", { ago: () => <RelativeTime at={endedAt} /> })}</span>
            </span>
          )}
        </p>
      </div>
      {/* One button for both ways, so that the keyboard stays on it. */}
      <span className="flex shrink-0 items-center gap-2 max-sm:ps-8">
        {isKnown && <span className="text-xs text-ink-muted">{t("notices.acknowledged")}</span>}
        <Button
          size="sm"
          variant={isKnown ? "ghost" : "secondary"}
          icon={isKnown ? <Undo2 aria-hidden /> : <Check aria-hidden />}
          loading={isBusy}
          tabIndex={tabIndex}
          onClick={() => onAcknowledge(!isKnown)}
        >
          {isKnown ? t("notices.takeBack") : t("notices.acknowledge")}
        </Button>
      </span>
    </li>
  );
}
