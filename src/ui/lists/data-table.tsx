"use client";

import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import type { ComponentPropsWithRef, ReactNode } from "react";
import { classNames } from "@/ui/class-names";

/** A table in a frame that scrolls sideways when it must. `label` names it for screen readers. */
export function DataTable({
  label,
  children,
  className,
}: {
  label: string;
  children: ReactNode;
  className?: string;
}) {
  return (
    <div className={classNames("relative min-w-0 overflow-x-auto", className)} tabIndex={-1}>
      <table aria-label={label} className="w-full border-separate border-spacing-0 text-start text-ui">
        {children}
      </table>
    </div>
  );
}

/** The row of column names; stays at the top while the rows scroll. */
export function TableHead({ children }: { children: ReactNode }) {
  return (
    <thead className="sticky top-0 z-10 bg-surface text-xs font-medium text-ink-muted">
      <tr>{children}</tr>
    </thead>
  );
}

/** The props of ColumnHead; with `onSort` it becomes a button. */
export interface ColumnHeadProps {
  children: ReactNode;
  /** The present sort direction of this column, or none. */
  sorted?: "ascending" | "descending" | null;
  onSort?: () => void;
  align?: "start" | "end";
  /** The name for screen readers only (a column of checkboxes). */
  hidden?: boolean;
  className?: string;
}

/** The name of a column, and the button that sorts by it. */
export function ColumnHead({
  children,
  sorted,
  onSort,
  align = "start",
  hidden,
  className,
}: ColumnHeadProps) {
  const Arrow = sorted === "ascending" ? ArrowUp : sorted === "descending" ? ArrowDown : ChevronsUpDown;
  return (
    <th
      scope="col"
      aria-sort={onSort ? (sorted ?? "none") : undefined}
      className={classNames(
        "h-9 border-b border-line px-2 font-medium whitespace-nowrap first:ps-4 last:pe-4",
        // A browser centres the names of columns by itself.
        align === "end" ? "text-end" : "text-start",
        className,
      )}
    >
      {onSort ? (
        <button
          type="button"
          onClick={onSort}
          className={classNames(
            "group -mx-1.5 inline-flex h-6 items-center gap-1 rounded-md px-1.5 transition-colors focus-ring hover:bg-hover hover:text-ink",
            sorted && "text-ink",
          )}
        >
          {children}
          <Arrow
            aria-hidden
            className={classNames(
              "size-3",
              !sorted &&
                "opacity-0 transition-opacity group-hover:opacity-100 group-focus-visible:opacity-100",
            )}
          />
        </button>
      ) : (
        <span className={hidden ? "sr-only" : undefined}>{children}</span>
      )}
    </th>
  );
}

/** The props of TableRow beside a native row's attributes. */
export interface TableRowProps extends ComponentPropsWithRef<"tr"> {
  /** Selected for a bulk action. */
  selected?: boolean;
  /** The current row of J and K. */
  active?: boolean;
}

/** One row. Its main link should stretch over it (StretchedLink), so that the whole row is one target. */
export function TableRow({ selected, active, className, ...rest }: TableRowProps) {
  return (
    <tr
      {...rest}
      aria-selected={selected}
      data-active={active || undefined}
      className={classNames(
        "group/row relative scroll-mt-10 transition-colors",
        selected ? "bg-selected" : "hover:bg-hover",
        active && "shadow-[inset_3px_0_0_var(--accent)]",
        className,
      )}
    />
  );
}

/** The props of TableCell beside a native cell's attributes. */
export interface TableCellProps extends ComponentPropsWithRef<"td"> {
  /** Content that must stay clickable over a StretchedLink. */
  raised?: boolean;
  /** Figures that align under each other. */
  numeric?: boolean;
}

/** One cell, 40 px high (44 for a finger). */
export function TableCell({ raised, numeric, className, ...rest }: TableCellProps) {
  return (
    <td
      {...rest}
      className={classNames(
        "h-10 border-b border-line/70 px-2 py-1.5 first:ps-4 last:pe-4 pointer-coarse:h-11",
        raised && "relative z-1",
        numeric && "tabular-nums",
        className,
      )}
    />
  );
}
