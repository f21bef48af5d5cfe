"use client";

import { X } from "lucide-react";
import { useTranslate } from "@/messages/translate-provider";
import { makePart } from "@/ui/on-demand/part";
import type { MultiComboboxProps } from "./combobox-props";
import { CHIP_CLASSES, CHIP_REMOVE_CLASSES, CHIPS_INPUT_CLASSES, chipsClasses } from "./control-styles";
import { useStandIn } from "./use-stand-in";

const CONTROL = makePart(() => import("./multi-combobox-control").then((code) => code.MultiComboboxControl));

/** A combobox for several options; the chosen ones are chips in front. Backspace removes the last. */
export function MultiCombobox(props: MultiComboboxProps) {
  const t = useTranslate();
  const { value, onValueChange, label, disabled, appearance = "field" } = props;
  const { placeholder = t("ui.search") } = props;
  const { Control, start, input } = useStandIn(CONTROL, { text: "", disabled });
  if (Control) {
    return <Control {...props} start={start} />;
  }
  return (
    <div className={chipsClasses(appearance)}>
      {value.map((item) => (
        <div key={item.id} aria-label={item.label} className={CHIP_CLASSES}>
          {item.icon}
          <bdi className="truncate">{item.label}</bdi>
          <button
            type="button"
            tabIndex={-1}
            aria-label={t("ui.remove", { name: item.label })}
            disabled={start.wired.disabled}
            onClick={() => onValueChange(value.filter((one) => one.id !== item.id))}
            className={CHIP_REMOVE_CLASSES}
          >
            <X aria-hidden className="size-3" />
          </button>
        </div>
      ))}
      <input
        {...input}
        aria-label={label}
        placeholder={value.length === 0 || appearance === "plain" ? placeholder : undefined}
        className={CHIPS_INPUT_CLASSES}
      />
    </div>
  );
}
