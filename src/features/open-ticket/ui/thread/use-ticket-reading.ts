"use client";

import { useEffect, useEffectEvent, useRef, useState, useSyncExternalStore, type RefObject } from "react";
import { callApi } from "@/client/api/api";
import { useMe } from "@/client/browser/me";
import { request } from "@/client/connection/socket";
import { useConnection, useSocket } from "@/client/connection/socket-provider";
import type { CommentDto } from "@/features/comments/schema";
import type { OpenTicket } from "@/features/open-ticket/ui/state/room-state";
import { useTranslate } from "@/messages/translate-provider";

/** The reading position in a thread. */
export interface Reading {
  /** The thread itself. */
  list: RefObject<HTMLOListElement | null>;
  /** An element at the end of the thread. */
  end: RefObject<HTMLDivElement | null>;
  /** New messages below the screen, oldest first. */
  arrivals: readonly CommentDto[];
  /** Up to which version this person has seen the ticket. */
  seen: number;
  showArrivals(): void;
  /** Scrolls to the end, as after sending. */
  goToEnd(): void;
  /** The latest message, for screen readers. */
  announcement: string;
}

/**
 * Follows the reader: at the end of the thread new messages simply appear; elsewhere they are counted, and
 * nothing moves. Reports to the server what was read while the page is visible and has the focus.
 */
export function useTicketReading(state: OpenTicket, viewerId: string): Reading {
  const t = useTranslate();
  const list = useRef<HTMLOListElement>(null);
  const end = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(false);
  const [isFollowing, setFollowing] = useState(false);
  const isAttentive = useSyncExternalStore(watchAttention, hasAttention, () => false);
  const [known, setKnown] = useState<ReadonlySet<string>>(
    () => new Set(state.comments.map((comment) => comment.id)),
  );
  // Earlier messages that are loaded later are no arrivals.
  const [knownFrom, setKnownFrom] = useState(state.comments[0]?.createdAt ?? "");
  const [seen, setSeen] = useState(state.version);
  const [announcement, setAnnouncement] = useState("");
  const arrivals = isFollowing
    ? []
    : state.comments.filter((comment) => isNew(comment) && comment.author.id !== viewerId);

  function isNew(comment: CommentDto): boolean {
    return !known.has(comment.id) && comment.createdAt >= knownFrom;
  }

  function settle(): void {
    setKnownFrom(state.comments[0]?.createdAt ?? "");
    setKnown(new Set(state.comments.map((comment) => comment.id)));
    setSeen(state.version);
  }
  const settled = useEffectEvent(settle);

  useEffect(() => {
    const element = end.current;
    if (!element) {
      return;
    }
    const observer = new IntersectionObserver(
      ([entry]) => {
        isAtEnd.current = entry?.isIntersecting ?? false;
        setFollowing(isAtEnd.current);
        if (isAtEnd.current) {
          settled();
        }
      },
      { rootMargin: `0px 0px ${MARGIN_PIXELS}px 0px` },
    );
    observer.observe(element);
    // A jump elsewhere and growth may fall into one frame (the address names an old message, and earlier ones
    // were loaded): growth is reported before the end is known to be off the screen, and must not scroll the
    // reader back there.
    const scrolled = (): void => {
      isAtEnd.current &&= element.getBoundingClientRect().top <= window.innerHeight + MARGIN_PIXELS;
    };
    document.addEventListener("scroll", scrolled, { capture: true, passive: true });
    // A reader at the end stays there while the thread grows: a file arrives, a picture has loaded.
    const growth = new ResizeObserver(() => {
      if (isAtEnd.current) {
        element.scrollIntoView({ block: "end" });
      }
    });
    if (list.current) {
      growth.observe(list.current);
    }
    return () => {
      document.removeEventListener("scroll", scrolled, { capture: true });
      observer.disconnect();
      growth.disconnect();
    };
  }, []);

  // It scrolls only upwards: a reader with more unread messages than fit begins where they stopped.
  useEffect(() => {
    const line = list.current?.querySelector("[data-unread-line]");
    if (line && line.getBoundingClientRect().top < 0) {
      isAtEnd.current = false;
      line.scrollIntoView({ block: "start" });
    }
  }, []);

  const arrived = useEffectEvent(() => {
    const fresh = state.comments.filter(isNew);
    const others = fresh.filter((comment) => comment.author.id !== viewerId);
    const newest = others[others.length - 1];
    if (newest) {
      setAnnouncement(
        t(`openTicket.thread.${newest.internal ? "newNote" : "newMessage"}`, { name: newest.author.name }),
      );
    }
    if (isAtEnd.current) {
      settle();
    } else if (others.length === 0) {
      settle();
    }
  });
  useEffect(() => {
    const timer = setTimeout(() => arrived(), 0);
    return () => clearTimeout(timer);
  }, [state.comments, state.version]);

  useReadMark(state, seen, isAttentive);

  function goToEnd(): void {
    // After the new rows are laid out.
    requestAnimationFrame(() => end.current?.scrollIntoView({ block: "end" }));
  }
  return {
    list,
    end,
    arrivals,
    seen,
    announcement,
    goToEnd,
    showArrivals: () => {
      settle();
      const first = arrivals[0] && document.getElementById(`message-${arrivals[0].id}`);
      if (first) {
        first.scrollIntoView({ block: "start" });
        first.focus({ preventScroll: true });
      } else {
        goToEnd();
      }
    },
  };
}

const MARK_AFTER_MILLISECONDS = 400;
/** The end counts as visible a little before it is on the screen. */
const MARGIN_PIXELS = 120;
const REACHABLE = { live: true, "catching-up": true, paused: true };

/** Reports to the server how far this person, who is no guest, has read, after the page was visible and focused for a moment. */
function useReadMark(state: OpenTicket, seen: number, isAttentive: boolean): void {
  const socket = useSocket();
  const { kind } = useConnection();
  const { role } = useMe();
  const sent = useRef(state.ticket.seenAt === null ? 0 : (state.ticket.lastReadVersion ?? 0));
  const ticketId = state.ticket.id;
  useEffect(() => {
    if (role === "guest" || !isAttentive || !(kind in REACHABLE) || seen <= sent.current) {
      return;
    }
    const timer = setTimeout(() => {
      const sending =
        kind === "paused"
          ? callApi(`/api/tickets/${ticketId}/read`, { method: "POST", body: { version: seen } })
          : request(socket, "ticket:read", { ticketId, version: seen });
      sending.then(
        () => (sent.current = Math.max(sent.current, seen)),
        () => undefined,
      );
    }, MARK_AFTER_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [socket, ticketId, seen, isAttentive, kind, role]);
}

function hasAttention(): boolean {
  return document.visibilityState === "visible" && document.hasFocus();
}

function watchAttention(changed: () => void): () => void {
  document.addEventListener("visibilitychange", changed);
  window.addEventListener("focus", changed);
  window.addEventListener("blur", changed);
  return () => {
    document.removeEventListener("visibilitychange", changed);
    window.removeEventListener("focus", changed);
    window.removeEventListener("blur", changed);
  };
}
