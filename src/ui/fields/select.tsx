"use client";

import { ChevronsUpDown } from "lucide-react";
import type { KeyboardEvent } from "react";
import { classNames } from "@/ui/class-names";
import { makePart } from "@/ui/on-demand/part";
import { keepBack } from "@/ui/on-demand/trigger-wire";
import { useOverlay } from "@/ui/overlays/use-overlay";
import { controlClasses } from "./control-styles";
import { useFieldAttributes } from "./use-field-attributes";
import type { SelectProps } from "./select-props";

const POPUP = makePart(() => import("./select-popup").then((code) => code.SelectPopup<string>));
const COMBOBOX = { role: "combobox", "aria-haspopup": "listbox" };

/** A choice of one among a few known options. For people, or more than twenty options, use Combobox. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { options, value, onValueChange, placeholder = "Choose", label, name, disabled } = props;
  const { appearance = "field", className } = props;
  const wired = useFieldAttributes({ name, disabled });
  const chosen = options.find((option) => option.value === value);
  const { Popup, trigger } = useOverlay(
    POPUP,
    {
      ...props,
      trigger: (
        <button
          type="button"
          {...wired}
          name={undefined}
          aria-label={label && `${label}: ${chosen?.label ?? placeholder}`}
          onKeyDown={(event: KeyboardEvent<HTMLElement>) => {
            // A letter on a closed property would change it at once, and may be a shortcut for something else.
            if (appearance === "plain" && event.key.length === 1 && event.key !== " ") {
              keepBack(event);
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
          <span
            aria-hidden
            className={classNames(
              "text-ink-faint group-data-disabled:hidden",
              appearance === "plain" &&
                "opacity-0 transition-opacity group-hover:opacity-100 group-focus-visible:opacity-100 group-data-popup-open:opacity-100 pointer-coarse:opacity-100",
            )}
          >
            <ChevronsUpDown aria-hidden className="size-3.5" />
          </span>
        </button>
      ),
    },
    COMBOBOX,
  );
  return (
    <>
      {trigger?.button}
      {wired.name && <input type="hidden" name={wired.name} value={value ?? ""} disabled={wired.disabled} />}
      {Popup && trigger && (
        <Popup
          {...props}
          disabled={wired.disabled}
          onValueChange={(next) => {
            const option = options.find((one) => one.value === next);
            if (option) {
              onValueChange(option.value);
            }
          }}
          opener={trigger}
        />
      )}
    </>
  );
}
