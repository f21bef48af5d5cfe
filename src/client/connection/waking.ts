/** A tab that was hidden for less has hardly missed anything. */
export const HIDDEN_MILLISECONDS = 30_000;
const BEAT_MILLISECONDS = 5_000;
/** A timer that fires this late means that the computer slept, or the tab was frozen. */
const LATE_MILLISECONDS = 30_000;

/**
 * Calls `onWake` when the page becomes active again: shown after a while, restored from the back/forward
 * cache, unfrozen, after a sleep of the computer (the clock jumped), and when the network is back. Calls
 * `onDoubt` when the browser says that the network is gone, which on an intranet may or may not be so.
 */
export function watchWaking(onWake: () => void, onDoubt: () => void): () => void {
  let hiddenAt = document.hidden ? Date.now() : null;
  let beatAt = Date.now();

  const shown = (): void => {
    const now = Date.now();
    if (document.hidden) {
      hiddenAt = now;
      return;
    }
    const wasAway = hiddenAt !== null && now - hiddenAt >= HIDDEN_MILLISECONDS;
    hiddenAt = null;
    if (wasAway) {
      onWake();
    }
  };
  const beat = setInterval(() => {
    const now = Date.now();
    const isLate = now - beatAt >= BEAT_MILLISECONDS + LATE_MILLISECONDS;
    beatAt = now;
    // Browsers slow down the timers of hidden tabs; a hidden tab catches up when it is shown.
    if (isLate && !document.hidden) {
      onWake();
    }
  }, BEAT_MILLISECONDS);
  const restored = (event: PageTransitionEvent): void => {
    if (event.persisted) {
      onWake();
    }
  };

  document.addEventListener("visibilitychange", shown);
  document.addEventListener("resume", onWake);
  window.addEventListener("pageshow", restored);
  window.addEventListener("online", onWake);
  window.addEventListener("offline", onDoubt);
  return () => {
    clearInterval(beat);
    document.removeEventListener("visibilitychange", shown);
    document.removeEventListener("resume", onWake);
    window.removeEventListener("pageshow", restored);
    window.removeEventListener("online", onWake);
    window.removeEventListener("offline", onDoubt);
  };
}
