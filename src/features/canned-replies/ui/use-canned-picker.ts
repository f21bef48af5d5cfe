"use client";

import {
  useEffect,
  useId,
  useState,
  type ChangeEvent,
  type ComponentPropsWithRef,
  type KeyboardEvent,
  type RefObject,
} from "react";
import { variableValue, type VariableFacts } from "@/features/canned-replies/fields";
import type { CannedReplyDto } from "@/features/canned-replies/schema";
import { insertText } from "@/ui/text/insert-text";
import { fillVariables } from "@/ui/text/variables";
import { countUse, useFittingReplies } from "./use-canned-replies";

/** Longer texts behind a slash are what somebody writes. */
const QUERY_MAX = 60;
const PAUSE_MILLISECONDS = 120;

/** Choosing a canned reply while writing. */
export interface CannedPicker {
  isOpen: boolean;
  items: readonly CannedReplyDto[];
  state: "searching" | "ready" | "failed";
  active: number;
  setActive(index: number): void;
  /** A canned reply with this ticket's values, and the variables that have none. */
  fill(reply: CannedReplyDto): { text: string; missing: string[] };
  choose(reply: CannedReplyDto): void;
  /** Opens it at the caret, or closes it. */
  toggle(): void;
  close(): void;
  listId: string;
  optionId(index: number): string;
  /** Of the field: what it has while the list is open. */
  aria: Pick<
    ComponentPropsWithRef<"textarea">,
    "aria-autocomplete" | "aria-controls" | "aria-activedescendant" | "aria-haspopup"
  >;
  /** Follows what is typed: a slash at the beginning of a line opens the list, what follows it searches. */
  typed(event: ChangeEvent<HTMLTextAreaElement>): void;
  /** Returns whether the key was for the list. */
  pressed(event: KeyboardEvent<HTMLTextAreaElement>): boolean;
}

/** Where the list was opened: what stands from there to the caret is what is searched, and is replaced. */
interface Anchor {
  start: number;
  hasSlash: boolean;
}

/** The list of canned replies at a field. */
export function useCannedPicker(
  field: RefObject<HTMLTextAreaElement | null>,
  facts: VariableFacts,
): CannedPicker {
  const listId = useId();
  const [anchor, setAnchor] = useState<Anchor | null>(null);
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState(0);
  const isOpen = anchor !== null;
  const { items, state } = useFittingReplies(usePaused(query), isOpen);
  const active = Math.min(chosen, Math.max(0, items.length - 1));
  const optionId = (index: number): string => `${listId}-${index}`;
  const hasOptions = isOpen && items.length > 0;

  function open(at: Anchor): void {
    setAnchor(at);
    setQuery("");
    setChosen(0);
  }
  const close = (): void => setAnchor(null);
  const fill = (reply: CannedReplyDto) => fillVariables(reply.body, (name) => variableValue(name, facts));

  function choose(reply: CannedReplyDto): void {
    const area = field.current;
    if (!area || !anchor) {
      return;
    }
    setAnchor(null);
    insertText(area, fill(reply).text, {
      start: anchor.start,
      end: Math.max(anchor.start, area.selectionStart),
    });
    countUse(reply.id);
  }

  function typed({ currentTarget: area, nativeEvent }: ChangeEvent<HTMLTextAreaElement>): void {
    const caret = area.selectionStart;
    if (anchor) {
      const found = area.value.slice(anchor.start + (anchor.hasSlash ? 1 : 0), caret);
      const isGone = caret < anchor.start || (anchor.hasSlash && area.value[anchor.start] !== "/");
      if (isGone || found.includes("\n") || found.length > QUERY_MAX) {
        close();
      } else {
        setQuery(found.trim());
        setChosen(0);
      }
      return;
    }
    const isSlash = "data" in nativeEvent && nativeEvent.data === "/" && area.value[caret - 1] === "/";
    if (isSlash && (caret === 1 || area.value[caret - 2] === "\n")) {
      open({ start: caret - 1, hasSlash: true });
    }
  }

  function pressed(event: KeyboardEvent<HTMLTextAreaElement>): boolean {
    if (!isOpen || event.nativeEvent.isComposing) {
      return false;
    }
    const reply = items[active];
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    if (event.key === "Escape") {
      close();
    } else if (isPlain && reply && (event.key === "Enter" || event.key === "Tab")) {
      choose(reply);
    } else if (isPlain && items.length > 0 && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const step = event.key === "ArrowDown" ? 1 : -1;
      setChosen((active + step + items.length) % items.length);
    } else {
      return false;
    }
    event.preventDefault();
    return true;
  }

  return {
    isOpen,
    items,
    state,
    active,
    setActive: setChosen,
    fill,
    choose,
    toggle: () => {
      const area = field.current;
      if (isOpen) {
        close();
      } else if (area) {
        area.focus();
        area.setSelectionRange(area.selectionEnd, area.selectionEnd);
        open({ start: area.selectionEnd, hasSlash: false });
      }
    },
    close,
    listId,
    optionId,
    aria: {
      "aria-autocomplete": "list",
      "aria-haspopup": "listbox",
      ...(hasOptions ? { "aria-controls": listId, "aria-activedescendant": optionId(active) } : {}),
    },
    typed,
    pressed,
  };
}

/** A value once it has not changed for a moment: not every letter is searched. */
function usePaused(value: string): string {
  const [paused, setPaused] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(value), value === "" ? 0 : PAUSE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [value]);
  return paused;
}
