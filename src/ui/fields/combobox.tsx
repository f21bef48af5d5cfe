"use client";

import { ChevronsUpDown, X } from "lucide-react";
import { useTranslate } from "@/messages/translate-provider";
import { makePart } from "@/ui/on-demand/part";
import type { ComboboxProps } from "./combobox-props";
import { controlGroupClasses } from "./control-styles";
import { useStandIn } from "./use-stand-in";

const CONTROL = makePart(() => import("./combobox-control").then((code) => code.ComboboxControl));

/** A combobox: finds one option among many (a person) by typing. */
export function Combobox(props: ComboboxProps) {
  const t = useTranslate();
  const { value, onValueChange, label, clearable = true, disabled, autoFocus } = props;
  const { Control, start, input, ask } = useStandIn(CONTROL, {
    text: value?.label ?? "",
    disabled,
    autoFocus,
  });
  if (Control) {
    return <Control {...props} start={start} />;
  }
  return (
    <div className={controlGroupClasses("flex h-(--control) items-center gap-1 pe-1.5 ps-3")}>
      {value?.icon && <span className="me-1 flex shrink-0">{value.icon}</span>}
      <input
        {...input}
        aria-label={label}
        placeholder={props.placeholder ?? t("ui.search")}
        className="h-full min-w-0 flex-1 bg-transparent outline-none disabled:cursor-not-allowed"
      />
      {clearable && value && (
        <button
          type="button"
          tabIndex={-1}
          aria-label={t("ui.clear")}
          disabled={start.wired.disabled}
          onClick={() => onValueChange(null)}
          className={BUTTON_CLASSES}
        >
          <X aria-hidden className="size-3.5" />
        </button>
      )}
      <button
        type="button"
        tabIndex={-1}
        aria-label={t("ui.showSuggestions")}
        disabled={start.wired.disabled}
        onClick={ask}
        className={BUTTON_CLASSES}
      >
        <ChevronsUpDown aria-hidden className="size-3.5" />
      </button>
    </div>
  );
}

const BUTTON_CLASSES =
  "flex size-(--hit) items-center justify-center rounded-md text-ink-faint focus-ring hover:bg-hover hover:text-ink";
