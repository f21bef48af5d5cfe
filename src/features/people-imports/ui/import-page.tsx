"use client";

import { FileX } from "lucide-react";
import { useTranslate } from "@/messages/translate-provider";
import { ButtonLink } from "@/ui/buttons/button-link";
import { Badge } from "@/ui/marks/badge";
import { PageHeader } from "@/ui/shell/page-header";
import { Callout } from "@/ui/states/callout";
import { EmptyState } from "@/ui/states/empty";
import { NotLoaded, SkeletonRows } from "@/ui/states/not-loaded";
import { RelativeTime } from "@/ui/time/relative";
import type { ImportDto, RowCounts } from "@/features/people-imports/schema";
import { ImportActions } from "./import-actions";
import { ImportRowsSection } from "./import-rows";
import { delimiterName, OUTCOME_TONES, STATE_TONES } from "./import-words";
import { useImport } from "./use-imports";

/** One import: its preview, its progress, and what became of it; for admins. */
export function ImportPage({ importId }: { importId: string }) {
  const t = useTranslate();
  const { data, error, refetch } = useImport(importId);
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-6 p-4 sm:p-6">
      <PageHeader
        back={{ href: "/admin/people/import", label: t("imports.page.back") }}
        title={
          <span className="inline-flex flex-wrap items-center gap-3 wrap-anywhere">
            {data ? <bdi>{data.fileName}</bdi> : t("imports.title")}
            {data && <Badge tone={STATE_TONES[data.state]}>{t(`imports.state.${data.state}`)}</Badge>}
          </span>
        }
        description={data && <About one={data} />}
      />
      {data ? (
        <Content one={data} onDone={refetch} />
      ) : error?.code === "not_found" ? (
        <EmptyState
          icon={<FileX />}
          title={t("imports.page.gone")}
          reason={t("imports.page.goneReason")}
          action={<ButtonLink href="/admin/people/import">{t("imports.page.toImports")}</ButtonLink>}
        />
      ) : (
        <NotLoaded
          error={error}
          loading={t("imports.loading")}
          offline={t("imports.offline")}
          onRetry={refetch}
          skeleton={<SkeletonRows count={1} className="h-40" />}
        />
      )}
    </div>
  );
}

function About({ one }: { one: ImportDto }) {
  const t = useTranslate();
  return (
    <>
      {t.rich("imports.by", {
        name: () => <bdi>{one.by.name}</bdi>,
        ago: () => <RelativeTime at={one.startedAt ?? one.createdAt} />,
      })}
      {". "}
      {t("imports.page.read", { encoding: one.encoding, delimiter: delimiterName(one.delimiter) })}
    </>
  );
}

function Content({ one, onDone }: { one: ImportDto; onDone: () => void }) {
  const t = useTranslate();
  const ignored = one.columns.filter(({ field }) => field === null).map(({ head }) => head);
  const isPreview = one.state === "preview";
  const hasProblems = one.plan.error > 0 || one.done.error > 0;
  return (
    <>
      <Counts counts={isPreview ? one.plan : one.done} kind={isPreview ? "outcome" : "result"} />
      {isPreview && ignored.length > 0 && (
        <Callout tone="info">
          {t.rich("imports.page.ignored", {
            count: ignored.length,
            heads: () => <bdi className="wrap-anywhere">{ignored.join(", ")}</bdi>,
          })}
        </Callout>
      )}
      {isPreview && one.makesAdmins && <Callout tone="warning">{t("imports.page.makesAdmins")}</Callout>}
      <ImportActions one={one} onDone={onDone} hasErrors={hasProblems} />
      {one.hasRows ? (
        <>
          <ImportRowsSection one={one} rows="problems" />
          <ImportRowsSection one={one} rows="all" />
        </>
      ) : (
        <p className="text-ui text-ink-muted">{t("imports.page.rowsGone")}</p>
      )}
    </>
  );
}

function Counts({ counts, kind }: { counts: RowCounts; kind: "outcome" | "result" }) {
  const t = useTranslate();
  const outcomes = ["create", "change", "unchanged", "error"] as const;
  return (
    <dl aria-label={t("imports.page.counts")} className="grid max-w-3xl grid-cols-2 gap-3 sm:grid-cols-4">
      {outcomes.map((outcome) => (
        <div key={outcome} className="flex flex-col gap-1 rounded-xl bg-surface px-4 py-3 ring-1 ring-line">
          <dt>
            <Badge tone={OUTCOME_TONES[outcome]}>{t(`imports.${kind}.${outcome}`)}</Badge>
          </dt>
          <dd className="text-title font-semibold tabular-nums">
            {t("imports.page.number", { count: counts[outcome] })}
          </dd>
        </div>
      ))}
    </dl>
  );
}
