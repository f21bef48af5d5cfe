"use client";

import { Field } from "@base-ui/react/field";
import type { ComponentPropsWithRef } from "react";
import { controlClasses } from "./control-styles";

/** One line of text. Inside a Field it takes its label, hint and error from there. */
export function Input({ className, ...rest }: ComponentPropsWithRef<"input">) {
  return <Field.Control dir="auto" {...rest} className={controlClasses("fixed", className)} />;
}

/** The same for an e-mail address: the keyboard of one, and nothing corrected. */
export function EmailInput(props: ComponentPropsWithRef<"input">) {
  return <Input inputMode="email" autoCapitalize="none" spellCheck={false} {...props} />;
}
