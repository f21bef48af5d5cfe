"use client";

import { Select as BaseSelect } from "@base-ui/react/select";
import { Check, ChevronsUpDown } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "@/ui/class-names";
import { controlClasses, POPUP_CLASSES, POPUP_ITEM_CLASSES } from "./control-styles";

/** One option: its value, its label, and perhaps an icon in front and an explanation. */
export interface SelectOption<Value extends string> {
  value: Value;
  label: string;
  icon?: ReactNode;
  hint?: string;
  disabled?: boolean;
}

/** The props of Select; controlled by `value` and `onValueChange`. */
export interface SelectProps<Value extends string> {
  options: readonly SelectOption<Value>[];
  value: Value | null;
  onValueChange: (value: Value) => void;
  placeholder?: string;
  /** The name for screen readers where no Field gives one. */
  label?: string;
  name?: string;
  disabled?: boolean;
  /** "field" looks like an input; "plain" sits quietly in a list of properties until hovered. */
  appearance?: "field" | "plain";
  onOpenChange?: (open: boolean) => void;
  open?: boolean;
  className?: string;
}

/** A choice of one among a few known options. For people, or more than twenty options, use Combobox. */
export function Select<Value extends string>({
  options,
  value,
  onValueChange,
  placeholder,
  label,
  name,
  disabled,
  appearance = "field",
  onOpenChange,
  open,
  className,
}: SelectProps<Value>) {
  const chosen = options.find((option) => option.value === value);
  return (
    <BaseSelect.Root
      items={options}
      value={value}
      onValueChange={(next) => next !== null && onValueChange(next)}
      name={name}
      disabled={disabled}
      modal={false}
      open={open}
      onOpenChange={onOpenChange}
    >
      <BaseSelect.Trigger
        aria-label={label && `${label}: ${chosen?.label ?? placeholder}`}
        onKeyDown={(event) => {
          // A letter on a closed property would change it at once, and may be a shortcut for something else.
          if (appearance === "plain" && event.key.length === 1 && event.key !== " ") {
            event.preventBaseUIHandler();
          }
        }}
        className={classNames(
          "group inline-flex select-none items-center justify-between gap-2 text-start",
          appearance === "field"
            ? controlClasses("fixed")
            : "-mx-2 min-h-(--control-sm) w-[calc(100%+1rem)] rounded-md px-2 text-ui transition-colors focus-ring-inset hover:bg-hover data-popup-open:bg-hover data-disabled:hover:bg-transparent",
          className,
        )}
      >
        <span
          className={classNames(
            "flex min-w-0 items-center gap-2 [&_svg]:shrink-0",
            !chosen && "text-ink-faint",
          )}
        >
          {chosen?.icon}
          <span className="truncate">{chosen?.label ?? placeholder}</span>
        </span>
        <BaseSelect.Icon
          className={classNames(
            "text-ink-faint group-data-disabled:hidden",
            appearance === "plain" &&
              "opacity-0 transition-opacity group-hover:opacity-100 group-focus-visible:opacity-100 group-data-popup-open:opacity-100 pointer-coarse:opacity-100",
          )}
        >
          <ChevronsUpDown aria-hidden className="size-3.5" />
        </BaseSelect.Icon>
      </BaseSelect.Trigger>
      <BaseSelect.Portal>
        <BaseSelect.Positioner
          alignItemWithTrigger={false}
          sideOffset={4}
          collisionPadding={8}
          className="z-50 outline-none"
        >
          <BaseSelect.Popup
            className={classNames(POPUP_CLASSES, "min-w-[max(var(--anchor-width),10rem)] max-w-80")}
          >
            {options.map((option) => (
              <BaseSelect.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled}
                className={POPUP_ITEM_CLASSES}
              >
                {option.icon}
                <span className="flex min-w-0 flex-1 flex-col">
                  <BaseSelect.ItemText className="truncate">{option.label}</BaseSelect.ItemText>
                  {option.hint && <span className="text-xs text-ink-muted">{option.hint}</span>}
                </span>
                <span className="ms-2 flex size-4 text-accent">
                  <BaseSelect.ItemIndicator>
                    <Check aria-hidden />
                  </BaseSelect.ItemIndicator>
                </span>
              </BaseSelect.Item>
            ))}
          </BaseSelect.Popup>
        </BaseSelect.Positioner>
      </BaseSelect.Portal>
    </BaseSelect.Root>
  );
}
