"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import { ApiError } from "@/client/api/api";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { ButtonLink } from "@/ui/buttons/button-link";
import { buttonClasses } from "@/ui/buttons/button-styles";
import { Checkbox } from "@/ui/fields/checkbox";
import { ProgressBar } from "@/ui/marks/progress-bar";
import { AlertDialog } from "@/ui/overlays/alert-dialog";
import { Callout } from "@/ui/states/callout";
import type { ImportDto } from "@/features/people-imports/schema";
import { cancelImport, startImport } from "./use-imports";

/** What can be done with an import: start or discard a preview, stop one that runs, and afterwards what remains of it. */
export function ImportActions({
  one,
  onDone,
  hasErrors,
}: {
  one: ImportDto;
  onDone: () => void;
  hasErrors: boolean;
}) {
  const t = useTranslate();
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  async function run(work: () => Promise<void>): Promise<void> {
    setBusy(true);
    setError(null);
    try {
      await work();
    } catch (caught) {
      setError(caught instanceof ApiError ? caught.message : t("imports.failed"));
    }
    setBusy(false);
    onDone();
  }

  return (
    <div className="flex max-w-3xl flex-col gap-4">
      {one.state === "preview" && <Preview one={one} isBusy={isBusy} onRun={(work) => void run(work)} />}
      {one.state === "running" && <Running one={one} isBusy={isBusy} onRun={(work) => void run(work)} />}
      {one.state === "done" && (
        <Callout
          tone="success"
          live="status"
          title={t("imports.page.done")}
          actions={
            <ButtonLink size="sm" href="/admin/people">
              {t("imports.page.people")}
            </ButtonLink>
          }
        />
      )}
      {one.state === "cancelled" && (
        <Callout tone="warning" live="status" title={t("imports.page.cancelled")}>
          {t("imports.page.cancelledReason", { position: one.position, total: one.total })}
        </Callout>
      )}
      {error !== null && (
        <Callout tone="danger" live="alert">
          {error}
        </Callout>
      )}
      {hasErrors && one.hasRows && (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <a
            href={`/api/admin/imports/${one.id}/errors.csv`}
            download
            className={buttonClasses("secondary", "md", "shrink-0")}
          >
            <Download aria-hidden />
            {t("imports.page.errors")}
          </a>
          <p className="min-w-0 flex-1 basis-64 text-note text-ink-muted">{t("imports.page.errorsHint")}</p>
        </div>
      )}
    </div>
  );
}

interface PartProps {
  one: ImportDto;
  isBusy: boolean;
  onRun: (work: () => Promise<void>) => void;
}

function Preview({ one, isBusy, onRun }: PartProps) {
  const t = useTranslate();
  const [invite, setInvite] = useState(false);
  const { create, change } = one.plan;
  const changesNothing = create + change === 0;
  const what = change === 0 ? "create" : create === 0 ? "change" : "both";
  return (
    <>
      {create > 0 && (
        <Checkbox
          checked={invite}
          onCheckedChange={setInvite}
          label={t("imports.page.invite")}
          hint={t("imports.page.inviteHint")}
        />
      )}
      {changesNothing && <Callout tone="info">{t("imports.page.nothing")}</Callout>}
      <div className="flex flex-wrap gap-2">
        {!changesNothing && (
          <Button variant="primary" loading={isBusy} onClick={() => onRun(() => startImport(one.id, invite))}>
            {t("imports.page.start", { create, change, what })}
          </Button>
        )}
        <Button onClick={() => !isBusy && onRun(() => cancelImport(one.id))}>
          {t("imports.page.discard")}
        </Button>
      </div>
    </>
  );
}

function Running({ one, isBusy, onRun }: PartProps) {
  const t = useTranslate();
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <div className="flex flex-col gap-2">
        <ProgressBar value={one.position / one.total} label={t("imports.page.progress")} />
        <p className="text-note text-ink-muted tabular-nums">
          {t("imports.page.position", { position: one.position, total: one.total })}
        </p>
      </div>
      <Button className="self-start" loading={isBusy} onClick={() => setAsking(true)}>
        {t("imports.page.stop")}
      </Button>
      <AlertDialog
        open={isAsking}
        onOpenChange={setAsking}
        title={t("imports.page.stopTitle")}
        description={t("imports.page.stopReason")}
        confirmLabel={t("imports.page.stop")}
        onConfirm={() => onRun(() => cancelImport(one.id))}
      />
    </>
  );
}
