"use client";

import { CircleArrowUp, CloudOff, Pause, RefreshCw } from "lucide-react";
import { useEffect, useState } from "react";
import type { ConnectionState } from "@/client/connection/connection";
import { useRelease } from "@/client/release/provider";
import { useConnection, useLineKeeper } from "@/client/connection/socket-provider";
import { CONNECTION_BAR_BUTTON, ConnectionBar, type ConnectionBarProps } from "@/ui/connection-bar";
import { PausedReasons } from "./paused-reasons";

const PATIENCE_MILLISECONDS = 1_500;
const SILENT: ConnectionBarProps = { tone: "neutral", text: null };

/** A thin bar about the line to the server; while everything is live, or a short hiccup is mended, it is not to be seen. */
export function ConnectionLine() {
  const connection = useConnection();
  const { wake } = useLineKeeper();
  const { isOld, reload } = useRelease();
  const isLate = useLateness(connection.kind);
  const bar = (isLate && aboutLine(connection, wake)) || (isOld && aboutRelease(reload)) || SILENT;
  return <ConnectionBar {...bar} />;
}

function aboutLine(connection: ConnectionState, tryNow: () => void): ConnectionBarProps | null {
  switch (connection.kind) {
    case "offline":
      return {
        tone: "warning",
        icon: <CloudOff aria-hidden />,
        text: `Offline since ${clock(connection.since)}.`,
        detail: "What you see may be out of date; what you type is kept.",
        action: <BarButton label="Try now" onClick={tryNow} />,
      };
    case "catching-up":
      return {
        tone: "info",
        icon: <RefreshCw aria-hidden className="animate-spin" />,
        text: "Catching up with what happened meanwhile…",
      };
    case "paused":
      return {
        tone: "warning",
        icon: <Pause aria-hidden />,
        text: "Live updates paused",
        action: <PausedReasons why={connection.why} since={clock(connection.since)} onTry={tryNow} />,
      };
    default:
      return null;
  }
}

function aboutRelease(reload: () => void): ConnectionBarProps {
  return {
    tone: "info",
    icon: <CircleArrowUp aria-hidden />,
    text: "A new version of Helpejo is here.",
    detail: "What you typed is kept.",
    action: <BarButton label="Reload" onClick={reload} />,
  };
}

function BarButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <button type="button" onClick={onClick} className={CONNECTION_BAR_BUTTON}>
      {label}
    </button>
  );
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
  paused: ["bg-warning", "Live updates paused"],
  ended: ["bg-danger", "Signed out"],
} as const;

/** True once something has been wrong for a little: a bar that comes and goes within a second only frightens. */
function useLateness(kind: ConnectionState["kind"]): boolean {
  const isFine = kind === "live" || kind === "connecting" || kind === "ended";
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(!isFine), isFine ? 0 : PATIENCE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [isFine]);
  return isLate && !isFine;
}

function clock(milliseconds: number): string {
  return new Date(milliseconds).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });
}
