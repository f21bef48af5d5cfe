"use client";

import { CircleArrowUp, CloudOff, Pause, RefreshCw } from "lucide-react";
import { useEffect, useState } from "react";
import type { ConnectionState } from "@/client/connection/connection";
import { useRelease } from "@/client/release/provider";
import { useConnection, useConnectionManager } from "@/client/connection/socket-provider";
import { CONNECTION_BAR_BUTTON, ConnectionBar, type ConnectionBarProps } from "@/ui/shell/connection-bar";
import { useSpeech, useTranslate } from "@/messages/translate-provider";
import type { Spoken } from "@/messages/translation";
import { PausedReasons } from "./paused-reasons";

const PATIENCE_MILLISECONDS = 1_500;
const SILENT: ConnectionBarProps = { tone: "neutral", text: null };

/** A thin bar about the connection to the server; it is hidden while everything is live, or during a short interruption. */
export function ConnectionLine() {
  const spoken = useSpeech();
  const connection = useConnection();
  const { wake } = useConnectionManager();
  const { isOld, reload } = useRelease();
  const isLate = useLateness(connection.kind);
  const bar =
    (isLate && aboutLine(spoken, connection, wake)) || (isOld && aboutRelease(spoken, reload)) || SILENT;
  return <ConnectionBar {...bar} />;
}

function aboutLine(
  { t, locale }: Spoken,
  connection: ConnectionState,
  tryNow: () => void,
): ConnectionBarProps | null {
  switch (connection.kind) {
    case "offline":
      return {
        tone: "warning",
        icon: <CloudOff aria-hidden />,
        text: t("shell.line.offline", { time: clock(connection.since, locale) }),
        detail: t("shell.line.offlineDetail"),
        action: <BarButton label={t("shell.line.tryNow")} onClick={tryNow} />,
      };
    case "catching-up":
      return {
        tone: "info",
        icon: <RefreshCw aria-hidden className="animate-spin" />,
        text: t("shell.line.catchingUp"),
      };
    case "paused":
      return {
        tone: "warning",
        icon: <Pause aria-hidden />,
        text: t("shell.line.paused"),
        action: <PausedReasons why={connection.why} since={clock(connection.since, locale)} onTry={tryNow} />,
      };
    default:
      return null;
  }
}

function aboutRelease({ t }: Spoken, reload: () => void): ConnectionBarProps {
  return {
    tone: "info",
    icon: <CircleArrowUp aria-hidden />,
    text: t("shell.line.newVersion"),
    detail: t("shell.line.typedKept"),
    action: <BarButton label={t("shell.line.reload")} onClick={reload} />,
  };
}

function BarButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <button type="button" onClick={onClick} className={CONNECTION_BAR_BUTTON}>
      {label}
    </button>
  );
}

/** The same, small and always visible: a dot and a word. */
export function ConnectionDot({ compact }: { compact?: boolean }) {
  const { kind } = useConnection();
  const word = useTranslate()(`shell.line.state.${kind}`);
  return (
    <span className="inline-flex items-center gap-1.5 text-tiny text-ink-faint" title={word}>
      <span aria-hidden className={`size-1.5 shrink-0 rounded-full ${DOTS[kind]}`} />
      <span className={compact ? "sr-only" : undefined}>{word}</span>
    </span>
  );
}

const DOTS = {
  connecting: "bg-neutral",
  live: "bg-success",
  "catching-up": "bg-info",
  offline: "bg-warning",
  paused: "bg-warning",
  ended: "bg-danger",
} as const;

/** True once something has been wrong for a while: a bar that comes and goes within a second only frightens. */
function useLateness(kind: ConnectionState["kind"]): boolean {
  const isFine = kind === "live" || kind === "connecting" || kind === "ended";
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(!isFine), isFine ? 0 : PATIENCE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [isFine]);
  return isLate && !isFine;
}

function clock(milliseconds: number, locale: string): string {
  return new Date(milliseconds).toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });
}
