"use client";

import { useEffect, useRef, useState, type FormEvent } from "react";
import { ApiError, callApi, onPasswordWanted } from "@/client/api/api";
import { Button } from "@/ui/buttons/button";
import { Dialog } from "@/ui/overlays/dialog";
import { PasswordField } from "@/ui/fields/password-field";
import { useTranslate } from "@/messages/translate-provider";
import { leaveTo } from "@/client/api/use-problem-form";
import { beginAddress } from "@/features/providers/ui/provider-link";

const FORM = "show-password-again";

/** The props of ProofDialog. */
interface ProofDialogProps {
  email: string | null;
  /** The name of the identity provider by which they signed in: it asks them, and not we. */
  provider: string | null;
}

/** Asks for the password when the server requires it again, and then continues the action; nothing on the page is lost. */
export function ProofDialog({ email, provider }: ProofDialogProps) {
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
    setIsBusy(true);
    setError(null);
    try {
      await callApi("/api/me/reauthenticate", { method: "POST", body: { password } });
      finish(true);
    } catch (failure) {
      setError(
        failure instanceof ApiError
          ? (failure.errors[0]?.message ?? failure.message)
          : t("sessions.proof.failed"),
      );
    } finally {
      setIsBusy(false);
    }
  }

  if (provider !== null) {
    return (
      <Dialog
        open={isOpen}
        onOpenChange={(open) => !open && finish(false)}
        size="sm"
        title={t("sessions.proof.title")}
        description={t("sessions.proof.byProvider")}
        actions={
          <>
            <Button onClick={() => finish(false)}>{t("sessions.proof.cancel")}</Button>
            <Button variant="primary" onClick={() => void leaveTo(beginAddress(presentPath(), true))}>
              {t("sessions.provider.signInAgain", { name: provider })}
            </Button>
          </>
        }
      />
    );
  }
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(open) => !open && finish(false)}
      size="sm"
      initialFocus={field}
      title={t("sessions.proof.title")}
      description={t("sessions.proof.description")}
      actions={
        <>
          <Button onClick={() => finish(false)}>{t("sessions.proof.cancel")}</Button>
          <Button type="submit" form={FORM} variant="primary" loading={isBusy}>
            {t("sessions.proof.goOn")}
          </Button>
        </>
      }
    >
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
      </form>
    </Dialog>
  );
}

function presentPath(): string {
  return `${window.location.pathname}${window.location.search}`;
}
