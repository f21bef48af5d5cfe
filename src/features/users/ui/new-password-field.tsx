"use client";

import { LIMITS } from "@/shared/limits";
import { PasswordField } from "@/ui/password-field";

/** The sentence for a new password that is too short, or null. */
export function newPasswordError(password: string): string | null {
  return password.length < LIMITS.passwordMin ? `Use at least ${LIMITS.passwordMin} characters.` : null;
}

/** A password that is being chosen. */
export function NewPasswordField({ error, onChange }: { error?: string | undefined; onChange: () => void }) {
  return (
    <PasswordField
      label="Password"
      name="password"
      autoComplete="new-password"
      required
      hint={
        error
          ? undefined
          : `At least ${LIMITS.passwordMin} characters. A short sentence is easy to remember and hard to guess.`
      }
      error={error}
      onChange={onChange}
    />
  );
}
