import { hasLibrary } from "@/features/library/policy";
import { presentOfLibrary } from "@/features/library/server/present";
import type { LibraryShelf } from "@/features/library/server/read-item";
import { LIBRARY_COLUMNS, type LibraryRow } from "@/features/library/server/read-places";
import { viewSchema, type ViewDto } from "@/features/views/schema";

/** A view as it stands in its table. */
export interface ViewRow extends LibraryRow {
  filters: unknown;
  sort: string;
  /** Its place among its owner's, from 0. */
  place: number;
}

const contents = viewSchema.pick({ filters: true, sort: true });

/** Views as things of the library: viewers have some, too. */
export const VIEWS: LibraryShelf<ViewRow, ViewDto> = {
  kind: "view",
  table: "saved_views",
  columns: `${LIBRARY_COLUMNS}, l.filters, l.sort,
    (SELECT count(*)::int FROM saved_views o WHERE o.organisation_id = l.organisation_id AND o.scope = l.scope AND o.team_id IS NOT DISTINCT FROM l.team_id
       AND o.person_id IS NOT DISTINCT FROM l.person_id AND (o.position, o.id) < (l.position, l.id)) AS place`,
  subjectType: "view",
  mayOwn: hasLibrary,
  present: (actor, row) => ({
    ...presentOfLibrary(actor, row, hasLibrary),
    ...contents.parse(row),
    position: row.place,
  }),
};
