"use client";

import { Download, Ellipsis } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useMe } from "@/client/browser/me";
import { useTranslate } from "@/messages/translate-provider";
import { IconButton } from "@/ui/buttons/icon-button";
import { Menu, MenuDownload } from "@/ui/overlays/menu";
import { Callout } from "@/ui/states/callout";
import { Pagination } from "@/ui/lists/pagination";
import { VisuallyHidden } from "@/ui/text/visually-hidden";
import { ArrivalsButton } from "@/ui/lists/arrivals";
import { BulkBar } from "@/features/tickets/ui/bulk/bulk-bar";
import { BulkOutcomes } from "@/features/tickets/ui/bulk/bulk-outcomes";
import { useBulkChange } from "@/features/tickets/ui/bulk/use-bulk-change";
import { useListExtras } from "@/features/tickets/ui/extras/list-extras";
import { EmptyList, ListProblem, ListSkeleton } from "./empty";
import { FilterBar } from "./filter-bar";
import type { PackedPage } from "./packed-page";
import { exportHref, STAFF_PAGE, withValue } from "./query";
import { ListTable } from "./table";
import { useInUse } from "@/client/browser/use-in-use";
import { useListAddress } from "./use-list-address";
import { useListKeys } from "@/client/browser/use-list-keys";
import { useRowSelection } from "./use-row-selection";
import { useTicketList } from "./use-ticket-list";
import { viewTitle } from "./use-views";

/** The staff's list of tickets, updated live: filters, order and page are in the URL. `initial` are its first rows, packed. */
export function ListPage({ initial }: { initial: PackedPage | null }) {
  const t = useTranslate();
  const me = useMe();
  const address = useListAddress();
  const { search } = address;
  const [isTouched, hold] = useInUse();
  const [ticked, setTicked] = useState(0);
  const list = useTicketList(search, { limit: STAFF_PAGE, isInUse: isTouched || ticked > 0, initial });
  const rowIds = list.rows.map((row) => row.id);
  const canChange = me.role === "agent" || me.role === "admin";
  const selection = useRowSelection(rowIds);
  const bulk = useBulkChange();
  const place = useRef<HTMLDivElement>(null);
  const keys = useListKeys(place, rowIds, canChange ? selection.toggle : null);
  const extras = useListExtras();
  const title = viewTitle(t, search, me, extras.titleOf(search));
  const clear = (): void => address.goTo("");

  if (ticked !== selection.ids.size) {
    setTicked(selection.ids.size);
  }
  useEffect(() => {
    document.title = `${title} · Helpejo`;
  }, [title]);
  // Another list begins at its top, with nothing selected.
  const [selectedIn, setSelectedIn] = useState(search);
  if (selectedIn !== search) {
    setSelectedIn(search);
    selection.clear();
  }
  useEffect(() => {
    place.current?.firstElementChild?.scrollTo({ top: 0 });
  }, [search]);

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <header className="flex shrink-0 flex-col gap-2.5 border-b border-line px-4 pt-3.5 pb-2.5">
        <div className="flex h-6 items-center gap-3">
          <h1 className="truncate text-base font-semibold tracking-[-0.01em]">{title}</h1>
          <ArrivalsButton count={list.arrivals} onShow={list.show} />
          <ListMenu search={search} />
        </div>
        {selection.ids.size > 0 ? (
          <BulkBar
            tickets={list.rows.filter((row) => selection.ids.has(row.id))}
            bulk={bulk}
            onClear={selection.clear}
            onDone={selection.drop}
          />
        ) : (
          <FilterBar search={search} rows={list.rows} onSearch={address.goTo} onClear={clear} />
        )}
      </header>
      {address.wasCorrected && (
        <Callout tone="neutral" live="status" className="mx-4 mt-3">
          {t("tickets.list.addressMended")}
        </Callout>
      )}
      <div ref={place} onFocusCapture={keys.onFocus} {...hold} className="flex min-h-0 flex-1 flex-col">
        {list.error && list.rows.length === 0 ? (
          <ListProblem error={list.error} search={search} onRetry={list.show} />
        ) : list.isLoading ? (
          <ListSkeleton />
        ) : list.rows.length === 0 && !list.isSwitching ? (
          <EmptyList search={search} onClear={clear} />
        ) : (
          <ListTable
            label={title}
            search={search}
            rows={list.rows}
            selection={canChange ? selection : null}
            activeId={keys.activeId}
            isSwitching={list.isSwitching}
            onSort={(sort) => address.goTo(withValue(search, "sort", sort))}
          />
        )}
      </div>
      <Footer
        older={address.olderHref(list.isSwitching ? null : list.nextCursor)}
        newer={address.newerHref}
      />
      <BulkOutcomes outcomes={bulk.shown} onClose={bulk.hide} />
      <VisuallyHidden live="polite">{list.isSwitching ? t("tickets.list.loading") : ""}</VisuallyHidden>
    </div>
  );
}

function ListMenu({ search }: { search: string }) {
  const t = useTranslate();
  const { menuItems } = useListExtras();
  return (
    <Menu
      align="end"
      trigger={
        <IconButton size="sm" label={t("tickets.list.menu")} icon={<Ellipsis />} className="ms-auto" />
      }
    >
      {menuItems(search)}
      <MenuDownload icon={<Download />} href={exportHref(search)}>
        {t("tickets.list.export")}
      </MenuDownload>
    </Menu>
  );
}

function Footer({ older, newer }: { older: string | null; newer: string | null }) {
  const t = useTranslate();
  if (!older && !newer) {
    return null;
  }
  return (
    <div className="shrink-0 border-t border-line px-4 py-1.5">
      <Pagination olderHref={older} newerHref={newer} label={t("tickets.list.pages")} />
    </div>
  );
}
