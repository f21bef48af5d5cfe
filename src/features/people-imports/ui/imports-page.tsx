"use client";

import { Download } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ApiError } from "@/client/api/api";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { FileDrop } from "@/ui/files/drop";
import { LiveList } from "@/ui/lists/live-list";
import { Badge } from "@/ui/marks/badge";
import { ProgressBar } from "@/ui/marks/progress-bar";
import { Spinner } from "@/ui/marks/spinner";
import { PageHeader } from "@/ui/shell/page-header";
import { Callout } from "@/ui/states/callout";
import { SkeletonRows } from "@/ui/states/not-loaded";
import { TextLink } from "@/ui/text/link";
import { RelativeTime } from "@/ui/time/relative";
import type { ImportDto } from "@/features/people-imports/schema";
import { STATE_TONES } from "./import-words";
import { uploadFile, useImports } from "./use-imports";

/** As spreadsheets write it; the names and addresses are made up. */
const SAMPLE =
  "\ufeffname,e-mail,role,teams,language\r\nAnna Berger,anna.berger@example.com,agent,First level; Network,de\r\nSam Ortiz,sam.ortiz@example.com,user,,en\r\n";

/** Where a file of people is chosen, and the imports so far; for admins. */
export function ImportsPage() {
  const t = useTranslate();
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-6 p-4 sm:p-6">
      <PageHeader
        back={{ href: "/admin/people", label: t("imports.back") }}
        title={t("imports.title")}
        description={t("imports.description")}
        actions={
          <Button icon={<Download aria-hidden />} onClick={downloadSample}>
            {t("imports.sample")}
          </Button>
        }
      />
      <Upload />
      <section aria-labelledby="imports" className="flex min-w-0 flex-col gap-3">
        <h2 id="imports" className="text-base font-semibold text-ink">
          {t("imports.earlier")}
        </h2>
        <Imports />
      </section>
    </div>
  );
}

function downloadSample(): void {
  const address = URL.createObjectURL(new Blob([SAMPLE], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = "people.csv";
  link.click();
  URL.revokeObjectURL(address);
}

function Upload() {
  const t = useTranslate();
  const router = useRouter();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function take([file]: File[]): Promise<void> {
    if (!file) {
      return;
    }
    setBusy(true);
    setError(null);
    try {
      const { id } = await uploadFile(file);
      router.push(`/admin/people/import/${id}`);
    } catch (caught) {
      setError(caught instanceof ApiError ? caught.message : t("imports.failed"));
      setBusy(false);
    }
  }

  return (
    <div className="flex max-w-3xl flex-col gap-3">
      <FileDrop
        label={t("imports.choose")}
        hint={t("imports.chooseHint")}
        accept=".csv,.txt,.tsv,text/csv"
        multiple={false}
        disabled={isBusy}
        onFiles={(files) => void take(files)}
      />
      {isBusy && (
        <p role="status" className="flex items-center gap-2 text-note text-ink-muted">
          <Spinner className="size-4" />
          {t("imports.uploading")}
        </p>
      )}
      {error !== null && (
        <Callout tone="danger" live="alert">
          {error}
        </Callout>
      )}
    </div>
  );
}

function Imports() {
  const t = useTranslate();
  const list = useImports();
  return (
    <LiveList
      list={list}
      loading={t("imports.loading")}
      offline={t("imports.offline")}
      skeleton={<SkeletonRows count={1} />}
      empty={<p className="text-ui text-ink-muted">{t("imports.none")}</p>}
    >
      {(imports) => (
        <ul className="max-w-3xl divide-y divide-line rounded-xl bg-surface ring-1 ring-line">
          {imports.map((one) => (
            <ImportItem key={one.id} one={one} />
          ))}
        </ul>
      )}
    </LiveList>
  );
}

function ImportItem({ one }: { one: ImportDto }) {
  const t = useTranslate();
  return (
    <li className="flex flex-col gap-1.5 px-4 py-3">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <TextLink href={`/admin/people/import/${one.id}`} className="font-medium wrap-anywhere">
          <bdi>{one.fileName}</bdi>
        </TextLink>
        <Badge tone={STATE_TONES[one.state]}>{t(`imports.state.${one.state}`)}</Badge>
      </p>
      <p className="flex flex-wrap gap-x-3 text-note text-ink-muted">
        <span>{t("imports.rowCount", { count: one.total })}</span>
        <span>
          {t.rich("imports.by", {
            name: () => <bdi>{one.by.name}</bdi>,
            ago: () => <RelativeTime at={one.createdAt} />,
          })}
        </span>
      </p>
      {one.state === "running" && (
        <ProgressBar
          value={one.position / one.total}
          label={t("imports.page.progress")}
          className="max-w-96"
        />
      )}
    </li>
  );
}
