"use client";

import { Search, X } from "lucide-react";
import { useRef, type ComponentPropsWithRef, type RefObject } from "react";
import { useTranslate } from "@/messages/translate-provider";
import { classNames } from "@/ui/class-names";
import { controlGroupClasses } from "./control-styles";
import { KeyboardHint } from "@/ui/marks/kbd";

/** The props of SearchInput; controlled. */
export interface SearchInputProps extends Omit<
  ComponentPropsWithRef<"input">,
  "value" | "onChange" | "type" | "ref"
> {
  value: string;
  onValueChange: (value: string) => void;
  /** The name for screen readers, and the placeholder where none is given. */
  label: string;
  /** The shortcut that focuses it, shown while it is empty. */
  keys?: readonly string[];
  inputRef?: RefObject<HTMLInputElement | null>;
}

/** A search box with a magnifier and a clear button; Escape clears it too. */
export function SearchInput({
  value,
  onValueChange,
  label,
  keys,
  inputRef,
  className,
  ...rest
}: SearchInputProps) {
  const t = useTranslate();
  const own = useRef<HTMLInputElement>(null);
  const input = inputRef ?? own;

  function clear() {
    onValueChange("");
    input.current?.focus();
  }

  return (
    <div
      role="search"
      className={controlGroupClasses(
        classNames("flex h-(--control) items-center gap-2 pe-1.5 ps-2.5", className),
      )}
    >
      <Search aria-hidden className="size-4 shrink-0 text-ink-faint" />
      <input
        {...rest}
        ref={input}
        type="search"
        dir="auto"
        aria-label={label}
        placeholder={rest.placeholder ?? label}
        value={value}
        onChange={(event) => onValueChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape" && value !== "") {
            event.preventDefault();
            event.stopPropagation();
            onValueChange("");
          }
          rest.onKeyDown?.(event);
        }}
        className="h-full min-w-0 flex-1 appearance-none bg-transparent outline-none [&::-webkit-search-cancel-button]:hidden"
      />
      {value !== "" ? (
        <button
          type="button"
          aria-label={t("ui.clearSearch")}
          onClick={clear}
          className="flex size-(--hit) items-center justify-center rounded-md text-ink-faint transition-colors focus-ring hover:bg-hover hover:text-ink"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      ) : (
        keys && <KeyboardHint keys={keys} className="pe-1 text-ink-faint pointer-coarse:hidden" />
      )}
    </div>
  );
}
