"use client";

import type { AdminUserDto } from "@/features/users/schema";
import { useTranslate } from "@/messages/translate-provider";
import { ColumnHead, DataTable, TableHead } from "@/ui/lists/data-table";
import { PersonRow } from "./person-row";
import type { PeopleFilters } from "./use-people";

type Sort = PeopleFilters["sort"];

interface PeopleRowsProps {
  people: readonly AdminUserDto[];
  sort: Sort;
  onSort: (sort: Sort) => void;
}

/** The people as a table, as cards where there is no room for columns. */
export function PeopleRows({ people, sort, onSort }: PeopleRowsProps) {
  const t = useTranslate();
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
    <DataTable label={t("people.title")} className="@container">
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
        {people.map((person) => (
          <PersonRow key={person.id} person={person} />
        ))}
      </tbody>
    </DataTable>
  );
}
