"use client";

import { CloudOff, RefreshCw } from "lucide-react";
import { useEffect, useState } from "react";
import { useConnection, useSocket } from "@/client/socket-provider";
import { ConnectionBar } from "@/ui/connection-bar";

const PATIENCE_MILLISECONDS = 1_500;

/** A thin bar about the line to the server; while everything is live, or a short hiccup is mended, it is not there. */
export function ConnectionLine() {
  const connection = useConnection();
  const socket = useSocket();
  const isLate = useLateness(connection.kind);
  if (connection.kind === "offline" && isLate) {
    return (
      <ConnectionBar
        tone="warning"
        icon={<CloudOff aria-hidden />}
        text={`Offline since ${clock(connection.since)}. What you see may be out of date; what you type is kept.`}
        action={{ label: "Try now", onClick: () => socket.connect() }}
      />
    );
  }
  if (connection.kind === "catching-up" && isLate) {
    return (
      <ConnectionBar
        tone="info"
        icon={<RefreshCw aria-hidden className="animate-spin" />}
        text="Connected again. Catching up with what happened meanwhile…"
      />
    );
  }
  return null;
}

/** The same, small and always there: a dot and a word for whoever wants to know. */
export function ConnectionDot({ compact }: { compact?: boolean }) {
  const { kind } = useConnection();
  const [dot, word] = DOTS[kind];
  return (
    <span className="inline-flex items-center gap-1.5 text-tiny text-ink-faint" title={word}>
      <span aria-hidden className={`size-1.5 shrink-0 rounded-full ${dot}`} />
      <span className={compact ? "sr-only" : undefined}>{word}</span>
    </span>
  );
}

const DOTS = {
  connecting: ["bg-neutral", "Connecting"],
  live: ["bg-success", "Live"],
  "catching-up": ["bg-info", "Catching up"],
  offline: ["bg-warning", "Offline"],
  ended: ["bg-danger", "Signed out"],
} as const;

/** True once the same state has lasted a little: a bar that comes and goes within a second only frightens. */
function useLateness(kind: string): boolean {
  const [late, setLate] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setLate(kind), PATIENCE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [kind]);
  return late === kind;
}

function clock(milliseconds: number): string {
  return new Date(milliseconds).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });
}
