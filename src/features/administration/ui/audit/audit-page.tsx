"use client";

import { CloudOff, Download, FilterX, ScrollText, ShieldCheck } from "lucide-react";
import { useState } from "react";
import { useInUse } from "@/client/browser/use-in-use";
import type { LivePages } from "@/features/administration/ui/live/use-live-pages";
import type { AuditEntryDto } from "@/features/audit/schema";
import { findPeople } from "@/features/tickets/ui/use-pickers";
import { PersonAvatar } from "@/features/users/ui/person-avatar";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { buttonClasses } from "@/ui/buttons/button-styles";
import { classNames } from "@/ui/class-names";
import { Combobox } from "@/ui/fields/combobox";
import { Select } from "@/ui/fields/select";
import { ArrivalsButton } from "@/ui/lists/arrivals";
import { Skeleton } from "@/ui/marks/skeleton";
import { PageHeader } from "@/ui/shell/page-header";
import { EmptyState } from "@/ui/states/empty";
import { ErrorState } from "@/ui/states/error";
import { AuditChain } from "./audit-chain";
import { AuditItem } from "./audit-item";
import { KINDS, useAudit, type AuditFilters } from "./use-audit";
import { useChainCheck } from "./use-chain-check";

const NO_FILTERS: AuditFilters = { kind: null, since: null, person: null };
const TIMES = ["hour", "day", "week", "month"] as const;

/** Who did what, for admins: filtered, in pages, with what stood there before. */
export function AuditPage() {
  const t = useTranslate();
  const [filters, setFilters] = useState(NO_FILTERS);
  const [isInUse, hold] = useInUse();
  const list = useAudit(filters, isInUse);
  const check = useChainCheck();
  const isFiltered = filters.kind !== null || filters.since !== null || filters.person !== null;
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-4 p-4 sm:p-6">
      <PageHeader
        title={
          <span className="inline-flex flex-wrap items-center gap-3">
            {t("audit.title")}
            <ArrivalsButton count={list.arrivals} onShow={list.show} />
          </span>
        }
        description={t("audit.description")}
        actions={
          <>
            <Button
              icon={<ShieldCheck aria-hidden />}
              loading={check.progress !== null}
              onClick={check.start}
            >
              {t("audit.chain.check")}
            </Button>
            <a href={list.exportPath} download className={buttonClasses("secondary", "md")}>
              <Download aria-hidden />
              {t("audit.export")}
            </a>
          </>
        }
      />
      <AuditChain check={check} />
      <Filters filters={filters} onChange={(part) => setFilters((now) => ({ ...now, ...part }))} />
      <div {...hold} className="min-w-0">
        <Entries list={list} isFiltered={isFiltered} onClear={() => setFilters(NO_FILTERS)} />
      </div>
      {list.hasMore && (
        <Button className="self-center" loading={list.isFetchingMore} onClick={list.fetchMore}>
          {t("audit.showMore")}
        </Button>
      )}
    </div>
  );
}

function Filters({
  filters,
  onChange,
}: {
  filters: AuditFilters;
  onChange: (part: Partial<AuditFilters>) => void;
}) {
  const t = useTranslate();
  return (
    <div className="grid grid-cols-2 items-center gap-2 sm:flex sm:flex-wrap">
      <Select
        label={t("audit.kindFilter")}
        value={filters.kind ?? "any"}
        onValueChange={(value) => onChange({ kind: value === "any" ? null : value })}
        options={[
          { value: "any", label: t("audit.anyKind") },
          ...KINDS.map((kind) => ({ value: kind, label: t(`audit.kind.${kind}`) })),
        ]}
        className="min-w-0 sm:w-44"
      />
      <Select
        label={t("audit.sinceFilter")}
        value={filters.since ?? "ever"}
        onValueChange={(value) => onChange({ since: value === "ever" ? null : value })}
        options={[
          { value: "ever", label: t("audit.since.ever") },
          ...TIMES.map((since) => ({ value: since, label: t(`audit.since.${since}`) })),
        ]}
        className="min-w-0 sm:w-48"
      />
      <div className="col-span-2 min-w-0 sm:basis-60">
        <Combobox
          label={t("audit.person")}
          placeholder={t("audit.searchPerson")}
          emptyText={t("audit.nobodyFound")}
          value={filters.person}
          onValueChange={(person) => onChange({ person })}
          search={async (query, signal) =>
            (await findPeople(query, signal)).map((person) => ({
              id: person.id,
              label: person.name,
              icon: <PersonAvatar person={person} />,
            }))
          }
        />
      </div>
    </div>
  );
}

function Entries({
  list,
  isFiltered,
  onClear,
}: {
  list: LivePages<AuditEntryDto>;
  isFiltered: boolean;
  onClear: () => void;
}) {
  const t = useTranslate();
  if (list.rows === null) {
    return <NotThere list={list} />;
  }
  if (list.rows.length === 0) {
    return isFiltered ? (
      <EmptyState
        icon={<FilterX />}
        title={t("audit.filtered.title")}
        reason={t("audit.filtered.reason")}
        action={<Button onClick={onClear}>{t("audit.filtered.action")}</Button>}
      />
    ) : (
      <EmptyState icon={<ScrollText />} title={t("audit.none.title")} reason={t("audit.none.reason")} />
    );
  }
  return (
    <ol
      aria-label={t("audit.title")}
      className={classNames(
        "divide-y divide-line overflow-hidden rounded-xl bg-surface ring-1 ring-line transition-opacity",
        list.isSwitching && "opacity-60",
      )}
    >
      {list.rows.map((entry) => (
        <AuditItem key={entry.id} entry={entry} />
      ))}
    </ol>
  );
}

function NotThere({ list }: { list: LivePages<AuditEntryDto> }) {
  const t = useTranslate();
  if (list.error?.code === "offline") {
    return (
      <EmptyState
        icon={<CloudOff />}
        title={t("audit.offline.title")}
        reason={t("audit.offline.reason")}
        action={<Button onClick={list.refetch}>{t("audit.tryNow")}</Button>}
      />
    );
  }
  if (list.error) {
    return <ErrorState reason={list.error.message} onRetry={list.refetch} />;
  }
  return (
    <div role="status" className="flex flex-col gap-3">
      <span className="sr-only">{t("audit.loading")}</span>
      {[0, 1, 2, 3, 4].map((place) => (
        <Skeleton key={place} className="h-14 w-full" />
      ))}
    </div>
  );
}
