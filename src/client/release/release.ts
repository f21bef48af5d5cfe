import * as z from "zod/mini";
import { readKept } from "@/client/browser/kept";

/** What decides about a page that came from another release than the one that answers now. */
export interface ReleaseFacts {
  /** The release that this page came from. */
  own: string;
  /** The one that answers, or null before it has said so. */
  server: string | null;
  /** It was reloaded by itself for this release before. */
  hasReloaded: boolean;
  /** Something is being written or sent here. */
  isBusy: boolean;
  isHidden: boolean;
  /** Milliseconds since the last input on the page. */
  idle: number;
}

/** After this long nobody uses the page. */
export const IDLE_MILLISECONDS = 5 * 60_000;

/**
 * What a page does: nothing while it is current, reload by itself when that disturbs nobody, else offer it.
 * Once for a release: while two releases run side by side, a page would reload in a loop.
 */
export function reactionTo(facts: ReleaseFacts): "nothing" | "offer" | "reload" {
  if (facts.server === null || facts.server === facts.own) {
    return "nothing";
  }
  const isAlone = facts.isHidden || facts.idle >= IDLE_MILLISECONDS;
  return isAlone && !facts.isBusy && !facts.hasReloaded ? "reload" : "offer";
}

const KEY = "helpejo:reloaded-for";
const KEPT = 20;
const reasonsSchema = z.array(z.string());

/** Whether this tab was reloaded by itself for this reason before; true also without storage, where it is not known. */
export function hasReloadedFor(reason: string): boolean {
  try {
    return read().includes(reason);
  } catch {
    return true;
  }
}

/** Loads the page again, and remembers what for. */
export function reloadFor(reason: string): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify([...read(), reason].slice(-KEPT)));
  } catch {
    // There is no storage; such a tab is reloaded only by hand.
  }
  window.location.reload();
}

/** Whether the error is a chunk of the program that could not be loaded: removed by a deployment, or the network was down. */
export function isMissingChunk(error: unknown): boolean {
  return (
    error instanceof Error &&
    (error.name === "ChunkLoadError" ||
      /dynamically imported module|loading (css )?chunk|module script failed/i.test(error.message))
  );
}

function read(): string[] {
  const kept = readKept(sessionStorage, KEY, reasonsSchema);
  return kept.kind === "value" ? kept.value : [];
}
