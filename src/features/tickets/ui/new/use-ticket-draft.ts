"use client";

import { useMemo } from "react";
import { useDraft, type Draft } from "@/features/drafts/ui/use-draft";
import type { Priority } from "@/features/tickets/schema";

/** A chosen person or team: enough to show and to send it. */
export interface Choice {
  id: string;
  label: string;
  hint?: string;
}

/** The content of the form of a new ticket. */
export interface TicketDraft {
  title: string;
  description: string;
  category: string;
  priority: Priority;
  teamId: string;
  requester: Choice | null;
  /** Instead of `requester`: a person who has no account yet. */
  newPerson: { name: string; email: string } | null;
  tags: string[];
  watchers: Choice[];
  assignee: Choice | null;
  /** The earlier ticket that this one follows up on; its number is the hint. */
  followUpOf: Choice | null;
}

/** The draft of the form of a new ticket. */
export const NEW_TICKET_DRAFT = { place: "new", kind: "ticket" } as const;

/** An empty form. */
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

/** The form's content, saved for this person until it was filed. */
export interface KeptDraft {
  draft: TicketDraft;
  set(change: Partial<TicketDraft>): void;
  /** Where it is saved, and texts that were written elsewhere. */
  kept: Draft;
  /** Empties the form; returns a function that undoes it. */
  discard(): () => void;
}

/** Saves what is typed over reloads, errors and crashes of the browser, and on other devices. */
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

/** A saved form in words, for choosing between two of them. */
export function draftInWords(text: string): string {
  const draft = parseDraft(text);
  return draft ? [draft.title, draft.description].filter(Boolean).join("\n") : "";
}

/** The form as it is saved; empty when nothing was typed. */
export function textOfDraft(draft: TicketDraft): string {
  return JSON.stringify(draft) === JSON.stringify(EMPTY_DRAFT) ? "" : JSON.stringify(draft);
}

/** Parses a saved form: one of an older release may lack fields; values of another type are dropped. */
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
