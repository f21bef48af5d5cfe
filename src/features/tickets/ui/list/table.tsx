"use client";

import type { ListedTicket } from "@/features/tickets/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Checkbox } from "@/ui/fields/checkbox";
import { classNames } from "@/ui/class-names";
import { ColumnHead, DataTable, TableHead } from "@/ui/lists/data-table";
import { fitsFilters } from "./filters";
import { DEFAULT_SORT } from "./query";
import { ListRow } from "./row";
import { useMe } from "@/client/browser/me";
import { useNow } from "@/features/tickets/ui/use-now";
import type { RowSelection } from "./use-row-selection";

/** The props of ListTable. */
export interface ListTableProps {
  label: string;
  search: string;
  rows: readonly ListedTicket[];
  /** Absent for viewers. */
  selection: RowSelection | null;
  activeId: string | null;
  /** The rows are about to be replaced. */
  isSwitching: boolean;
  onSort: (sort: string) => void;
}

/** The tickets as a dense table; on narrow screens its rows become two lines. */
export function ListTable({ label, search, rows, selection, activeId, isSwitching, onSort }: ListTableProps) {
  const t = useTranslate();
  const me = useMe();
  const now = useNow();
  const sort = new URLSearchParams(search).get("sort") ?? DEFAULT_SORT;
  const head = { sort, onSort };
  const canMarkUnread = !new URLSearchParams(search).has("q");
  const withoutCursor = search.replace(/&?cursor=[^&]*/, "");
  return (
    <DataTable
      label={label}
      className={classNames("@container transition-opacity", isSwitching && "opacity-60")}
    >
      <TableHead>
        {selection && (
          <th scope="col" className="h-9 w-10 border-b border-line ps-3">
            <Checkbox
              hideLabel
              label={t("tickets.list.selectAll")}
              checked={rows.length > 0 && selection.ids.size === rows.length}
              indeterminate={selection.ids.size > 0 && selection.ids.size < rows.length}
              onCheckedChange={selection.toggleAll}
            />
          </th>
        )}
        <SortHead {...head} field="number" className="hidden @2xl:table-cell">
          {t("tickets.list.column.number")}
        </SortHead>
        <ColumnHead>{t("tickets.list.column.subject")}</ColumnHead>
        <ColumnHead className="hidden @2xl:table-cell">{t("tickets.list.column.status")}</ColumnHead>
        <SortHead {...head} field="priority" isLargestFirst className="hidden @2xl:table-cell">
          {t("tickets.list.column.priority")}
        </SortHead>
        <ColumnHead className="hidden @2xl:table-cell">{t("tickets.list.column.assignee")}</ColumnHead>
        <ColumnHead className="hidden @4xl:table-cell">{t("tickets.list.column.requester")}</ColumnHead>
        <ColumnHead className="hidden @5xl:table-cell">{t("tickets.list.column.team")}</ColumnHead>
        <SortHead {...head} field="due" className="hidden @3xl:table-cell">
          {t("tickets.list.column.due")}
        </SortHead>
        <SortHead {...head} field="updated" isLargestFirst align="end" className="hidden @2xl:table-cell">
          {t("tickets.list.column.updated")}
        </SortHead>
      </TableHead>
      <tbody>
        {rows.map((ticket) => (
          <ListRow
            key={ticket.id}
            ticket={ticket}
            now={now}
            isTicked={selection?.ids.has(ticket.id) ?? false}
            isActive={ticket.id === activeId}
            hasLeft={canMarkUnread && !isSwitching && !fitsFilters(ticket, withoutCursor, me)}
            onTick={selection?.toggle}
          />
        ))}
      </tbody>
    </DataTable>
  );
}

/** A column that sorts: first in the usual direction, then in the other. */
function SortHead({
  field,
  sort,
  onSort,
  isLargestFirst = false,
  align,
  className,
  children,
}: {
  field: string;
  sort: string;
  onSort: (sort: string) => void;
  isLargestFirst?: boolean;
  align?: "start" | "end";
  className: string;
  children: string;
}) {
  const first = isLargestFirst ? `-${field}` : field;
  const second = isLargestFirst ? field : `-${field}`;
  const sorted = sort === field ? "ascending" : sort === `-${field}` ? "descending" : null;
  return (
    <ColumnHead
      sorted={sorted}
      align={align}
      className={className}
      onSort={() => onSort(sort === first ? second : first)}
    >
      {children}
    </ColumnHead>
  );
}
