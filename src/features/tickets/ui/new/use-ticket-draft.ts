"use client";

import { useMemo } from "react";
import { useDraft, type Draft } from "@/features/drafts/ui/use-draft";
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
  /** The earlier ticket that this one goes on from; its number is the hint. */
  followUpOf: Choice | null;
}

/** Where the form of a new ticket is kept. */
export const NEW_TICKET_DRAFT = { place: "new", kind: "ticket" } as const;

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
  followUpOf: null,
};

/** The form's content, kept for this person until it was filed. */
export interface KeptDraft {
  draft: TicketDraft;
  set(change: Partial<TicketDraft>): void;
  /** Where it is kept, and what was written elsewhere. */
  kept: Draft;
  /** Empties the form; returns how to take that back. */
  discard(): () => void;
}

/** Keeps what is typed through reloads, errors, a browser that dies, and on other devices. */
export function useTicketDraft(): KeptDraft {
  const kept = useDraft(NEW_TICKET_DRAFT.place, NEW_TICKET_DRAFT.kind);
  const draft = useMemo(() => parseDraft(kept.text) ?? EMPTY_DRAFT, [kept.text]);
  return {
    draft,
    kept,
    set: (change) => kept.write(textOfDraft({ ...draft, ...change })),
    discard: () => {
      const { text } = kept;
      kept.write("");
      return () => kept.write(text);
    },
  };
}

/** What a kept form says, for choosing between two of them. */
export function draftInWords(text: string): string {
  const draft = parseDraft(text);
  return draft ? [draft.title, draft.description].filter(Boolean).join("\n") : "";
}

/** The form as it is kept; nothing typed is nothing to keep. */
export function textOfDraft(draft: TicketDraft): string {
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
      followUpOf: asChoice(read("followUpOf")),
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
