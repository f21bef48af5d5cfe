"use client";

import { History } from "lucide-react";
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from "react";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { VisuallyHidden } from "@/ui/text/visually-hidden";
import { useTicket } from "@/features/open-ticket/ui/state/context";

/** How far above the screen earlier messages are prefetched, for a reader who scrolls up. */
const NEAR_PIXELS = 400;

/**
 * The row above the loaded part of a long conversation. Earlier messages load by a button, by scrolling up to
 * here, and by the address of one of them; the visible messages stay where they are.
 */
export function EarlierMessages() {
  const t = useTranslate();
  const { state, loadEarlier } = useTicket();
  const row = useRef<HTMLLIElement>(null);
  const [isLoading, setLoading] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [announcement, setAnnouncement] = useState("");
  const isThere = state.earlier !== null;
  const keepPlace = useKeptPlace(row);

  async function load(): Promise<boolean> {
    if (isLoading || !isThere) {
      return false;
    }
    setLoading(true);
    setError(null);
    try {
      await loadEarlier(keepPlace);
      setAnnouncement(t("openTicket.thread.earlierShown"));
      return true;
    } catch {
      setError(t("openTicket.thread.earlierFailed"));
      return false;
    } finally {
      setLoading(false);
    }
  }

  useScrolledUpTo(row, isThere, () => void load());
  useLinkedMessage(state.comments, isThere, load);

  if (!isThere && announcement === "") {
    return null;
  }
  return (
    // Browsers anchor the element at the top of the screen: that must be a message, not this row.
    <li ref={row} className="flex flex-col items-center gap-1 [overflow-anchor:none]">
      {isThere && (
        <Button
          variant="ghost"
          size="sm"
          icon={<History aria-hidden />}
          loading={isLoading}
          onClick={() => void load()}
        >
          {t("openTicket.thread.earlier")}
        </Button>
      )}
      {error && (
        <p role="alert" className="text-note text-danger-ink">
          {error}
        </p>
      )}
      <VisuallyHidden live="polite">{announcement}</VisuallyHidden>
    </li>
  );
}

/**
 * Keeps the reader's position when messages are inserted above: most browsers do so by themselves (scroll
 * anchoring), and this does it where one does not. The focus moves to the first of the new messages when the
 * button is gone.
 */
function useKeptPlace(row: React.RefObject<HTMLLIElement | null>): () => void {
  const { state } = useTicket();
  const kept = useRef<{ element: Element; top: number; hadFocus: boolean } | null>(null);
  const first = state.comments[0]?.id;
  useLayoutEffect(() => {
    const place = kept.current;
    kept.current = null;
    if (!place) {
      return;
    }
    const moved = place.element.getBoundingClientRect().top - place.top;
    if (place.element.isConnected && Math.abs(moved) > 1) {
      scrollerOf(place.element).scrollTop += moved;
    }
    if (place.hadFocus && !row.current?.querySelector("button")) {
      document.getElementById(`message-${first}`)?.focus({ preventScroll: true });
    }
  }, [first, row]);
  // Measured when it is shown: the reader may scroll on during the fetch.
  return () => {
    const element = document.getElementById(`message-${first}`);
    if (element) {
      const hadFocus = row.current?.contains(document.activeElement) ?? false;
      kept.current = { element, top: element.getBoundingClientRect().top, hadFocus };
    }
  };
}

function scrollerOf(element: Element): Element {
  for (let one = element.parentElement; one; one = one.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(one).overflowY) && one.scrollHeight > one.clientHeight) {
      return one;
    }
  }
  return document.scrollingElement ?? document.documentElement;
}

const GESTURES = ["wheel", "touchmove", "keydown", "pointerdown", "pointermove"] as const;
const GESTURE_MILLISECONDS = 1_000;

/**
 * Calls back when the reader scrolls up near the row. A row that is on the screen from the beginning, or a
 * page that moves by itself, does not count.
 */
function useScrolledUpTo(
  row: React.RefObject<HTMLLIElement | null>,
  isThere: boolean,
  reached: () => void,
): void {
  const onReached = useEffectEvent(reached);
  useEffect(() => {
    if (!isThere) {
      return;
    }
    let last = row.current?.getBoundingClientRect().top ?? 0;
    let gestureAt = -Infinity;
    const moved = (event: Event): void => {
      const isIdle = event instanceof PointerEvent && event.type === "pointermove" && event.buttons === 0;
      gestureAt = isIdle ? gestureAt : event.timeStamp;
    };
    const scrolled = (event: Event): void => {
      const top = row.current?.getBoundingClientRect().top;
      if (top === undefined) {
        return;
      }
      const isNear = top > -NEAR_PIXELS && top < window.innerHeight;
      if (top > last && isNear && event.timeStamp - gestureAt < GESTURE_MILLISECONDS) {
        onReached();
      }
      last = top;
    };
    document.addEventListener("scroll", scrolled, { capture: true, passive: true });
    for (const gesture of GESTURES) {
      document.addEventListener(gesture, moved, { capture: true, passive: true });
    }
    return () => {
      document.removeEventListener("scroll", scrolled, { capture: true });
      for (const gesture of GESTURES) {
        document.removeEventListener(gesture, moved, { capture: true });
      }
    };
  }, [isThere, row]);
}

/** Loads earlier messages until the one that the address names is shown. */
function useLinkedMessage(
  comments: readonly { id: string }[],
  isThere: boolean,
  load: () => Promise<boolean>,
): void {
  const [wanted, setWanted] = useState<string | null>(null);
  useEffect(() => {
    const read = (): void => setWanted(/^#message-([\w-]+)$/.exec(location.hash)?.[1] ?? null);
    read();
    window.addEventListener("hashchange", read);
    return () => window.removeEventListener("hashchange", read);
  }, []);
  const goOn = useEffectEvent(async () => {
    const element = wanted === null ? null : document.getElementById(`message-${wanted}`);
    if (element) {
      setWanted(null);
      element.scrollIntoView({ block: "start" });
      element.focus({ preventScroll: true });
    } else if (wanted !== null && !(isThere && (await load()))) {
      setWanted(null);
    }
  });
  useEffect(() => {
    const timer = setTimeout(() => void goOn(), 0);
    return () => clearTimeout(timer);
  }, [wanted, comments.length]);
}
