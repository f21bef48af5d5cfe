import type { ComponentType } from "react";

/** A component whose code is not in a page's first load: it comes in a quiet moment after it, or when it is needed. */
export interface Part<Props> {
  /** The component, once its code is here. */
  get(): ComponentType<Props> | null;
  /** Fetches the code; after a failure the next call tries again. */
  load(): Promise<void>;
  /** Calls `listener` when the code has come; returns what ends that. */
  subscribe(listener: () => void): () => void;
}

/** A part of its own: `makePart(() => import("./dialog-popup").then((code) => code.DialogPopup))`. */
export function makePart<Props>(fetchCode: () => Promise<ComponentType<Props>>): Part<Props> {
  const listeners = new Set<() => void>();
  let component: ComponentType<Props> | null = null;
  let loading: Promise<void> | null = null;

  async function fetchOnce(): Promise<void> {
    try {
      component = await fetchCode();
    } finally {
      loading = null;
    }
    for (const listener of listeners) {
      listener();
    }
  }

  return {
    get: () => component,
    load: () => (component ? Promise.resolve() : (loading ??= fetchOnce())),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

interface Loadable {
  load(): Promise<void>;
}

const SOON_MILLISECONDS = 200;
const LATEST_MILLISECONDS = 2_000;
const waiting = new Set<Loadable>();
let isFetching = false;

/**
 * Fetches a part once the page is loaded and the browser has nothing to do, so that it opens at once later, also without a
 * connection. What could not be fetched is fetched when the connection is back, or when it is needed.
 */
export function fetchInQuiet(part: Loadable): void {
  waiting.add(part);
  if (!isFetching) {
    isFetching = true;
    whenLoaded(() => void fetchWaiting());
  }
}

async function fetchWaiting(): Promise<void> {
  await quietMoment();
  const parts = [...waiting];
  waiting.clear();
  const failed = await Promise.all(
    parts.map((part) =>
      part.load().then(
        () => [],
        () => [part],
      ),
    ),
  );
  isFetching = false;
  for (const part of failed.flat()) {
    window.addEventListener("online", () => fetchInQuiet(part), { once: true });
  }
  for (const part of waiting) {
    fetchInQuiet(part);
  }
}

function whenLoaded(work: () => void): void {
  if (document.readyState === "complete") {
    work();
  } else {
    window.addEventListener("load", work, { once: true });
  }
}

function quietMoment(): Promise<void> {
  return new Promise((resolve) => {
    // Safari has no requestIdleCallback.
    if (typeof requestIdleCallback === "function") {
      requestIdleCallback(() => resolve(), { timeout: LATEST_MILLISECONDS });
    } else {
      setTimeout(resolve, SOON_MILLISECONDS);
    }
  });
}
