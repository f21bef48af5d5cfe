"use client";

import { useState, type ReactNode } from "react";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { signOut, type SignOutOutcome, type Unsent, type WithUnsent } from "./sign-out";

/** Signing out of this browser, with what has to be asked on the way. */
export interface SigningOut {
  isBusy: boolean;
  begin(): void;
  /** To be put somewhere on the page. */
  dialog: ReactNode;
}

/** Signs this person out of the browser once what they typed is safe, and asks where it cannot be. */
export function useSignOut(personId: string): SigningOut {
  const [isBusy, setIsBusy] = useState(false);
  const [outcome, setOutcome] = useState<SignOutOutcome | null>(null);

  async function go(withUnsent: WithUnsent): Promise<void> {
    setIsBusy(true);
    setOutcome(null);
    const next = await signOut(personId, withUnsent);
    setIsBusy(false);
    setOutcome(next);
  }

  const stay = (): void => setOutcome(null);
  const isOpen = outcome !== null && outcome.kind !== "gone";
  const dialog =
    outcome?.kind === "unsent" ? (
      <Dialog
        open={isOpen}
        onOpenChange={stay}
        size="md"
        title="Something has not been sent yet"
        description={`${wordsOf(outcome.unsent)} only in this browser, and not with the help desk yet.`}
        actions={
          <>
            <Button onClick={() => void go("discard")} variant="danger">
              Throw it away and sign out
            </Button>
            {!outcome.unsent.isUnkept && (
              <Button onClick={() => void go("keep")}>Keep it here and sign out</Button>
            )}
            <Button variant="primary" onClick={stay}>
              Stay signed in
            </Button>
          </>
        }
      >
        <p className="text-pretty text-ink-muted">
          Kept here, it waits until you sign in again in this browser. Nobody else who signs in here sees it.
        </p>
      </Dialog>
    ) : (
      <Dialog
        open={isOpen}
        onOpenChange={stay}
        size="sm"
        title="You are still signed in"
        description="The help desk cannot be reached right now, so nothing was ended and nothing was cleared. What you typed is kept."
        actions={
          <>
            <Button onClick={stay}>Stay signed in</Button>
            <Button variant="primary" onClick={() => void go("ask")}>
              Try again
            </Button>
          </>
        }
      />
    );
  return { isBusy, begin: () => void go("ask"), dialog };
}

function wordsOf({ texts, messages, files, isUnkept }: Unsent): string {
  const parts = [
    counted(texts, "text that you typed", "texts that you typed"),
    counted(messages, "message", "messages"),
    counted(files, "file", "files"),
    isUnkept ? "something on an open page" : "",
  ].filter((part) => part !== "");
  const isOne = texts + messages + files + (isUnkept ? 1 : 0) === 1;
  const list =
    parts.length > 1 ? `${parts.slice(0, -1).join(", ")} and ${parts.at(-1) ?? ""}` : (parts[0] ?? "");
  return `${list.charAt(0).toUpperCase()}${list.slice(1)} ${isOne ? "is" : "are"}`;
}

function counted(count: number, one: string, many: string): string {
  return count === 0 ? "" : `${count} ${count === 1 ? one : many}`;
}
