"use client";

import { X } from "lucide-react";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import type { SignInAnnouncementDto } from "@/features/announcements/schema";
import { useTranslate } from "@/messages/translate-provider";
import { IconButton } from "@/ui/buttons/icon-button";
import { classNames } from "@/ui/class-names";
import { AnnouncementBar } from "./announcement-bar";
import { followRows, type ShownRow } from "./shown-rows";

/** A little longer than the transition of a row. */
const LEAVING_MILLISECONDS = 250;

/** The props of AnnouncementList. */
export interface AnnouncementListProps<Item extends SignInAnnouncementDto> {
  items: readonly Item[];
  /** Absent where nobody is known who could dismiss one. */
  onDismiss?: (item: Item) => void;
  className?: string;
  barClassName?: string;
}

/**
 * Announcements, one under the other. One that comes or goes does so slowly, and pushes what is below; a new one is read out
 * once, an urgent one at once. Escape dismisses the one that has the focus, which goes to the next, or to the page.
 */
export function AnnouncementList<Item extends SignInAnnouncementDto>({
  items,
  onDismiss,
  className,
  barClassName,
}: AnnouncementListProps<Item>) {
  const t = useTranslate();
  const list = useRef<HTMLUListElement>(null);
  const [rows, setRows] = useState<readonly ShownRow<Item>[]>(() =>
    items.map((item) => ({ item, isNew: false, isLeaving: false })),
  );
  const next = followRows(rows, items);
  if (next !== rows) {
    setRows(next);
  }
  const isLeaving = next.some((row) => row.isLeaving);
  useEffect(() => {
    if (!isLeaving) {
      return;
    }
    const timer = setTimeout(
      () => setRows((now) => now.filter((row) => !row.isLeaving)),
      LEAVING_MILLISECONDS,
    );
    return () => clearTimeout(timer);
  }, [isLeaving]);

  function dismiss(item: Item): void {
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>("[data-dismiss]") ?? [])];
    const place = buttons.findIndex((button) => button.dataset["dismiss"] === item.id);
    const hadFocus = buttons[place]?.closest("li")?.contains(document.activeElement) ?? false;
    onDismiss?.(item);
    if (hadFocus) {
      (buttons[place + 1] ?? buttons[place - 1] ?? document.getElementById("main"))?.focus();
    }
  }
  function onKeyDown(event: KeyboardEvent, item: Item): void {
    if (event.key === "Escape" && onDismiss) {
      event.stopPropagation();
      dismiss(item);
    }
  }
  return (
    <>
      <Spoken items={items} />
      {next.length > 0 && (
        <section aria-label={t("announcements.region")} className={className}>
          <ul ref={list}>
            {next.map(({ item, isNew, isLeaving: isGoing }) => (
              <li
                key={item.id}
                inert={isGoing}
                onKeyDown={(event) => onKeyDown(event, item)}
                className={classNames(
                  "grid transition-[grid-template-rows] duration-200",
                  isGoing ? "grid-rows-[0fr]" : "grid-rows-[1fr]",
                  isNew && "starting:grid-rows-[0fr]",
                )}
              >
                <div className="min-h-0 overflow-hidden">
                  <AnnouncementBar
                    level={item.level}
                    message={item.message}
                    link={item.link}
                    {...(barClassName === undefined ? {} : { className: barClassName })}
                    action={
                      onDismiss && (
                        <IconButton
                          data-dismiss={item.id}
                          label={t("announcements.dismissOf", { message: item.message })}
                          size="sm"
                          icon={<X aria-hidden />}
                          onClick={() => dismiss(item)}
                          className="-my-1 text-inherit!"
                        />
                      )
                    }
                  />
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** Reads out what came since the page was opened, each revision once; what was there at first stands at the beginning of the page. */
function Spoken({ items }: { items: readonly SignInAnnouncementDto[] }) {
  const t = useTranslate();
  const keyOf = ({ id, revision }: SignInAnnouncementDto): string => `${id} ${revision}`;
  const [said, setSaid] = useState(() => ({ known: new Set(items.map(keyOf)), polite: "", urgent: "" }));
  const fresh = items.filter((item) => !said.known.has(keyOf(item)));
  if (fresh.length > 0) {
    const words = (isUrgent: boolean): string =>
      fresh
        .filter(({ level }) => (level === "critical") === isUrgent)
        .map(({ level, message }) =>
          t("announcements.said", { level: t(`announcements.level.${level}`), message }),
        )
        .join(" ");
    const known = new Set([...said.known, ...fresh.map(keyOf)]);
    setSaid({ known, polite: words(false) || said.polite, urgent: words(true) });
  }
  return (
    <>
      <span role="status" className="sr-only">
        {said.polite}
      </span>
      {/* An alert is read when it appears; an empty one would only be in the way. */}
      {said.urgent !== "" && (
        <span role="alert" className="sr-only">
          {said.urgent}
        </span>
      )}
    </>
  );
}
