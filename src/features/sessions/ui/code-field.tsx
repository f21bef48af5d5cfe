"use client";

import { useState } from "react";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Field } from "@/ui/fields/field";
import { Input } from "@/ui/fields/input";

/** The props of CodeField. */
export interface CodeFieldProps {
  autoFocus: boolean;
  error?: string | undefined;
  onChange: () => void;
}

/** The code of the second factor, or a recovery code: one field, called `totp`, that says which it waits for. */
export function CodeField({ autoFocus, error, onChange }: CodeFieldProps) {
  const t = useTranslate();
  const [isRecovery, setRecovery] = useState(false);
  return (
    <div className="flex flex-col items-start gap-2">
      <Field
        label={t(isRecovery ? "sessions.code.recovery" : "sessions.code.label")}
        hint={t(isRecovery ? "sessions.code.recoveryHint" : "sessions.code.hint")}
        error={error}
        className="self-stretch"
      >
        <Input
          key={isRecovery ? "recovery" : "app"}
          name="totp"
          autoComplete={isRecovery ? "off" : "one-time-code"}
          inputMode={isRecovery ? "text" : "numeric"}
          autoCapitalize={isRecovery ? "characters" : "none"}
          autoCorrect="off"
          spellCheck={false}
          maxLength={40}
          autoFocus={autoFocus || isRecovery}
          dir="ltr"
          className="font-mono tracking-wider tabular-nums"
          onChange={onChange}
        />
      </Field>
      <Button
        variant="ghost"
        className="-mx-3 h-auto! min-h-(--control) py-1 text-start whitespace-normal!"
        onClick={() => {
          setRecovery(!isRecovery);
          onChange();
        }}
      >
        {t(isRecovery ? "sessions.code.useApp" : "sessions.code.useRecovery")}
      </Button>
    </div>
  );
}
