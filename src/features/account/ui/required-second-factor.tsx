"use client";

import { KeyRound } from "lucide-react";
import { useState, type ReactNode } from "react";
import { leaveTo } from "@/client/api/use-problem-form";
import { browserWords } from "@/features/connections/ui/browser-words";
import { useHasPasskeys } from "@/features/passkeys/ui/use-has-passkeys";
import { addPasskey } from "@/features/passkeys/ui/use-passkeys";
import type { TotpEnrolment } from "@/features/second-factors/schema";
import { ProofDialog } from "@/features/sessions/ui/proof-dialog";
import { CodesDialog } from "@/features/second-factors/ui/codes-dialog";
import { EnrolDialog } from "@/features/second-factors/ui/enrol-dialog";
import { beginEnrolment } from "@/features/second-factors/ui/use-second-factor";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { CenteredShell } from "@/ui/shell/plain-shell";
import { Callout } from "@/ui/states/callout";
import { TextLink } from "@/ui/text/link";

/** The props of RequiredSecondFactor. */
export interface RequiredSecondFactorProps {
  brand: ReactNode;
  /** For password managers, should the password be asked for again. */
  email: string | null;
  hasPassword: boolean;
  hasPasskeys: boolean;
}

/** The only page of a person who has to turn on a second factor and has not: it does that, and then continues. */
export function RequiredSecondFactor({ brand, email, ...ways }: RequiredSecondFactorProps) {
  const t = useTranslate();
  const [enrolment, setEnrolment] = useState<TotpEnrolment | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const isPossible = useHasPasskeys();

  async function addInstead(): Promise<void> {
    setFailed(null);
    try {
      const outcome = await addPasskey(browserWords(t, navigator.userAgent));
      if (!("answer" in outcome)) {
        setFailed(t(outcome.failed === "failed" ? "passkeys.failed" : `passkeys.add.${outcome.failed}`));
      } else if (outcome.answer.recoveryCodes === null) {
        await leaveTo("/");
      } else {
        setCodes(outcome.answer.recoveryCodes);
      }
    } catch (error) {
      setFailed(error instanceof Error ? error.message : String(error));
    }
  }

  async function begin(): Promise<void> {
    setBusy(true);
    setFailed(null);
    try {
      setEnrolment(await beginEnrolment());
    } catch (error) {
      setFailed(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <CenteredShell
      brand={brand}
      title={t("secondFactors.required.title")}
      description={t("secondFactors.required.description")}
      footer={<TextLink href="/sign-out">{t("secondFactors.required.signOut")}</TextLink>}
    >
      <div className="flex flex-col gap-5">
        {failed !== null && (
          <Callout tone="danger" live="alert">
            {failed}
          </Callout>
        )}
        <Button variant="primary" size="lg" loading={isBusy} onClick={() => void begin()} className="w-full">
          {t("secondFactors.required.begin")}
        </Button>
        {isPossible && (
          <Button
            size="lg"
            icon={<KeyRound aria-hidden />}
            onClick={() => void addInstead()}
            className="-mt-2 w-full"
          >
            {t("secondFactors.required.passkey")}
          </Button>
        )}
      </div>
      <EnrolDialog
        enrolment={enrolment}
        onClose={() => setEnrolment(null)}
        onDone={(made) => {
          setEnrolment(null);
          setCodes(made);
        }}
      />
      <CodesDialog codes={codes} onClose={() => void leaveTo("/")} />
      <ProofDialog email={email} provider={null} {...ways} />
    </CenteredShell>
  );
}
