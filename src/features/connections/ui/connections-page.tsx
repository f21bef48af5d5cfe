"use client";

import { CloudOff, FilterX, PlugZap } from "lucide-react";
import { useEffect, useState } from "react";
import { ArrivalsButton } from "@/ui/lists/arrivals";
import { useInUse } from "@/client/browser/use-in-use";
import { Button } from "@/ui/buttons/button";
import { Callout } from "@/ui/states/callout";
import { EmptyState } from "@/ui/states/empty";
import { ErrorState } from "@/ui/states/error";
import { PageHeader } from "@/ui/shell/page-header";
import { SearchInput } from "@/ui/fields/search-input";
import { Select } from "@/ui/fields/select";
import { Skeleton } from "@/ui/marks/skeleton";
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
        title={
          <span className="inline-flex flex-wrap items-center gap-3">
            {t("connections.title")}
            <ArrivalsButton count={list.arrivals} onShow={list.show} />
          </span>
        }
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
      <div {...hold} className="min-w-0">
        <Rows
          list={list}
          sort={filters.sort}
          ownSessionId={ownSessionId}
          onSort={(sort) => change({ sort })}
          onClear={() => setFilters(EVERYTHING)}
          onEnd={(connection) => setEnding({ connection, step: "ask" })}
        />
      </div>
      {list.hasMore && list.about && (
        <Button className="self-center" loading={list.isFetchingMore} onClick={list.fetchMore}>
          {t("connections.showMore", { count: list.about.total })}
        </Button>
      )}
      <EndSessionDialog
        filters={ending}
        ownSessionId={ownSessionId}
        onQuestion={setEnding}
        onEnded={list.refresh}
      />
    </div>
  );
}

function Rows({
  list,
  onClear,
  ...table
}: {
  list: Connections;
  sort: ConnectionFilters["sort"];
  ownSessionId: string;
  onSort: (sort: ConnectionFilters["sort"]) => void;
  onClear: () => void;
  onEnd: (connection: NonNullable<Connections["rows"]>[number]) => void;
}) {
  const t = useTranslate();
  const { rows, about, error } = list;
  if (rows === null || about === null) {
    if (error?.code === "offline") {
      return (
        <EmptyState
          icon={<CloudOff />}
          title={t("connections.offline.title")}
          reason={t("connections.offline.reason")}
          action={<Button onClick={list.refresh}>{t("connections.tryNow")}</Button>}
        />
      );
    }
    return error ? <ErrorState reason={error.message} onRetry={list.refresh} /> : <ListSkeleton />;
  }
  if (rows.length === 0) {
    return about.totals.connections > 0 ? (
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
  return (
    <ConnectionTable
      {...table}
      rows={rows}
      at={about.at}
      processes={about.processes}
      isSwitching={list.isSwitching}
    />
  );
}

/** When the list was read; and that it is old, when it cannot be read any more. */
function Refreshed({ list }: { list: Connections }) {
  const { t, locale } = useSpeech();
  if (list.refreshedAt === 0) {
    return null;
  }
  const time = new Intl.DateTimeFormat(locale, { timeStyle: "medium" }).format(list.refreshedAt);
  return list.error ? (
    <Callout
      tone="warning"
      live="status"
      actions={
        <Button size="sm" onClick={list.refresh}>
          {t("connections.tryNow")}
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

function ListSkeleton() {
  const t = useTranslate();
  return (
    <div role="status" className="flex flex-col gap-3">
      <span className="sr-only">{t("connections.loading")}</span>
      {[0, 1, 2, 3, 4].map((place) => (
        <Skeleton key={place} className="h-11 w-full" />
      ))}
    </div>
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
