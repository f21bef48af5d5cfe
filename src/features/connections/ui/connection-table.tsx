"use client";

import type { ConnectionQuery, ServerProcessDto } from "@/features/connections/schema";
import { ColumnHead, DataTable, TableHead } from "@/ui/lists/data-table";
import { useTranslate } from "@/messages/translate-provider";
import { ConnectionRow } from "./connection-row";
import type { ShownConnection } from "./use-connections";

type Sort = ConnectionQuery["sort"];

/** The props of ConnectionTable. */
export interface ConnectionTableProps {
  rows: readonly ShownConnection[];
  at: string;
  processes: readonly ServerProcessDto[];
  ownSessionId: string;
  sort: Sort;
  onSort: (sort: Sort) => void;
  onEnd: (connection: ShownConnection) => void;
}

/** Who is connected, as a table that sorts by person, time and lag. */
export function ConnectionTable(props: ConnectionTableProps) {
  const t = useTranslate();
  const { rows, processes, ownSessionId, sort, onSort } = props;
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
    <DataTable label={t("connections.title")} className="@container">
      <TableHead>
        <ColumnHead {...head("name", "-name")}>{t("connections.column.person")}</ColumnHead>
        <ColumnHead className="hidden @3xl:table-cell">{t("connections.column.from")}</ColumnHead>
        <ColumnHead {...head("-since", "since")} className="hidden @3xl:table-cell">
          {t("connections.column.connected")}
        </ColumnHead>
        <ColumnHead className="hidden @3xl:table-cell">{t("connections.transport")}</ColumnHead>
        <ColumnHead {...head("-lag", "lag")} className="hidden @3xl:table-cell">
          {t("connections.column.lag")}
        </ColumnHead>
        {processes.length > 1 && (
          <ColumnHead className="hidden @3xl:table-cell">{t("connections.column.process")}</ColumnHead>
        )}
        <ColumnHead hidden>{t("connections.column.actions")}</ColumnHead>
      </TableHead>
      <tbody>
        {rows.map((connection) => (
          <ConnectionRow
            key={connection.id}
            connection={connection}
            at={props.at}
            processes={processes}
            isOwn={connection.sessionId === ownSessionId}
            onEnd={props.onEnd}
          />
        ))}
      </tbody>
    </DataTable>
  );
}
