"use client";

import { useEffect, useEffectEvent, useState, type ComponentProps, type ComponentType } from "react";
import { useTranslate } from "@/messages/translate-provider";
import type { Part } from "@/ui/on-demand/part";
import { usePart } from "@/ui/on-demand/use-part";
import { toast } from "@/ui/overlays/toast";
import type { ComboboxStart } from "./combobox-props";
import { useFieldAttributes, type FieldAttributes } from "./use-field-attributes";

/** An input that looks like a combobox until the combobox is here, and hands over what was typed into it and its focus. */
export interface StandIn<Props> {
  /** The combobox, once its code is here. */
  Control: ComponentType<Props> | null;
  start: ComboboxStart;
  /** For the stand-in's input. */
  input: ComponentProps<"input">;
  /** Somebody asked for the list. */
  ask: () => void;
}

/** The state of a stand-in; `text` is what its input shows while nothing is typed. */
export function useStandIn<Props>(
  part: Part<Props>,
  {
    text,
    disabled,
    autoFocus,
  }: { text: string; disabled?: boolean | undefined; autoFocus?: boolean | undefined },
): StandIn<Props> {
  const t = useTranslate();
  const wired = useFieldAttributes({ disabled });
  const [typed, setTyped] = useState<string | null>(null);
  // Without a stand-in the combobox itself takes the focus, as it is told.
  const [hasFocus, setFocus] = useState(autoFocus ?? false);
  const [isNeeded, setNeeded] = useState(false);
  const Control = usePart(
    part,
    isNeeded || hasFocus,
    () => {
      setNeeded(false);
      toast.error(t("ui.notFetched"));
    },
    { early: true },
  );
  return {
    Control,
    start: { typed, hasFocus, wired },
    input: {
      ...wired,
      name: undefined,
      role: "combobox",
      "aria-expanded": false,
      "aria-haspopup": "listbox",
      "aria-autocomplete": "list",
      autoComplete: "off",
      spellCheck: false,
      autoFocus,
      value: typed ?? text,
      onChange: (event) => {
        setTyped(event.target.value);
        setNeeded(true);
      },
      onFocus: () => {
        setFocus(true);
        setNeeded(true);
      },
      onBlur: () => setFocus(false),
    },
    ask() {
      setTyped((before) => before ?? "");
      setFocus(true);
      setNeeded(true);
    },
  };
}

/** Does something once, when the component is on the page. */
export function useFirst(work: () => void): void {
  const first = useEffectEvent(work);
  useEffect(() => first(), []);
}

/** The attributes of a Field for an input whose own code says when it is disabled and what its name is. */
export function wiredInput({ id, ...wired }: FieldAttributes): FieldAttributes {
  return {
    id,
    "aria-labelledby": wired["aria-labelledby"],
    "aria-describedby": wired["aria-describedby"],
    "aria-invalid": wired["aria-invalid"],
  };
}
