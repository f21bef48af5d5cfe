"use client";

import { useEffect, useRef, useState } from "react";
import { readDraft, saveDraft } from "@/client/drafts";
import type { Priority } from "@/features/tickets/schema";

/** Somebody or something chosen in the form: enough to show and to send it. */
export interface Choice {
  id: string;
  label: string;
  hint?: string;
}

/** What stands in the form of a new ticket. */
export interface TicketDraft {
  title: string;
  description: string;
  category: string;
  priority: Priority;
  teamId: string;
  requester: Choice | null;
  /** Instead of `requester`: somebody who has no account yet. */
  newPerson: { name: string; email: string } | null;
  tags: string[];
  watchers: Choice[];
  assignee: Choice | null;
}

/** A form that nobody has touched. */
export const EMPTY_DRAFT: TicketDraft = {
  title: "",
  description: "",
  category: "",
  priority: "medium",
  teamId: "",
  requester: null,
  newPerson: null,
  tags: [],
  watchers: [],
  assignee: null,
};

/** The form's content, kept in this browser for this person until it was filed. */
export interface KeptDraft {
  draft: TicketDraft;
  set(change: Partial<TicketDraft>): void;
  /** When it was last kept, in milliseconds; null while there is nothing to keep. */
  keptAt: number | null;
  /** False until what was kept has been looked for: before that nothing is overwritten. */
  isReady: boolean;
  /** Empties the form; returns how to take that back. */
  discard(): () => void;
}

const PAUSE_MILLISECONDS = 300;

/** Keeps what is typed through reloads, errors and a browser that dies. */
export function useTicketDraft(personId: string): KeptDraft {
  const [draft, setDraft] = useState<TicketDraft>(EMPTY_DRAFT);
  const [keptAt, setKeptAt] = useState<number | null>(null);
  const [isReady, setReady] = useState(false);
  const place = useRef({ personId, ticketId: "new", kind: "ticket" });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const unsaved = useRef<TicketDraft | null>(null);

  function flush(): void {
    clearTimeout(timer.current);
    if (unsaved.current) {
      setKeptAt(saveDraft(place.current, textOf(unsaved.current)));
      unsaved.current = null;
    }
  }

  useEffect(() => {
    const kept = readDraft(place.current);
    const found = kept && parseDraft(kept.text);
    if (kept && found) {
      // What was typed before this code had loaded is newer than what was kept.
      setDraft((now) => (textOf(now) === "" ? found : now));
      setKeptAt(kept.at);
    }
    setReady(true);
    const leave = (): void => flush();
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      flush();
    };
  }, []);

  function replace(next: TicketDraft): void {
    setDraft(next);
    unsaved.current = next;
    clearTimeout(timer.current);
    timer.current = setTimeout(flush, PAUSE_MILLISECONDS);
  }

  return {
    draft,
    keptAt,
    isReady,
    set: (change) => replace({ ...draft, ...change }),
    discard: () => {
      replace(EMPTY_DRAFT);
      flush();
      return () => {
        replace(draft);
        flush();
      };
    },
  };
}

/** Nothing typed is nothing to keep. */
function textOf(draft: TicketDraft): string {
  return JSON.stringify(draft) === JSON.stringify(EMPTY_DRAFT) ? "" : JSON.stringify(draft);
}

/** What an older version of this page kept may lack fields; what is of another kind is not taken. */
function parseDraft(text: string): TicketDraft | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null) {
      return null;
    }
    const read = (name: string): unknown => Reflect.get(value, name);
    return {
      title: asText(read("title")),
      description: asText(read("description")),
      category: asText(read("category")),
      priority: asPriority(read("priority")),
      teamId: asText(read("teamId")),
      requester: asChoice(read("requester")),
      newPerson: asPerson(read("newPerson")),
      tags: asList(read("tags")).filter((tag) => typeof tag === "string"),
      watchers: asList(read("watchers")).flatMap((one) => asChoice(one) ?? []),
      assignee: asChoice(read("assignee")),
    };
  } catch {
    return null;
  }
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function asPriority(value: unknown): Priority {
  return value === "low" || value === "high" || value === "urgent" ? value : "medium";
}

function asChoice(value: unknown): Choice | null {
  if (typeof value !== "object" || value === null || !("id" in value) || !("label" in value)) {
    return null;
  }
  const hint = asText(Reflect.get(value, "hint"));
  return { id: asText(value.id), label: asText(value.label), ...(hint ? { hint } : {}) };
}

function asPerson(value: unknown): TicketDraft["newPerson"] {
  return typeof value === "object" && value !== null && "name" in value && "email" in value
    ? { name: asText(value.name), email: asText(value.email) }
    : null;
}
