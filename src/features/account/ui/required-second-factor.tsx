"use client";

import { useState, type ReactNode } from "react";
import { leaveTo } from "@/client/api/use-problem-form";
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
}

/** The only page of a person who has to turn on a second factor and has not: it does that, and then continues. */
export function RequiredSecondFactor({ brand, email }: RequiredSecondFactorProps) {
  const t = useTranslate();
  const [enrolment, setEnrolment] = useState<TotpEnrolment | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);

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
      <ProofDialog email={email} />
    </CenteredShell>
  );
}
