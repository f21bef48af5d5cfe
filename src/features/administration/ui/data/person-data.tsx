"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import { useMe } from "@/client/browser/me";
import type { ErasureDto } from "@/features/person-data/schema";
import type { AdminUserDto } from "@/features/users/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { buttonClasses } from "@/ui/buttons/button-styles";
import { ProgressBar } from "@/ui/marks/progress-bar";
import { Skeleton } from "@/ui/marks/skeleton";
import { Callout } from "@/ui/states/callout";
import { NotLoaded } from "@/ui/states/not-loaded";
import { RelativeTime } from "@/ui/time/relative";
import { ErasureDialog } from "./erasure-dialog";
import { useErasure } from "./use-erasure";

/** A person's data: as an archive to hand over, and erased. */
export function PersonData({ person }: { person: AdminUserDto }) {
  const t = useTranslate();
  const { data: erasure, error, refetch } = useErasure(person.id);
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col gap-2">
        <p className="max-w-prose text-pretty text-ink-muted">{t("personData.exportReason")}</p>
        {/* A plain link: the browser streams it into a file, however much it is. */}
        <a
          href={`/api/admin/users/${person.id}/export`}
          download
          className={buttonClasses("secondary", "md", "self-start")}
        >
          <Download aria-hidden />
          {t("personData.export")}
        </a>
      </div>
      {erasure ? (
        <Erasure person={person} erasure={erasure} onChanged={refetch} />
      ) : (
        <NotLoaded
          error={error}
          loading={t("personData.loading")}
          offline={t("people.offline")}
          onRetry={refetch}
          skeleton={<Skeleton className="h-14 w-full" />}
        />
      )}
    </div>
  );
}

function Erasure({
  person,
  erasure,
  onChanged,
}: {
  person: AdminUserDto;
  erasure: ErasureDto;
  onChanged: () => void;
}) {
  const t = useTranslate();
  const me = useMe();
  const [isOpen, setOpen] = useState(false);
  const { state, startedAt, finishedAt, by } = erasure;
  if (state === "running") {
    return (
      <div className="flex flex-col gap-2">
        <p role="status">
          {t.rich("personData.running", {
            name: () => <bdi>{by}</bdi>,
            ago: () => <RelativeTime at={startedAt ?? ""} />,
          })}
        </p>
        <ProgressBar value={erasure.step / erasure.steps} label={t("personData.progress")} />
        <p className="text-note text-ink-muted tabular-nums">
          {t("personData.steps", { step: erasure.step, steps: erasure.steps, handled: erasure.handled })}
        </p>
      </div>
    );
  }
  if (state === "done") {
    return (
      <Callout tone="success" live="status" title={t("personData.done")}>
        {t.rich(erasure.texts ? "personData.doneTexts" : "personData.doneReason", {
          name: () => <bdi>{by}</bdi>,
          ago: () => <RelativeTime at={finishedAt ?? ""} />,
        })}
      </Callout>
    );
  }
  const refused = person.id === me.id ? "oneself" : (erasure.preview?.refused ?? null);
  return (
    <div className="flex flex-col gap-2">
      <p className="max-w-prose text-pretty text-ink-muted">{t("personData.eraseReason")}</p>
      {refused === null ? (
        <Button className="self-start" onClick={() => setOpen(true)}>
          {t("personData.erase")}
        </Button>
      ) : (
        <p className="max-w-prose">{t(`personData.refused.${refused}`)}</p>
      )}
      {erasure.preview && (
        <ErasureDialog
          person={person}
          preview={erasure.preview}
          open={isOpen}
          onOpenChange={setOpen}
          onChanged={onChanged}
        />
      )}
    </div>
  );
}
