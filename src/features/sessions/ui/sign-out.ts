import { clearPerson, holdsOfOthers } from "./browser-storage";
import { unreadableOf } from "./unreadable";
import { allDrafts } from "@/features/drafts/ui/drafts";
import { closeBrowserStorage, saveElsewhere, saveHere, tellLeft } from "@/client/browser/leaving";
import { drainOutbox } from "@/client/outbox/drain";
import { namesOfFiles } from "@/client/outbox/files";
import { leaveTo } from "@/client/api/use-problem-form";
import { isNothing } from "@/features/drafts/ui/local-draft";
import { makeSlot } from "@/features/drafts/ui/make-slot";

/** What of a person only this browser has. */
export interface Unsent {
  texts: number;
  messages: number;
  files: number;
  /** Something on a page that not even the browser could keep. */
  isUnkept: boolean;
}

/** What came of trying to sign out; after "gone" the page is being left. */
export type SignOutOutcome = { kind: "gone" } | { kind: "unreachable" } | { kind: "unsent"; unsent: Unsent };

/** How to go on where something is unsent: not at all, leaving it in this browser for the same person, or without it. */
export type WithUnsent = "ask" | "keep" | "discard";

/**
 * Signs a person out of this browser: what they typed is brought to the server first, in all tabs, and only then what the
 * browser keeps of them is cleared. Where the server does not answer, or something cannot be brought there, nothing ends
 * and nothing is cleared until the person has decided.
 */
export async function signOut(personId: string, withUnsent: WithUnsent): Promise<SignOutOutcome> {
  const session = await askServer("/api/me");
  if (session === null) {
    return { kind: "unreachable" };
  }
  if (session.status === 401) {
    // Over already: what is kept stays for the same person.
    return await leaveTo("/sign-in");
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
    body: new URLSearchParams({ json: "true", callbackUrl: "/sign-in", ...(isKept ? { keep: "1" } : {}) }),
  });
  if (!answer?.ok) {
    return { kind: "unreachable" };
  }
  closeBrowserStorage();
  tellLeft(personId);
  await clearPerson(personId, { isUnsentKept });
  // A page that the browser brings back from memory shows nothing of them either.
  document.documentElement.style.visibility = "hidden";
  return await leaveTo("/sign-in");
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
    // What a page could not bring to the server is among the texts, if the browser keeps anything.
    isUnkept: !(isSafeHere && isSafeElsewhere) && texts === 0 && messages === 0,
  };
}

function unsentDrafts(personId: string): ReturnType<typeof allDrafts> {
  return allDrafts(personId, isNothing).filter(
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
