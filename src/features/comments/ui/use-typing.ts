"use client";

import { useEffect, useRef, useState } from "react";
import { useMe } from "@/client/browser/me";
import { useConnection, useSocket } from "@/client/connection/socket-provider";
import { useEvent } from "@/client/connection/use-event";
import { isStaffRole } from "@/shared/roles";

/** A typing person; `id` is null where only "Support" is shown. */
export interface Writer {
  id: string | null;
  name: string;
  internal: boolean;
}

interface ActiveWriter extends Writer {
  receivedAt: number;
}

const AGAIN_MILLISECONDS = 2_500;
/** The server repeats the start every 20 s; without a repetition for this long, the stop was lost. */
const FORGET_MILLISECONDS = 45_000;

/** Who else is writing on this ticket now. */
export function useTypingPeople(ticketId: string): readonly Writer[] {
  const me = useMe();
  const [writers, setWriters] = useState<readonly ActiveWriter[]>([]);
  const { kind } = useConnection();
  useEvent(["typing:started", "typing:stopped"], (payload, name) => {
    // In another tab it is the same person who types.
    if (payload.ticketId !== ticketId || payload.user.id === me.id) {
      return;
    }
    const writer = { ...payload.user, internal: payload.internal, receivedAt: Date.now() };
    setWriters((all) => [
      ...all.filter((one) => !isSame(one, writer)),
      ...(name === "typing:started" ? [writer] : []),
    ]);
  });
  // A person whose message has come is not typing any more.
  useEvent("comment:added", ({ ticketId: id, comment }) => {
    if (id === ticketId && comment) {
      const { author, internal } = comment;
      setWriters((all) =>
        all.filter((one) => {
          const isAuthor = one.id === null ? isStaffRole(author.role) : one.id === author.id;
          return !isAuthor || one.internal !== internal;
        }),
      );
    }
  });
  // A new connection receives all current indicators: earlier ones may have ended meanwhile.
  useEvent("session:ready", () => setWriters([]));
  useEffect(() => {
    const [oldest] = writers;
    if (!oldest) {
      return;
    }
    const timer = setTimeout(
      () => setWriters((all) => all.filter((one) => Date.now() - one.receivedAt < FORGET_MILLISECONDS)),
      oldest.receivedAt + FORGET_MILLISECONDS - Date.now() + 1,
    );
    return () => clearTimeout(timer);
  }, [writers]);
  return kind === "live" ? writers : NOBODY;
}

/** Sends this person's typing: call `wrote` at each change of the text, `stopped` when it is sent or left. */
export function useTypingSignal(
  ticketId: string,
  internal: boolean,
): { wrote: (text: string) => void; stopped: () => void } {
  const socket = useSocket();
  const last = useRef(0);

  function stopped(): void {
    if (last.current > 0) {
      last.current = 0;
      if (socket.connected) {
        socket.emit("typing:stop", { ticketId, internal });
      }
    }
  }

  useEffect(() => {
    return () => {
      if (last.current > 0 && socket.connected) {
        last.current = 0;
        socket.emit("typing:stop", { ticketId, internal });
      }
    };
  }, [socket, ticketId, internal]);

  return {
    wrote: (text) => {
      if (text.trim() === "") {
        stopped();
      } else if (socket.connected && Date.now() - last.current > AGAIN_MILLISECONDS) {
        last.current = Date.now();
        socket.emit("typing:start", { ticketId, internal });
      }
    },
    stopped,
  };
}

const NOBODY: readonly Writer[] = [];

function isSame(one: Writer, other: Writer): boolean {
  return one.id === other.id && one.name === other.name && one.internal === other.internal;
}
