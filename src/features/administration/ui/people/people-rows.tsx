"use client";

import { CloudOff, FilterX, Users } from "lucide-react";
import type { LivePages } from "@/features/administration/ui/live/use-live-pages";
import type { AdminUserDto } from "@/features/users/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { classNames } from "@/ui/class-names";
import { ColumnHead, DataTable, TableHead } from "@/ui/lists/data-table";
import { Skeleton } from "@/ui/marks/skeleton";
import { EmptyState } from "@/ui/states/empty";
import { ErrorState } from "@/ui/states/error";
import { PersonRow } from "./person-row";
import { isFiltered, type PeopleFilters } from "./use-people";

type Sort = PeopleFilters["sort"];

interface PeopleRowsProps {
  list: LivePages<AdminUserDto>;
  filters: PeopleFilters;
  onSort: (sort: Sort) => void;
  onClear: () => void;
  onInvite: () => void;
}

/** The people as a table, as cards where there is no room for columns, or why there are none. */
export function PeopleRows({ list, filters, onSort, onClear, onInvite }: PeopleRowsProps) {
  const t = useTranslate();
  if (list.rows === null) {
    return <NotThere list={list} />;
  }
  if (list.rows.length === 0) {
    return isFiltered(filters) ? (
      <EmptyState
        icon={<FilterX />}
        title={t("people.filtered.title")}
        reason={t("people.filtered.reason")}
        action={<Button onClick={onClear}>{t("people.filtered.action")}</Button>}
      />
    ) : (
      <EmptyState
        icon={<Users />}
        title={t("people.none.title")}
        reason={t("people.none.reason")}
        action={<Button onClick={onInvite}>{t("people.invite")}</Button>}
      />
    );
  }
  const { sort } = filters;
  const head = (first: Sort, second: Sort) => ({
    sorted:
      sort === first || sort === second
        ? sort.startsWith("-")
          ? ("descending" as const)
          : ("ascending" as const)
        : null,
    onSort: () => onSort(sort === first ? second : first),
  });
  return (
    <DataTable
      label={t("people.title")}
      className={classNames("@container transition-opacity", list.isSwitching && "opacity-60")}
    >
      <TableHead>
        <ColumnHead {...head("name", "-name")}>{t("people.column.person")}</ColumnHead>
        <ColumnHead className="hidden @3xl:table-cell">{t("people.column.role")}</ColumnHead>
        <ColumnHead className="hidden @3xl:table-cell">{t("people.column.teams")}</ColumnHead>
        <ColumnHead className="hidden @3xl:table-cell">{t("people.column.state")}</ColumnHead>
        <ColumnHead {...head("-seen", "seen")} className="hidden @3xl:table-cell">
          {t("people.column.seen")}
        </ColumnHead>
        <ColumnHead {...head("-created", "created")} className="hidden @5xl:table-cell">
          {t("people.column.created")}
        </ColumnHead>
      </TableHead>
      <tbody>
        {list.rows.map((person) => (
          <PersonRow key={person.id} person={person} />
        ))}
      </tbody>
    </DataTable>
  );
}

function NotThere({ list }: { list: LivePages<AdminUserDto> }) {
  const t = useTranslate();
  if (list.error?.code === "offline") {
    return (
      <EmptyState
        icon={<CloudOff />}
        title={t("people.offline.title")}
        reason={t("people.offline.reason")}
        action={<Button onClick={list.refetch}>{t("people.tryNow")}</Button>}
      />
    );
  }
  if (list.error) {
    return <ErrorState reason={list.error.message} onRetry={list.refetch} />;
  }
  return (
    <div role="status" className="flex flex-col gap-3">
      <span className="sr-only">{t("people.loading")}</span>
      {[0, 1, 2, 3, 4, 5].map((place) => (
        <Skeleton key={place} className="h-11 w-full" />
      ))}
    </div>
  );
}
