"use client";

import { Flag, UserCheck, UserX, X, CircleDot } from "lucide-react";
import { useMe } from "@/client/browser/me";
import type { ListedTicket } from "@/features/tickets/schema";
import { Button } from "@/ui/button";
import { IconButton } from "@/ui/icon-button";
import { Menu, MenuItem } from "@/ui/menu";
import { PRIORITY_OPTIONS, STATUS_OPTIONS } from "@/features/tickets/ui/ticket-words";
import { useBulkChange, type BulkChange } from "./use-bulk-change";

/** What can be done with the ticked tickets; stands where the filters stand while none is ticked. */
export function BulkBar({ tickets, onClear }: { tickets: readonly ListedTicket[]; onClear: () => void }) {
  const me = useMe();
  const { busy, apply } = useBulkChange();
  const change = (wanted: BulkChange, words: string): void =>
    void apply(tickets, wanted, words).then(onClear);
  return (
    <div
      role="toolbar"
      aria-label="Change the selected tickets"
      className="flex min-h-(--control-sm) flex-wrap items-center gap-2"
    >
      <p role="status" className="me-1 font-medium tabular-nums">{`${tickets.length} selected`}</p>
      <Button
        size="sm"
        icon={<UserCheck aria-hidden />}
        loading={busy}
        onClick={() => change({ assigneeId: me.id }, "assigned to you")}
      >
        Assign to me
      </Button>
      <Button
        size="sm"
        icon={<UserX aria-hidden />}
        loading={busy}
        onClick={() => change({ assigneeId: null }, "assigned to nobody")}
      >
        Unassign
      </Button>
      <Menu
        trigger={
          <Button size="sm" icon={<CircleDot aria-hidden />} loading={busy}>
            Status
          </Button>
        }
      >
        {STATUS_OPTIONS.map(({ value, label, icon }) => (
          <MenuItem key={value} icon={icon} onSelect={() => change({ status: value }, `set to ${label}`)}>
            {label}
          </MenuItem>
        ))}
      </Menu>
      <Menu
        trigger={
          <Button size="sm" icon={<Flag aria-hidden />} loading={busy}>
            Priority
          </Button>
        }
      >
        {PRIORITY_OPTIONS.map(({ value, label, icon }) => (
          <MenuItem key={value} icon={icon} onSelect={() => change({ priority: value }, `set to ${label}`)}>
            {label}
          </MenuItem>
        ))}
      </Menu>
      <IconButton size="sm" label="Clear the selection" icon={<X />} onClick={onClear} />
    </div>
  );
}
