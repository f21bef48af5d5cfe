"use client";

import { KeyRound } from "lucide-react";
import { useState, type ReactNode } from "react";
import { ApiError, callApi } from "@/client/api/api";
import { leaveTo } from "@/client/api/use-problem-form";
import { useHasPasskeys } from "@/features/passkeys/ui/use-has-passkeys";
import { askForPasskey } from "@/features/passkeys/ui/ask-for-passkey";
import { CodeField } from "@/features/sessions/ui/code-field";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { CenteredShell } from "@/ui/shell/plain-shell";
import { Callout } from "@/ui/states/callout";
import { TextLink } from "@/ui/text/link";

/** The props of ShowSecondFactor. */
export interface ShowSecondFactorProps {
  brand: ReactNode;
  hasApp: boolean;
  hasPasskeys: boolean;
}

/** The only page of a person whom their identity provider let in without a second factor that counts here: it asks for theirs, and then continues. */
export function ShowSecondFactor({ brand, hasApp, hasPasskeys }: ShowSecondFactorProps) {
  const t = useTranslate();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const isPossible = useHasPasskeys() && hasPasskeys;

  async function show(given: () => Promise<object>): Promise<void> {
    setBusy(true);
    setError(null);
    try {
      await callApi("/api/me/reauthenticate", { method: "POST", body: await given() });
      await leaveTo("/");
    } catch (failure) {
      const [field] = failure instanceof ApiError ? failure.errors : [];
      setError(field?.message ?? (failure instanceof Error ? failure.message : String(failure)));
    } finally {
      setBusy(false);
    }
  }

  return (
    <CenteredShell
      brand={brand}
      title={t("secondFactors.show.title")}
      description={t("secondFactors.show.description")}
      footer={<TextLink href="/sign-out">{t("secondFactors.required.signOut")}</TextLink>}
    >
      <div className="flex flex-col gap-5">
        {error !== null && (
          <Callout tone="danger" live="alert">
            {error}
          </Callout>
        )}
        <form
          noValidate
          className="flex flex-col gap-5"
          onSubmit={(event) => {
            event.preventDefault();
            const totp = new FormData(event.currentTarget).get("totp");
            void show(async () => ({ totp }));
          }}
        >
          <CodeField autoFocus={hasApp} onChange={() => setError(null)} />
          <Button type="submit" variant="primary" size="lg" loading={isBusy} className="w-full">
            {t("secondFactors.show.goOn")}
          </Button>
        </form>
        {isPossible && (
          <Button
            size="lg"
            icon={<KeyRound aria-hidden />}
            onClick={() => void show(async () => ({ passkey: await askForPasskey(t) }))}
            className="-mt-2 w-full"
          >
            {t("passkeys.proof")}
          </Button>
        )}
      </div>
    </CenteredShell>
  );
}
