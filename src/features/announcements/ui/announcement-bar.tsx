"use client";

import { CircleAlert, ExternalLink, Info, TriangleAlert } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { AnnouncementLevel } from "@/features/announcements/schema";
import { useTranslate } from "@/messages/translate-provider";
import { classNames } from "@/ui/class-names";
import { SOFT_TONE } from "@/ui/marks/tone";

const LOOKS = {
  info: { Icon: Info, tone: "info" },
  warning: { Icon: TriangleAlert, tone: "warning" },
  critical: { Icon: CircleAlert, tone: "danger" },
} as const;

/** The props of AnnouncementBar. */
export interface AnnouncementBarProps {
  level: AnnouncementLevel;
  message: string;
  link: string | null;
  /** At its end, such as the button that dismisses it. */
  action?: ReactNode;
  className?: string;
}

/** One announcement: its level by colour, icon and word, what it says, and where there is more about it. */
export function AnnouncementBar({ level, message, link, action, className }: AnnouncementBarProps) {
  const t = useTranslate();
  const { Icon, tone } = LOOKS[level];
  return (
    <div
      className={classNames(
        "flex items-start gap-2.5 px-4 py-2 text-ui forced-colors:border-b",
        SOFT_TONE[tone],
        className,
      )}
    >
      <Icon aria-hidden className="mt-[calc((var(--size-ui-line)-1rem)/2)] size-4 shrink-0" />
      <p className="min-w-0 flex-1 text-pretty wrap-anywhere">
        <strong className="font-semibold">{t(`announcements.level.${level}`)}</strong> <bdi>{message}</bdi>
        {link !== null && (
          <>
            {" "}
            <MoreLink link={link} words={t("announcements.details")} />
          </>
        )}
      </p>
      {action}
    </div>
  );
}

const LINK_CLASSES =
  "inline-flex items-baseline gap-1 rounded-sm font-medium whitespace-nowrap underline underline-offset-3 focus-ring";

/** It was checked when it was written: a path is ours, and everything else is https. */
function MoreLink({ link, words }: { link: string; words: string }) {
  return link.startsWith("/") ? (
    <Link href={link} className={LINK_CLASSES}>
      {words}
    </Link>
  ) : (
    <a href={link} target="_blank" rel="noopener noreferrer" className={LINK_CLASSES}>
      {words}
      <ExternalLink aria-hidden className="size-3.5 shrink-0 self-center" />
    </a>
  );
}
