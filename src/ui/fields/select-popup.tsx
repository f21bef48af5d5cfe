"use client";

import { Select as BaseSelect } from "@base-ui/react/select";
import { Check } from "lucide-react";
import { classNames } from "@/ui/class-names";
import { AdoptedTrigger } from "@/ui/on-demand/adopted-trigger";
import type { Opener } from "@/ui/overlays/overlay-props";
import { POPUP_CLASSES, POPUP_ITEM_CLASSES } from "@/ui/popup-styles";
import type { SelectProps } from "./select-props";

/** The list of a select, whose code comes when it is first needed. */
export function SelectPopup<Value extends string>({
  options,
  value,
  onValueChange,
  disabled,
  onOpenChange,
  open,
  opener,
}: SelectProps<Value> & Opener) {
  return (
    <BaseSelect.Root
      items={options}
      value={value}
      onValueChange={(next) => next !== null && onValueChange(next)}
      disabled={disabled}
      modal={false}
      open={open}
      onOpenChange={onOpenChange}
    >
      {opener && (
        <BaseSelect.Trigger
          id={opener.id}
          render={(own) => <AdoptedTrigger wire={opener.wire} props={own} />}
        />
      )}
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
