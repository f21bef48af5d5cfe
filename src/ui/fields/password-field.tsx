"use client";

import { Field as BaseField } from "@base-ui/react/field";
import { Eye, EyeOff } from "lucide-react";
import { useState, type ComponentPropsWithRef, type ReactNode } from "react";
import { useTranslate } from "@/messages/translate-provider";
import { controlGroupClasses } from "./control-styles";
import { Field } from "./field";

/** The props of PasswordField beside a native input's attributes. */
export interface PasswordFieldProps extends Omit<ComponentPropsWithRef<"input">, "type"> {
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
}

/** A password field with a button that shows the password. */
export function PasswordField({ label, hint, error, className, ...rest }: PasswordFieldProps) {
  const t = useTranslate();
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <Field label={label} hint={hint} error={error} className={className}>
      <div
        data-invalid={error ? "" : undefined}
        className={controlGroupClasses("flex h-(--control) items-center pe-1 ps-3")}
      >
        <BaseField.Control
          {...rest}
          type={shown ? "text" : "password"}
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          className="h-full min-w-0 flex-1 bg-transparent outline-none"
        />
        <button
          type="button"
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
          className="flex aspect-square h-[calc(100%-0.5rem)] shrink-0 items-center justify-center rounded-md text-ink-muted transition-colors focus-ring hover:bg-hover hover:text-ink"
        >
          {/* Hidden text rather than aria-label: a search by the label "Password" must find the input alone. */}
          <span className="sr-only">{t("ui.showPassword")}</span>
          <Icon aria-hidden className="size-4" />
        </button>
      </div>
    </Field>
  );
}
