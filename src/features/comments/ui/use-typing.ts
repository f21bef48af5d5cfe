"use client";

import { useEffect, useRef, useState } from "react";
import { useConnection, useSocket } from "@/client/socket-provider";
import { useEvent } from "@/client/use-event";

/** Somebody who is writing; `id` is null where only "Support" is told. */
export interface Writer {
  id: string | null;
  name: string;
  internal: boolean;
}

interface TypingPayload {
  ticketId: string;
  user: { id: string | null; name: string };
  internal?: boolean;
}

const AGAIN_MILLISECONDS = 2_500;
/** The server ends a silence by itself after 5 s; a writer of whom nothing is heard for this long has lost the line. */
const FORGET_MILLISECONDS = 120_000;

/** Who else is writing on this ticket now. */
export function useWriters(ticketId: string): readonly Writer[] {
  const [writers, setWriters] = useState<readonly Writer[]>([]);
  const { kind } = useConnection();
  useEvent<TypingPayload>(["typing:started", "typing:stopped"], (payload, name) => {
    if (payload.ticketId === ticketId) {
      const writer: Writer = { ...payload.user, internal: payload.internal ?? false };
      setWriters((all) => [
        ...all.filter((one) => !isSame(one, writer)),
        ...(name === "typing:started" ? [writer] : []),
      ]);
    }
  });
  // What somebody has sent, they are not writing any more.
  useEvent<{ ticketId: string; actor: { id: string } | null }>(
    ["comment:added"],
    ({ ticketId: id, actor }) => {
      if (id === ticketId) {
        setWriters((all) => all.filter((one) => one.id !== null && one.id !== actor?.id));
      }
    },
  );
  useEffect(() => {
    const timer = writers.length > 0 ? setTimeout(() => setWriters([]), FORGET_MILLISECONDS) : undefined;
    return () => clearTimeout(timer);
  }, [writers]);
  return kind === "live" ? writers : NOBODY;
}

/** Tells the others that this person writes: call `wrote` at each change of the text, `stopped` when it is sent or left. */
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
