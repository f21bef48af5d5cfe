"use client";

import { Field } from "@base-ui/react/field";
import type { ComponentPropsWithRef } from "react";
import { useLayoutEffect, useRef } from "react";
import { classNames } from "@/ui/class-names";
import { controlClasses } from "./control-styles";

/** The props of Textarea beside a native one's attributes. */
export interface TextareaProps extends Omit<ComponentPropsWithRef<"textarea">, "rows" | "defaultValue"> {
  /** Text only; a textarea has no other value. */
  defaultValue?: string;
  /** The smallest height, in lines. */
  minRows?: number;
  /** The height at which it stops growing and scrolls. */
  maxRows?: number;
  /** Without its own box, where its container draws one. */
  bare?: boolean;
}

/** A textarea that grows with its text. */
export function Textarea({
  minRows = 3,
  maxRows = 16,
  bare,
  className,
  ref,
  onInput,
  id,
  name,
  disabled,
  value,
  defaultValue,
  ...rest
}: TextareaProps) {
  const own = useRef<HTMLTextAreaElement | null>(null);

  // `field-sizing: content` does it alone where it is known; elsewhere the height is measured.
  useLayoutEffect(() => {
    if (own.current) {
      fit(own.current);
    }
  }, [value, defaultValue]);

  const area = (
    <textarea
      dir="auto"
      {...rest}
      rows={minRows}
      ref={(element) => {
        own.current = element;
        if (typeof ref === "function") {
          return ref(element);
        }
        if (ref) {
          ref.current = element;
        }
      }}
      onInput={(event) => {
        fit(event.currentTarget);
        onInput?.(event);
      }}
    />
  );
  return (
    <Field.Control
      id={id}
      name={name}
      disabled={disabled}
      value={value}
      defaultValue={defaultValue}
      render={area}
      style={{
        minHeight: `calc(${minRows} * var(--size-ui-line) + var(--control) - var(--size-ui-line))`,
        maxHeight: `calc(${maxRows} * var(--size-ui-line) + var(--control) - var(--size-ui-line))`,
      }}
      className={classNames(
        bare
          ? "block w-full bg-transparent text-field text-ink outline-none"
          : controlClasses("free", "block px-3 py-[calc((var(--control)-var(--size-ui-line))/2)]"),
        "field-sizing-content resize-none",
        className,
      )}
    />
  );
}

function fit(area: HTMLTextAreaElement): void {
  if (CSS.supports("field-sizing", "content")) {
    return;
  }
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight}px`;
}
