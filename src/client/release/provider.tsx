"use client";

import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useEffectEvent,
  useMemo,
  useState,
  type ReactNode,
} from "react";
import { hasReloadedFor, isMissingChunk, reloadFor, reactionTo } from "./release";
import { useConnection } from "@/client/connection/socket-provider";
import { isPageHeld } from "./use-hold-page";
import { useEvent } from "@/client/connection/use-event";

/** Whether this page is older than the server, and what can be done about it. */
export interface Release {
  isOld: boolean;
  /** Loads the page again; what was typed is kept. */
  reload(): void;
  /** A chunk of the program is missing: reloads the page if that can help, once. Resolves with whether it does. */
  reloadForMissingChunk(): Promise<boolean>;
}

const ReleaseContext = createContext<Release | null>(null);

const LOOK_MILLISECONDS = 30_000;
const TOUCHES = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;

/** Notices that the server runs another release than the one this page came from (`own`), and reloads the page or offers it. */
export function ReleaseProvider({ own, children }: { own: string; children: ReactNode }) {
  // The page's own release is that of the program that runs here, whatever a later rendering says.
  const [mine] = useState(own);
  const [server, setServer] = useState<string | null>(null);
  const { kind } = useConnection();
  useEvent("session:ready", ({ serverVersion }) => setServer(serverVersion));

  const isPaused = kind === "paused";
  useEffect(() => {
    if (!isPaused) {
      return;
    }
    const ask = (): void => void askVersion().then((version) => version !== null && setServer(version));
    ask();
    const timer = setInterval(ask, LOOK_MILLISECONDS * 2);
    return () => clearInterval(timer);
  }, [isPaused]);

  const isOld = server !== null && server !== mine;
  useRenewal(mine, isOld ? server : null);

  const reloadForMissingChunk = useCallback(async () => {
    const version = await askVersion();
    const reason = `missing piece in ${mine}`;
    // Without an answer the network is at fault, and a reload would leave nothing at all.
    if (version === null || hasReloadedFor(reason)) {
      return false;
    }
    reloadFor(reason);
    return true;
  }, [mine]);

  useEffect(() => {
    const failed = (event: PromiseRejectionEvent): void => {
      if (isMissingChunk(event.reason)) {
        void askVersion().then((version) => version !== null && setServer(version));
      }
    };
    window.addEventListener("unhandledrejection", failed);
    return () => window.removeEventListener("unhandledrejection", failed);
  }, []);

  const release = useMemo<Release>(
    () => ({ isOld, reload: () => reloadFor(server ?? mine), reloadForMissingChunk }),
    [isOld, server, mine, reloadForMissingChunk],
  );
  return <ReleaseContext value={release}>{children}</ReleaseContext>;
}

/** What is known of this page's release. */
export function useRelease(): Release {
  const release = useContext(ReleaseContext);
  if (!release) {
    throw new Error("useRelease needs a ReleaseProvider above it.");
  }
  return release;
}

/** Reloads an old page as soon as nobody uses it. */
function useRenewal(own: string, server: string | null): void {
  const decide = useEffectEvent((touchedAt: number) =>
    reactionTo({
      own,
      server,
      hasReloaded: server !== null && hasReloadedFor(server),
      isBusy: isPageHeld(),
      isHidden: document.hidden,
      idle: Date.now() - touchedAt,
    }),
  );
  const checkRelease = useEffectEvent(async (touchedAt: number) => {
    if (server === null || decide(touchedAt) !== "reload") {
      return;
    }
    // While processes are still being replaced, a reload may reach the old release, or no server at all.
    const answering = await askVersion();
    if (answering === server && decide(touchedAt) === "reload") {
      reloadFor(server);
    }
  });
  useEffect(() => {
    if (server === null) {
      return;
    }
    let touchedAt = Date.now();
    const touch = (): void => {
      touchedAt = Date.now();
    };
    const check = (): void => void checkRelease(touchedAt);
    check();
    const timer = setInterval(check, LOOK_MILLISECONDS);
    document.addEventListener("visibilitychange", check);
    TOUCHES.forEach((name) => window.addEventListener(name, touch, { passive: true }));
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", check);
      TOUCHES.forEach((name) => window.removeEventListener(name, touch));
    };
  }, [server]);
}

/** The release that answers now, or null when none does. */
async function askVersion(): Promise<string | null> {
  try {
    const response = await fetch("/health", { cache: "no-store" });
    const body: unknown = await response.json();
    const version: unknown = typeof body === "object" && body !== null ? Reflect.get(body, "version") : null;
    return response.ok && typeof version === "string" ? version : null;
  } catch {
    return null;
  }
}
