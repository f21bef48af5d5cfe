"use client";

import { Archive, SlidersHorizontal } from "lucide-react";
import { useState } from "react";
import type { ListedTicket } from "@/features/tickets/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { FilterChip } from "@/ui/fields/filter-chip";
import { useMultiComboboxSoon } from "@/ui/fields/late-multi-combobox";
import { Popover } from "@/ui/overlays/popover";
import { Sheet } from "@/ui/overlays/sheet";
import { FilterChoices, namesIn, useFilterWords } from "./filter-choices";
import { isArchive } from "./filters";
import { LIST_FILTERS, valuesOf, withValue, type ListFilter } from "./query";

/** The props of FilterBar. */
export interface FilterBarProps {
  search: string;
  rows: readonly ListedTicket[];
  onSearch: (search: string) => void;
  onClear: () => void;
}

const NOBODY: ReadonlyMap<string, string> = new Map();
const ORDER = [
  "status",
  "priority",
  "assignee",
  "team",
  "category",
  "requester",
  "tag",
] as const satisfies readonly ListFilter[];

/** The filters over a list: a chip each, and where there is no room for them one button that opens them all. */
export function FilterBar({ search, rows, onSearch, onClear }: FilterBarProps) {
  const t = useTranslate();
  useMultiComboboxSoon();
  const names = namesIn(rows, NOBODY);
  const count = LIST_FILTERS.filter((filter) => valuesOf(search, filter).length > 0).length;
  const text = valuesOf(search, "q")[0];
  const isOverdue = valuesOf(search, "due").length > 0;
  const set = (filter: ListFilter, values: string[]): void =>
    onSearch(withValue(search, filter, values.length > 0 ? values : null));
  return (
    <div
      role="group"
      aria-label={t("tickets.filter.label")}
      className="flex min-h-(--control-sm) flex-wrap items-center gap-2"
    >
      {text !== undefined && (
        <FilterChip
          label={t("tickets.filter.search")}
          value={text}
          onClick={onClear}
          onRemove={() => onSearch(withValue(search, "q", null))}
        />
      )}
      {isOverdue && (
        <FilterChip
          label={t("tickets.filter.due")}
          value={t("tickets.filter.overdue")}
          onRemove={() => onSearch(withValue(search, "due", null))}
        />
      )}
      <ArchiveChip search={search} onSearch={onSearch} />
      {ORDER.map((filter) => (
        <span key={filter} className="hidden max-w-full md:inline-flex">
          <FilterPopover
            filter={filter}
            values={valuesOf(search, filter)}
            names={names}
            onChange={(values) => set(filter, values)}
          />
        </span>
      ))}
      <FilterSheet search={search} count={count} names={names} onChange={set} onClear={onClear} />
      {(count > 0 || text !== undefined || isOverdue || isArchive(search)) && (
        <Button size="sm" variant="ghost" onClick={onClear} className="max-md:hidden">
          {t("tickets.filter.clearAll")}
        </Button>
      )}
    </div>
  );
}

/** Turns a list into that of the archived tickets, and back. */
export function ArchiveChip({ search, onSearch }: { search: string; onSearch: (search: string) => void }) {
  const t = useTranslate();
  const isOn = isArchive(search);
  return (
    <Button
      size="sm"
      variant={isOn ? "secondary" : "ghost"}
      icon={<Archive aria-hidden />}
      aria-pressed={isOn}
      onClick={() => onSearch(withValue(search, "archived", isOn ? null : "true"))}
    >
      {t("tickets.filter.archived")}
    </Button>
  );
}

interface FilterPartProps {
  filter: ListFilter;
  values: readonly string[];
  names: ReadonlyMap<string, string>;
  onChange: (values: string[]) => void;
}

function FilterPopover({ filter, values, names, onChange }: FilterPartProps) {
  const t = useTranslate();
  const words = useFilterWords(filter, values, names);
  const name = t(`tickets.filter.name.${filter}`);
  return (
    <Popover
      title={name}
      className="w-64 p-3!"
      trigger={<FilterChip label={name} value={words ?? undefined} onRemove={() => onChange([])} />}
    >
      <FilterChoices filter={filter} values={values} names={names} onChange={onChange} />
    </Popover>
  );
}

function FilterSheet({
  search,
  count,
  names,
  onChange,
  onClear,
}: {
  search: string;
  count: number;
  names: ReadonlyMap<string, string>;
  onChange: (filter: ListFilter, values: string[]) => void;
  onClear: () => void;
}) {
  const t = useTranslate();
  const [open, setOpen] = useState(false);
  return (
    <span className="inline-flex md:hidden">
      <Button
        size="sm"
        icon={<SlidersHorizontal aria-hidden />}
        onClick={() => setOpen(true)}
        aria-expanded={open}
      >
        {t("tickets.filter.open", { count })}
      </Button>
      <Sheet open={open} onOpenChange={setOpen} side="bottom" title={t("tickets.filter.title")}>
        <div className="flex flex-col gap-6 px-4 pb-4">
          {ORDER.map((filter) => (
            <section key={filter} aria-label={t(`tickets.filter.name.${filter}`)}>
              <h3 className="mb-1.5 text-xs font-medium text-ink-muted">
                {t(`tickets.filter.name.${filter}`)}
              </h3>
              <FilterChoices
                filter={filter}
                values={valuesOf(search, filter)}
                names={names}
                onChange={(values) => onChange(filter, values)}
              />
            </section>
          ))}
        </div>
        <div className="sticky bottom-0 flex gap-2 border-t border-line bg-surface p-4">
          <Button
            className="flex-1"
            onClick={() => {
              onClear();
              setOpen(false);
            }}
          >
            {t("tickets.filter.clear")}
          </Button>
          <Button variant="primary" className="flex-1" onClick={() => setOpen(false)}>
            {t("tickets.filter.show")}
          </Button>
        </div>
      </Sheet>
    </span>
  );
}
