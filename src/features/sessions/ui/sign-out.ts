import { clearPerson, holdsOfOthers } from "./browser-storage";
import { unreadableOf } from "./unreadable";
import { allDrafts } from "@/features/drafts/ui/drafts";
import { closeBrowserStorage, saveElsewhere, saveHere, broadcastSignOut } from "@/client/browser/leaving";
import { drainOutbox } from "@/client/outbox/drain";
import { namesOfFiles } from "@/client/outbox/files";
import { leaveTo } from "@/client/api/use-problem-form";
import { isEmptyDraft } from "@/features/drafts/ui/local-draft";
import { makeSlot } from "@/features/drafts/ui/make-slot";

/** A person's data that only this browser has. */
export interface Unsent {
  texts: number;
  messages: number;
  files: number;
  /** Whether a page holds something that could not be stored in the browser either. */
  isUnkept: boolean;
}

/** The outcome of a sign-out; after "gone" the page is being left. */
export type SignOutOutcome = { kind: "gone" } | { kind: "unreachable" } | { kind: "unsent"; unsent: Unsent };

/** What to do with unsent data: stop, keep it in this browser for the same person, or delete it. */
export type WithUnsent = "ask" | "keep" | "discard";

/**
 * Signs a person out of this browser: first saves what they typed on the server, in all tabs, and only then
 * clears their data in the browser. When the server does not answer, or something cannot be saved, nothing
 * ends and nothing is cleared until the person has decided. Afterwards the browser goes to `target`, a page of ours.
 */
export async function signOut(
  personId: string,
  withUnsent: WithUnsent,
  target = "/sign-in",
): Promise<SignOutOutcome> {
  const session = await askServer("/api/me");
  if (session === null) {
    return { kind: "unreachable" };
  }
  if (session.status === 401) {
    // The session is over already: stored data stays for the same person.
    return await leaveTo(target);
  }
  const unsent = await bringToSafety(personId);
  const hasUnsent = unsent.isUnkept || unsent.texts + unsent.messages + unsent.files > 0;
  if (hasUnsent && withUnsent === "ask") {
    return { kind: "unsent", unsent };
  }
  const isUnsentKept = hasUnsent && withUnsent === "keep";
  const isKept = isUnsentKept || (await holdsOfOthers(personId));
  const answer = await askServer("/api/auth/signout", {
    method: "POST",
    body: new URLSearchParams({ json: "true", callbackUrl: target, ...(isKept ? { keep: "1" } : {}) }),
  });
  if (!answer?.ok) {
    return { kind: "unreachable" };
  }
  closeBrowserStorage();
  broadcastSignOut(personId);
  await clearPerson(personId, { isUnsentKept });
  // A page from the back/forward cache must show nothing of them either.
  document.documentElement.style.visibility = "hidden";
  return await leaveFor(await answer.json().catch(() => null), target);
}

/** To the identity provider, if the answer to the sign-out names its address, so that its own session ends too; else to `target`. */
async function leaveFor(answer: unknown, target: string): Promise<never> {
  const url: unknown = typeof answer === "object" && answer !== null ? Reflect.get(answer, "url") : null;
  const address = typeof url === "string" && URL.canParse(url) ? new URL(url) : null;
  const isElsewhere = address !== null && address.origin !== window.location.origin;
  if (!isElsewhere || !/^https?:$/.test(address.protocol)) {
    return await leaveTo(target);
  }
  window.location.assign(address.href);
  return await new Promise(() => undefined);
}

async function bringToSafety(personId: string): Promise<Unsent> {
  const [isSafeHere, isSafeElsewhere] = await Promise.all([saveHere(), saveElsewhere(personId)]);
  for (const { place } of unsentDrafts(personId)) {
    const slot = makeSlot(place);
    slot.open();
    await slot.flush();
    slot.leave(false);
  }
  const messages = (await drainOutbox(personId)).length + unreadableOf(personId).length;
  const texts = unsentDrafts(personId).length;
  return {
    texts,
    messages,
    files: (await namesOfFiles(personId)).length,
    // A page's unsaved texts are among the stored ones, if the browser has storage.
    isUnkept: !(isSafeHere && isSafeElsewhere) && texts === 0 && messages === 0,
  };
}

function unsentDrafts(personId: string): ReturnType<typeof allDrafts> {
  return allDrafts(personId, isEmptyDraft).filter(
    ({ draft }) => draft.isDirty && (draft.text !== "" || draft.others.length > 0),
  );
}

async function askServer(path: string, init: RequestInit = {}): Promise<Response | null> {
  try {
    const answer = await fetch(path, { cache: "no-store", ...init });
    return answer.status >= 500 ? null : answer;
  } catch {
    return null;
  }
}
