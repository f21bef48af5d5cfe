"use client";

import { useTranslate } from "@/messages/translate-provider";
import { ColumnHead, DataTable, TableCell, TableHead, TableRow } from "@/ui/lists/data-table";
import { LiveList } from "@/ui/lists/live-list";
import { Badge } from "@/ui/marks/badge";
import { SkeletonRows } from "@/ui/states/not-loaded";
import type { ImportDto, ImportRowDto } from "@/features/people-imports/schema";
import { OUTCOME_TONES, valueWords } from "./import-words";
import { useImportRows } from "./use-imports";

/** Rows of an import as a table: all of them, or those to look at; nothing where there are none of these. */
export function ImportRowsSection({ one, rows }: { one: ImportDto; rows: "all" | "problems" }) {
  const t = useTranslate();
  const list = useImportRows(one, rows);
  if (rows === "problems" && list.rows?.length === 0) {
    return null;
  }
  const title = t(rows === "all" ? "imports.page.rows" : "imports.page.problems");
  return (
    <section aria-label={title} className="flex min-w-0 flex-col gap-3">
      <div>
        <h2 className="text-base font-semibold text-ink">{title}</h2>
        {rows === "problems" && <p className="text-note text-ink-muted">{t("imports.page.problemsHint")}</p>}
      </div>
      <LiveList
        list={list}
        loading={t("imports.loading")}
        offline={t("imports.offline")}
        skeleton={<SkeletonRows count={1} className="h-24" />}
        empty={null}
      >
        {(shown) => <Rows rows={shown} title={title} />}
      </LiveList>
    </section>
  );
}

function Rows({ rows, title }: { rows: readonly ImportRowDto[]; title: string }) {
  const t = useTranslate();
  return (
    <DataTable label={title} className="@container">
      <TableHead>
        <ColumnHead align="end" className="hidden @2xl:table-cell">
          {t("imports.page.line")}
        </ColumnHead>
        <ColumnHead>{t("imports.page.person")}</ColumnHead>
        <ColumnHead className="hidden @2xl:table-cell">{t("imports.page.what")}</ColumnHead>
        <ColumnHead className="hidden @2xl:table-cell">{t("imports.page.details")}</ColumnHead>
      </TableHead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.number} row={row} />
        ))}
      </tbody>
    </DataTable>
  );
}

function Row({ row }: { row: ImportRowDto }) {
  const t = useTranslate();
  return (
    <TableRow>
      <TableCell numeric className="hidden w-16 text-end align-top text-ink-muted @2xl:table-cell">
        {t("imports.page.number", { count: row.number })}
      </TableCell>
      <TableCell className="max-w-0 py-2! align-top @2xl:w-2/5">
        <span className="flex flex-col gap-0.5">
          <span className="flex flex-wrap items-center gap-x-2">
            <span className="text-xs text-ink-muted tabular-nums @2xl:hidden">
              {t("imports.page.lineOf", { line: row.number })}
            </span>
            <bdi className="min-w-0 truncate font-medium">{row.name || t("imports.page.noName")}</bdi>
            <span className="@2xl:hidden">
              <OutcomeBadge row={row} />
            </span>
          </span>
          <bdi className="truncate text-xs text-ink-muted">{row.email}</bdi>
          <span className="text-xs @2xl:hidden">
            <Details row={row} />
          </span>
        </span>
      </TableCell>
      <TableCell className="hidden w-36 align-top whitespace-nowrap @2xl:table-cell">
        <OutcomeBadge row={row} />
      </TableCell>
      <TableCell className="hidden py-2! align-top wrap-anywhere @2xl:table-cell">
        <Details row={row} />
      </TableCell>
    </TableRow>
  );
}

function OutcomeBadge({ row }: { row: ImportRowDto }) {
  const t = useTranslate();
  return row.result === null ? (
    <Badge tone={OUTCOME_TONES[row.outcome]}>{t(`imports.outcome.${row.outcome}`)}</Badge>
  ) : (
    <Badge tone={OUTCOME_TONES[row.result]}>{t(`imports.result.${row.result}`)}</Badge>
  );
}

function Details({ row }: { row: ImportRowDto }) {
  const t = useTranslate();
  // A note has the change of a role in words already.
  const shown = row.changes.filter(
    ({ field }) =>
      (field !== "name" || row.outcome !== "create") && (field !== "role" || row.notes.length === 0),
  );
  return (
    <span className="flex flex-col gap-0.5 wrap-anywhere">
      {row.reason !== null && <span className="text-danger-ink">{row.reason}</span>}
      {row.reason === null &&
        shown.map(({ field, from, to }) => (
          <span key={field}>
            {t.rich(row.outcome === "create" ? "imports.page.becomes" : "imports.page.changes", {
              field: () => <span className="text-ink-muted">{t(`imports.field.${field}`)}</span>,
              from: () => <bdi>{valueWords(t, field, from)}</bdi>,
              to: () => <bdi>{valueWords(t, field, to)}</bdi>,
            })}
          </span>
        ))}
      {row.notes.map((note) => (
        <span key={note} className="text-ink-muted">
          {note}
        </span>
      ))}
    </span>
  );
}
