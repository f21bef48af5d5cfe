"use client";

import { Flag, UserCheck, UserX, X, CircleDot } from "lucide-react";
import { useMe } from "@/client/browser/me";
import type { ListedTicket } from "@/features/tickets/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { IconButton } from "@/ui/buttons/icon-button";
import { Menu, MenuItem } from "@/ui/overlays/menu";
import { priorityOptions, statusOptions } from "@/features/tickets/ui/ticket-words";
import { useListExtras } from "@/features/tickets/ui/extras/list-extras";
import type { BulkChange, BulkChanges, BulkWords } from "./use-bulk-change";

/** The props of BulkBar. */
export interface BulkBarProps {
  tickets: readonly ListedTicket[];
  bulk: BulkChanges;
  onClear: () => void;
  /** These were changed: they are no longer to be selected. */
  onDone: (ids: readonly string[]) => void;
}

/** The actions on the selected tickets; it replaces the filter bar while a ticket is selected. */
export function BulkBar({ tickets, bulk: { busy, apply }, onClear, onDone }: BulkBarProps) {
  const t = useTranslate();
  const me = useMe();
  const { bulkActions } = useListExtras();
  const change = (wanted: BulkChange, words: BulkWords): void =>
    void apply(tickets, wanted, words).then(onDone);
  const setTo =
    (value: string): BulkWords =>
    (count) =>
      t("tickets.bulk.set", { count, value });
  return (
    <div
      role="toolbar"
      aria-label={t("tickets.bulk.label")}
      className="flex min-h-(--control-sm) flex-wrap items-center gap-2"
    >
      <p role="status" className="me-1 font-medium tabular-nums">
        {t("tickets.bulk.selected", { count: tickets.length })}
      </p>
      <Button
        size="sm"
        icon={<UserCheck aria-hidden />}
        loading={busy}
        onClick={() => change({ assigneeId: me.id }, (count) => t("tickets.bulk.assigned", { count }))}
      >
        {t("tickets.bulk.assignToMe")}
      </Button>
      <Button
        size="sm"
        icon={<UserX aria-hidden />}
        loading={busy}
        onClick={() => change({ assigneeId: null }, (count) => t("tickets.bulk.unassigned", { count }))}
      >
        {t("tickets.bulk.unassign")}
      </Button>
      <Menu
        trigger={
          <Button size="sm" icon={<CircleDot aria-hidden />} loading={busy}>
            {t("tickets.bulk.status")}
          </Button>
        }
      >
        {statusOptions(t).map(({ value, label, icon }) => (
          <MenuItem key={value} icon={icon} onSelect={() => change({ status: value }, setTo(label))}>
            {label}
          </MenuItem>
        ))}
      </Menu>
      <Menu
        trigger={
          <Button size="sm" icon={<Flag aria-hidden />} loading={busy}>
            {t("tickets.bulk.priority")}
          </Button>
        }
      >
        {priorityOptions(t).map(({ value, label, icon }) => (
          <MenuItem key={value} icon={icon} onSelect={() => change({ priority: value }, setTo(label))}>
            {label}
          </MenuItem>
        ))}
      </Menu>
      {bulkActions(tickets)}
      <IconButton size="sm" label={t("tickets.bulk.clear")} icon={<X />} onClick={onClear} />
    </div>
  );
}
