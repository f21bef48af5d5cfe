import { worksOnTickets } from "@/features/library/policy";
import { presentOfLibrary } from "@/features/library/server/present";
import type { LibraryShelf } from "@/features/library/server/read-item";
import { LIBRARY_COLUMNS, type LibraryRow } from "@/features/library/server/read-places";
import { macroActionsSchema, type MacroDto } from "@/features/macros/schema";

/** A macro as it stands in its table. */
export interface MacroRow extends LibraryRow {
  actions: unknown;
}

/** Macros as things of the library. */
export const MACROS: LibraryShelf<MacroRow, MacroDto> = {
  kind: "macro",
  table: "macros",
  columns: `${LIBRARY_COLUMNS}, l.actions`,
  subjectType: "macro",
  mayOwn: worksOnTickets,
  present: (actor, row) => ({
    ...presentOfLibrary(actor, row, worksOnTickets),
    actions: macroActionsSchema.parse(row.actions),
  }),
};
