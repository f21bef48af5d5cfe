"use client";

import { FilterX, PlugZap } from "lucide-react";
import { useEffect, useState } from "react";
import { LiveHeading } from "@/ui/lists/live-heading";
import { LiveList } from "@/ui/lists/live-list";
import { useInUse } from "@/client/browser/use-in-use";
import { Button } from "@/ui/buttons/button";
import { Callout } from "@/ui/states/callout";
import { EmptyState } from "@/ui/states/empty";
import { SkeletonRows } from "@/ui/states/not-loaded";
import { PageHeader } from "@/ui/shell/page-header";
import { SearchInput } from "@/ui/fields/search-input";
import { Select } from "@/ui/fields/select";
import { useSpeech, useTranslate } from "@/messages/translate-provider";
import { ConnectionTable } from "./connection-table";
import { ConnectionTotals } from "./connection-totals";
import { silentProcesses } from "./connection-words";
import { EndSessionDialog, type EndQuestion } from "./end-session-dialog";
import { useConnections, type Connections, type ConnectionFilters } from "./use-connections";

const EVERYTHING: ConnectionFilters = { q: "", role: null, transport: null, sort: "-since" };
const TYPING_MILLISECONDS = 250;

/** Who is connected now, from where, since when and how well; for admins, who can end a session here. */
export function ConnectionsPage({ ownSessionId }: { ownSessionId: string }) {
  const t = useTranslate();
  const [filters, setFilters] = useState(EVERYTHING);
  const [isInUse, hold] = useInUse();
  const [ending, setEnding] = useState<EndQuestion | null>(null);
  const q = useDebounced(filters.q, TYPING_MILLISECONDS);
  const list = useConnections({ ...filters, q }, isInUse || ending !== null);
  const change = (part: Partial<ConnectionFilters>): void => setFilters((now) => ({ ...now, ...part }));
  const silent = silentProcesses(t, list.about?.processes ?? []);
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-4 p-4 sm:p-6">
      <PageHeader
        title={<LiveHeading list={list}>{t("connections.title")}</LiveHeading>}
        description={t("connections.description")}
      />
      {list.about && (
        <ConnectionTotals
          totals={list.about.totals}
          role={filters.role}
          onRole={(role) => change({ role })}
        />
      )}
      {silent.length > 0 && (
        <Callout tone="warning" live="status" title={t("connections.silentProcess")}>
          {t("connections.silentProcessReason", { processes: silent.join(", ") })}
        </Callout>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <SearchInput
          label={t("connections.search")}
          value={filters.q}
          onValueChange={(text) => change({ q: text })}
          className="min-w-0 flex-1 basis-56 sm:max-w-80"
        />
        <Select
          label={t("connections.transport")}
          value={filters.transport ?? "any"}
          onValueChange={(value) => change({ transport: value === "any" ? null : value })}
          options={[
            { value: "any", label: t("connections.anyTransport") },
            { value: "websocket", label: t("connections.websocket") },
            { value: "polling", label: t("connections.polling") },
          ]}
          className="w-40"
        />
        <Refreshed list={list} />
      </div>
      <LiveList
        list={list}
        hold={hold}
        loading={t("connections.loading")}
        offline={t("connections.offline")}
        skeleton={<SkeletonRows count={5} className="h-11" />}
        more={t("connections.showMore", { count: list.about?.total ?? 0 })}
        empty={
          <NoConnections
            isFiltered={list.about !== null && list.about.totals.connections > 0}
            onClear={() => setFilters(EVERYTHING)}
          />
        }
      >
        {(rows) =>
          list.about && (
            <ConnectionTable
              rows={rows}
              at={list.about.at}
              processes={list.about.processes}
              sort={filters.sort}
              ownSessionId={ownSessionId}
              onSort={(sort) => change({ sort })}
              onEnd={(connection) => setEnding({ connection, step: "ask" })}
            />
          )
        }
      </LiveList>
      <EndSessionDialog
        filters={ending}
        ownSessionId={ownSessionId}
        onQuestion={setEnding}
        onEnded={list.refetch}
      />
    </div>
  );
}

function NoConnections({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  const t = useTranslate();
  return isFiltered ? (
    <EmptyState
      icon={<FilterX />}
      title={t("connections.filtered.title")}
      reason={t("connections.filtered.reason")}
      action={<Button onClick={onClear}>{t("connections.filtered.action")}</Button>}
    />
  ) : (
    <EmptyState
      icon={<PlugZap />}
      title={t("connections.none.title")}
      reason={t("connections.none.reason")}
    />
  );
}

/** When the list was read; and that it is old, when it cannot be read any more. */
function Refreshed({ list }: { list: Connections }) {
  const { t, locale } = useSpeech();
  if (list.readAt === 0) {
    return null;
  }
  const time = new Intl.DateTimeFormat(locale, { timeStyle: "medium" }).format(list.readAt);
  return list.error ? (
    <Callout
      tone="warning"
      live="status"
      actions={
        <Button size="sm" onClick={list.refetch}>
          {t("ui.tryNow")}
        </Button>
      }
    >
      {t("connections.stale", { time })}
    </Callout>
  ) : (
    <span className="ms-auto text-xs text-ink-muted tabular-nums">
      {t("connections.refreshed", { time })}
    </span>
  );
}

/** A debounced value: so that not every letter sends a request. */
function useDebounced<T>(value: T, milliseconds: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}
