"use client";

import type { ComponentPropsWithRef } from "react";
import { controlClasses } from "./control-styles";
import { useFieldAttributes } from "./use-field-attributes";

/** One line of text. Inside a Field it takes its label, hint and error from there. */
export function Input({ className, ...rest }: ComponentPropsWithRef<"input">) {
  return (
    <input
      dir="auto"
      {...rest}
      {...useFieldAttributes(rest)}
      className={controlClasses("fixed", className)}
    />
  );
}

/** The same for an e-mail address: the keyboard of one, and nothing corrected. */
export function EmailInput(props: ComponentPropsWithRef<"input">) {
  return <Input inputMode="email" autoCapitalize="none" spellCheck={false} {...props} />;
}
