"use client";

import { KeyRound } from "lucide-react";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { ApiError, callApi, onPasswordWanted } from "@/client/api/api";
import { Button } from "@/ui/buttons/button";
import { Dialog } from "@/ui/overlays/dialog";
import { PasswordField } from "@/ui/fields/password-field";
import { useTranslate } from "@/messages/translate-provider";
import { leaveTo } from "@/client/api/use-problem-form";
import { Callout } from "@/ui/states/callout";
import { askForPasskey } from "@/features/passkeys/ui/ask-for-passkey";
import { useHasPasskeys } from "@/features/passkeys/ui/use-has-passkeys";
import { beginAddress } from "@/features/providers/ui/provider-link";

const FORM = "show-password-again";

/** The props of ProofDialog. */
interface ProofDialogProps {
  email: string | null;
  /** The name of the identity provider by which they signed in: it asks them, and not we. */
  provider: string | null;
  hasPassword: boolean;
  hasPasskeys: boolean;
}

/** Asks who it is, by the password, a passkey or the provider, when the server requires it again, and then continues the action; nothing on the page is lost. */
export function ProofDialog({ email, provider, hasPassword, hasPasskeys }: ProofDialogProps) {
  const t = useTranslate();
  const [isOpen, setIsOpen] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const waiting = useRef<((isShown: boolean) => void)[]>([]);

  useEffect(
    () =>
      onPasswordWanted(
        () =>
          new Promise((resolve) => {
            waiting.current.push(resolve);
            setError(null);
            setIsOpen(true);
          }),
      ),
    [],
  );

  function finish(isShown: boolean): void {
    setIsOpen(false);
    waiting.current.splice(0).forEach((resolve) => resolve(isShown));
  }

  async function show(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const password = new FormData(event.currentTarget).get("password");
    if (typeof password !== "string" || password === "") {
      setError(t("sessions.enterPassword"));
      return;
    }
    await prove(async () => ({ password }));
  }

  async function prove(given: () => Promise<object>): Promise<void> {
    setIsBusy(true);
    setError(null);
    try {
      await callApi("/api/me/reauthenticate", { method: "POST", body: await given() });
      finish(true);
    } catch (failure) {
      setError(
        failure instanceof ApiError
          ? (failure.errors[0]?.message ?? failure.message)
          : failure instanceof Error
            ? failure.message
            : t("sessions.proof.failed"),
      );
    } finally {
      setIsBusy(false);
    }
  }

  const canUsePasskey = useHasPasskeys() && hasPasskeys;
  const isByProvider = provider !== null;
  // Without a password there is nothing to type; without anything at all the field is still the place where a refusal is read.
  const isByPassword = !isByProvider && (hasPassword || !canUsePasskey);
  const byPasskey = canUsePasskey && (
    <Button
      icon={<KeyRound aria-hidden />}
      variant={isByPassword || isByProvider ? "secondary" : "primary"}
      loading={isBusy}
      onClick={() => void prove(async () => ({ passkey: await askForPasskey(t) }))}
      className="w-full"
    >
      {t("passkeys.proof")}
    </Button>
  );
  return (
    <Dialog
      mustOpen
      open={isOpen}
      onOpenChange={(open) => !open && finish(false)}
      size="sm"
      {...(isByPassword ? { initialFocus: field } : {})}
      title={t("sessions.proof.title")}
      description={t(
        isByProvider
          ? "sessions.proof.byProvider"
          : isByPassword
            ? "sessions.proof.description"
            : "sessions.proof.byPasskey",
      )}
      actions={
        <>
          <Button onClick={() => finish(false)}>{t("sessions.proof.cancel")}</Button>
          {isByProvider && (
            <Button variant="primary" onClick={() => void leaveTo(beginAddress(presentPath(), true))}>
              {t("sessions.provider.signInAgain", { name: provider })}
            </Button>
          )}
          {isByPassword && (
            <Button type="submit" form={FORM} variant="primary" loading={isBusy}>
              {t("sessions.proof.goOn")}
            </Button>
          )}
        </>
      }
    >
      {isByPassword ? (
        <form id={FORM} noValidate onSubmit={(event) => void show(event)} className="flex flex-col gap-4">
          {/* For password managers: whose password it is. */}
          <input type="hidden" name="username" autoComplete="username" value={email ?? ""} readOnly />
          <PasswordField
            ref={field}
            label={t("sessions.proof.yourPassword")}
            name="password"
            autoComplete="current-password"
            required
            error={error}
            onChange={() => setError(null)}
          />
          {byPasskey}
        </form>
      ) : (
        byPasskey && (
          <div className="flex flex-col gap-4">
            {error !== null && (
              <Callout tone="danger" live="alert">
                {error}
              </Callout>
            )}
            {byPasskey}
          </div>
        )
      )}
    </Dialog>
  );
}

function presentPath(): string {
  return `${window.location.pathname}${window.location.search}`;
}
