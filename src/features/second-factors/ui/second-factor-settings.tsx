"use client";

import { useState } from "react";
import type { TotpEnrolment, TotpStatus } from "@/features/second-factors/schema";
import { useSpeech, useTranslate } from "@/messages/translate-provider";
import { AlertDialog } from "@/ui/overlays/alert-dialog";
import { Badge } from "@/ui/marks/badge";
import { Skeleton } from "@/ui/marks/skeleton";
import { Button } from "@/ui/buttons/button";
import { Callout } from "@/ui/states/callout";
import { ErrorState } from "@/ui/states/error";
import { RelativeTime } from "@/ui/time/relative";
import { toast } from "@/ui/overlays/toast";
import { CodesDialog } from "./codes-dialog";
import { EnrolDialog } from "./enrol-dialog";
import { beginEnrolment, useSecondFactor } from "./use-second-factor";

/** With fewer left than this, the person is advised to make new ones. */
const FEW_CODES = 3;

/** Whether one signs in with a second factor; turning it on and off, and recovery codes. */
export function SecondFactorSettings() {
  const { t, locale, timeZone } = useSpeech();
  const dateWords = (at: string): string =>
    new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone }).format(new Date(at));
  const factor = useSecondFactor();
  const [enrolment, setEnrolment] = useState<TotpEnrolment | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const { status } = factor;
  if (status === null) {
    return factor.error ? (
      <ErrorState reason={factor.error.message} onRetry={factor.refetch} />
    ) : (
      <div role="status">
        <span className="sr-only">{t("secondFactors.loading")}</span>
        <Skeleton className="h-10 w-full" />
      </div>
    );
  }
  return (
    <>
      {status.enabled ? (
        <On
          status={status}
          onTurnOff={factor.turnOff}
          onReplace={async () => setEnrolment(await beginEnrolment())}
        />
      ) : (
        <div className="flex flex-col items-start gap-3">
          {status.dueAt !== null && (
            <Callout tone="warning" className="self-stretch">
              {t("secondFactors.required.due", { date: dateWords(status.dueAt) })}
            </Callout>
          )}
          <p className="max-w-prose text-ui text-pretty">{t("secondFactors.off.explanation")}</p>
          <BusyButton variant="primary" onPress={async () => setEnrolment(await beginEnrolment())}>
            {t("secondFactors.off.turnOn")}
          </BusyButton>
        </div>
      )}
      {status.active && (
        <Codes left={status.recoveryCodesLeft} onRenew={async () => setCodes(await factor.renewCodes())} />
      )}
      <EnrolDialog
        enrolment={enrolment}
        onClose={() => setEnrolment(null)}
        onDone={(made) => {
          setEnrolment(null);
          setCodes(made);
          factor.refetch();
        }}
      />
      <CodesDialog codes={codes} onClose={() => setCodes(null)} />
    </>
  );
}

interface OnProps {
  status: TotpStatus;
  onReplace: () => Promise<void>;
  onTurnOff: () => Promise<void>;
}

function On({ status, onReplace, onTurnOff }: OnProps) {
  const t = useTranslate();
  const [isAsking, setAsking] = useState(false);
  const { enabledAt, removable } = status;
  return (
    <div className="flex flex-col gap-4">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-ui">
        <Badge tone="success">{t("secondFactors.on.badge")}</Badge>
        {enabledAt !== null && (
          <span className="text-ink-muted">
            {t.rich("secondFactors.on.since", { ago: () => <RelativeTime at={enabledAt} /> })}
          </span>
        )}
      </p>
      <div className="flex flex-wrap gap-2">
        <BusyButton onPress={onReplace}>{t("secondFactors.on.replace")}</BusyButton>
        {removable && <Button onClick={() => setAsking(true)}>{t("secondFactors.on.turnOff")}</Button>}
      </div>
      <AlertDialog
        open={isAsking}
        onOpenChange={setAsking}
        danger
        title={t("secondFactors.on.offTitle")}
        description={t("secondFactors.on.offReason")}
        confirmLabel={t("secondFactors.on.offConfirm")}
        onConfirm={onTurnOff}
      />
    </div>
  );
}

/** Recovery codes stand in for the app and for passkeys alike. */
function Codes({ left, onRenew }: { left: number; onRenew: () => Promise<void> }) {
  const t = useTranslate();
  const [isAsking, setAsking] = useState(false);
  return (
    <div className="flex flex-col gap-4">
      {left < FEW_CODES && <Callout tone="warning">{t("secondFactors.on.few", { count: left })}</Callout>}
      <p className="flex flex-wrap items-center gap-x-4 gap-y-2 text-ui">
        <span className="text-ink-muted">{t("secondFactors.on.codesLeft", { count: left })}</span>
        <Button onClick={() => setAsking(true)}>{t("secondFactors.on.renew")}</Button>
      </p>
      <AlertDialog
        open={isAsking}
        onOpenChange={setAsking}
        title={t("secondFactors.on.renewTitle")}
        description={t("secondFactors.on.renewReason")}
        confirmLabel={t("secondFactors.on.renewConfirm")}
        onConfirm={onRenew}
      />
    </div>
  );
}

function BusyButton({
  onPress,
  variant,
  children,
}: {
  onPress: () => Promise<void>;
  variant?: "primary";
  children: string;
}) {
  const [isBusy, setBusy] = useState(false);

  async function press(): Promise<void> {
    setBusy(true);
    try {
      await onPress();
    } catch (error) {
      toast.error(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Button {...(variant ? { variant } : {})} loading={isBusy} onClick={() => void press()}>
      {children}
    </Button>
  );
}
