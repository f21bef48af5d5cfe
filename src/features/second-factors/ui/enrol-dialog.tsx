"use client";

import { useEffect, useRef, useState, type FormEvent } from "react";
import { ApiError } from "@/client/api/api";
import type { TotpEnrolment } from "@/features/second-factors/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { CopyButton } from "@/ui/buttons/copy-button";
import { Field } from "@/ui/fields/field";
import { Input } from "@/ui/fields/input";
import { Dialog } from "@/ui/overlays/dialog";
import { QrCode } from "./qr-code";
import { confirmEnrolment } from "./use-second-factor";

const FORM = "confirm-second-factor";

/** The props of EnrolDialog. */
export interface EnrolDialogProps {
  /** Null: it is closed. */
  enrolment: TotpEnrolment | null;
  onClose: () => void;
  /** It is on; these are the recovery codes. */
  onDone: (codes: readonly string[]) => void;
}

/** Takes an authenticator app through the two steps: it is given the secret, and shows a code of it. */
export function EnrolDialog({ enrolment, onClose, onDone }: EnrolDialogProps) {
  const t = useTranslate();
  const field = useRef<HTMLInputElement>(null);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  // After the error is in the page: only then does the field know that it is invalid.
  useEffect(() => {
    if (error !== null) {
      field.current?.focus();
      field.current?.select();
    }
  }, [error]);

  async function confirm(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const code = new FormData(event.currentTarget).get("code");
    if (isBusy) {
      return;
    }
    if (typeof code !== "string" || code.trim() === "") {
      setError(t("sessions.code.enter"));
      return;
    }
    setBusy(true);
    setError(null);
    try {
      onDone(await confirmEnrolment(code));
    } catch (failure) {
      setError(wordsOf(failure));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog
      mustOpen
      open={enrolment !== null}
      onOpenChange={(open) => !open && onClose()}
      initialFocus={field}
      title={t("secondFactors.enrol.title")}
      description={t("secondFactors.enrol.description")}
      actions={
        <>
          <Button onClick={onClose}>{t("ui.cancel")}</Button>
          <Button type="submit" form={FORM} variant="primary" loading={isBusy}>
            {t("secondFactors.enrol.submit")}
          </Button>
        </>
      }
    >
      {enrolment !== null && (
        <div className="flex flex-col gap-5 sm:flex-row">
          <QrCode {...enrolment.qr} label={t("secondFactors.enrol.qr")} />
          <div className="flex min-w-0 flex-1 flex-col gap-4">
            <div>
              <p className="text-ink-muted">{t("secondFactors.enrol.typed")}</p>
              <p className="mt-1 flex items-start gap-2">
                <code dir="ltr" className="min-w-0 flex-1 font-mono wrap-anywhere select-all">
                  {enrolment.secret.replace(/(.{4})(?!$)/g, "$1 ")}
                </code>
                <CopyButton text={enrolment.secret} label={t("secondFactors.enrol.copySecret")} />
              </p>
            </div>
            <form id={FORM} noValidate onSubmit={(event) => void confirm(event)}>
              <Field label={t("sessions.code.label")} hint={t("sessions.code.hint")} error={error}>
                <Input
                  ref={field}
                  name="code"
                  autoComplete="one-time-code"
                  inputMode="numeric"
                  autoCorrect="off"
                  spellCheck={false}
                  maxLength={40}
                  dir="ltr"
                  className="font-mono tracking-wider tabular-nums"
                  onChange={() => setError(null)}
                />
              </Field>
            </form>
          </div>
        </div>
      )}
    </Dialog>
  );
}

function wordsOf(failure: unknown): string {
  return failure instanceof ApiError
    ? (failure.errors[0]?.message ?? failure.message)
    : failure instanceof Error
      ? failure.message
      : String(failure);
}
