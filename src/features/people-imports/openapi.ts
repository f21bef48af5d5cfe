import type { ApiPaths } from "@/server/api/openapi";
import { pageQuerySchema, pageSchema } from "@/shared/paging";
import {
  importQuerySchema,
  importSchema,
  importWithRowsSchema,
  peopleExportSchema,
  startSchema,
  uploadFormSchema,
  uploadQuerySchema,
} from "./schema";

/** People from CSV files, and as one. */
export const peopleImportPaths: ApiPaths = {
  "/api/admin/imports": {
    get: {
      id: "listImports",
      summary: "Imports of people, the latest first",
      query: pageQuerySchema,
      ok: pageSchema(importSchema),
    },
    post: {
      id: "uploadImport",
      summary: "Import people from a CSV file, or see what it would do",
      description:
        "The file in the field `file`, or as a body of `text/csv`: at most 5 MB and 20,000 rows, with the columns name, e-mail, role, teams and language (or their German heads), divided by commas, semicolons or tabs, in UTF-8, UTF-16 or Windows-1252. People are found by their addresses, so the same file again changes nothing; nothing is taken away. With `dryRun` nothing is changed until it is started.",
      query: uploadQuerySchema,
      body: uploadFormSchema,
      contentType: "multipart/form-data",
      created: importSchema,
      errors: ["reauthentication_required", "too_large", "rate_limited"],
    },
  },
  "/api/admin/imports/{id}": {
    get: {
      id: "getImport",
      summary: "An import, with a page of its rows",
      description:
        "Each row with what it would do, and what became of it. Rows are deleted 7 days after the import ended.",
      query: importQuerySchema,
      ok: importWithRowsSchema,
    },
  },
  "/api/admin/imports/{id}/errors.csv": {
    get: {
      id: "exportImportErrors",
      summary: "The rows of an import that have an error, as a CSV file",
      description: "As they stand in the file, with line and reason behind them.",
      ok: "file",
    },
  },
  "/api/admin/users/export.csv": {
    get: {
      id: "exportUsers",
      summary: "Everybody of the organisation as a CSV file",
      description:
        "UTF-8 with a byte order mark, with the filters and the order of the list. Cells that a spreadsheet would take for a formula begin with an apostrophe.",
      query: peopleExportSchema,
      ok: "file",
      errors: ["rate_limited"],
    },
  },
  "/api/admin/imports/{id}/start": {
    post: {
      id: "startImport",
      summary: "Start an import that is a preview",
      description:
        "Its rows have their turn in the background; GET tells how far it is. `invite`: new people get an invitation by mail.",
      body: startSchema,
      ok: importSchema,
      errors: ["reauthentication_required", "conflict"],
    },
  },
  "/api/admin/imports/{id}/cancel": {
    post: {
      id: "cancelImport",
      summary: "Cancel an import",
      description: "A preview is not started; of one that runs, rows that had their turn stay as they are.",
      ok: importSchema,
      errors: ["conflict"],
    },
  },
};
