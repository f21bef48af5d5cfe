"use client";

import { LIMITS } from "@/shared/limits";
import { PasswordField } from "@/ui/fields/password-field";
import { useTranslate } from "@/messages/translate-provider";
import type { Translate } from "@/messages/translation";

/** The sentence for a new password that is too short, or null. */
export function newPasswordError(t: Translate, password: string): string | null {
  return password.length < LIMITS.passwordMin
    ? t("users.password.short", { min: String(LIMITS.passwordMin) })
    : null;
}

/** A password that is being chosen. */
export function NewPasswordField({
  label,
  error,
  onChange,
}: {
  /** "Password" by default. */
  label?: string;
  error?: string | undefined;
  onChange: () => void;
}) {
  const t = useTranslate();
  return (
    <PasswordField
      label={label ?? t("users.password.label")}
      name="password"
      autoComplete="new-password"
      required
      hint={error ? undefined : t("users.password.hint", { min: String(LIMITS.passwordMin) })}
      error={error}
      onChange={onChange}
    />
  );
}
