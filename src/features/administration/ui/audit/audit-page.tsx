"use client";

import { Download, FilterX, ScrollText, ShieldCheck } from "lucide-react";
import { useState } from "react";
import { useInUse } from "@/client/browser/use-in-use";
import { findPeople } from "@/features/tickets/ui/use-pickers";
import { PersonAvatar } from "@/features/users/ui/person-avatar";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { buttonClasses } from "@/ui/buttons/button-styles";
import { Combobox } from "@/ui/fields/combobox";
import { Select } from "@/ui/fields/select";
import { LiveHeading } from "@/ui/lists/live-heading";
import { LiveList } from "@/ui/lists/live-list";
import { PageHeader } from "@/ui/shell/page-header";
import { EmptyState } from "@/ui/states/empty";
import { SkeletonRows } from "@/ui/states/not-loaded";
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
        title={<LiveHeading list={list}>{t("audit.title")}</LiveHeading>}
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
      <LiveList
        list={list}
        hold={hold}
        loading={t("audit.loading")}
        offline={t("audit.offline")}
        skeleton={<SkeletonRows count={5} />}
        more={t("ui.showOlder")}
        empty={<NoEntries isFiltered={isFiltered} onClear={() => setFilters(NO_FILTERS)} />}
      >
        {(entries) => (
          <ol
            aria-label={t("audit.title")}
            className="divide-y divide-line overflow-hidden rounded-xl bg-surface ring-1 ring-line"
          >
            {entries.map((entry) => (
              <AuditItem key={entry.id} entry={entry} />
            ))}
          </ol>
        )}
      </LiveList>
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

function NoEntries({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  const t = useTranslate();
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
