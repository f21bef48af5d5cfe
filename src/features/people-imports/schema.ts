import { z } from "zod";
import { adminUsersQuerySchema } from "@/features/users/schema";
import { pageFields, pageSchema } from "@/shared/paging";

/** The most bytes of a file, and the most rows. */
export const IMPORT_LIMITS = {
  bytes: 5 * 1024 * 1024,
  rows: 20_000,
  columns: 100,
  headCharacters: 200,
} as const;

/** How many days the rows of a file are kept after its import ended. */
export const ROWS_DAYS = 7;

/** How an import stands. */
export const IMPORT_STATES = ["preview", "running", "done", "cancelled"] as const;

/** What a row does: it creates a person, changes one, does nothing, or has an error. */
export const ROW_OUTCOMES = ["create", "change", "unchanged", "error"] as const;

/** What a row does. */
export type RowOutcome = (typeof ROW_OUTCOMES)[number];

/** The fields of a person that a file may have. */
export const IMPORT_FIELDS = ["name", "email", "role", "teams", "language"] as const;

/** A field of a person that a file may have. */
export type ImportField = (typeof IMPORT_FIELDS)[number];

const counts = z.object({
  create: z.number(),
  change: z.number(),
  unchanged: z.number(),
  error: z.number(),
});

/** Rows by what they do. */
export type RowCounts = z.infer<typeof counts>;

/** Rows by what they do, as they are stored. */
export const rowCountsSchema = counts;

/** The heads of a file's columns, and which field each is; null for one that is ignored. */
export const columnsSchema = z.array(z.object({ head: z.string(), field: z.enum(IMPORT_FIELDS).nullable() }));

/** The heads of a file's columns. */
export type Columns = z.infer<typeof columnsSchema>;

/** A field that changes: texts, for teams their names; "" is none. */
export const rowChangesSchema = z.array(
  z.object({ field: z.enum(IMPORT_FIELDS), from: z.string(), to: z.string() }),
);

/** The fields that a row changes. */
export type RowChanges = z.infer<typeof rowChangesSchema>;

/** An import, as admins see it. */
export const importSchema = z
  .object({
    id: z.string(),
    fileName: z.string(),
    state: z.enum(IMPORT_STATES),
    /** Whether new people get an invitation by mail. */
    invite: z.boolean(),
    encoding: z.string(),
    delimiter: z.string(),
    columns: columnsSchema,
    total: z.number(),
    /** How many rows have had their turn. */
    position: z.number(),
    /** What the preview says. */
    plan: counts,
    /** What became of the rows so far. */
    done: counts,
    /** Whether it makes somebody an admin. */
    makesAdmins: z.boolean(),
    by: z.object({ id: z.string(), name: z.string() }),
    createdAt: z.string(),
    startedAt: z.string().nullable(),
    finishedAt: z.string().nullable(),
    /** Whether its rows are there: they are deleted 7 days after it ended. */
    hasRows: z.boolean(),
  })
  .meta({ id: "PeopleImport" });

/** An import, as admins see it. */
export type ImportDto = z.infer<typeof importSchema>;

/** A row of the file, as admins see it. */
export const importRowSchema = z
  .object({
    /** The line of the file on which it begins. */
    number: z.number(),
    name: z.string(),
    email: z.string(),
    role: z.string(),
    teams: z.string(),
    language: z.string(),
    /** What the preview says. */
    outcome: z.enum(ROW_OUTCOMES),
    /** What became of it; null until its turn. */
    result: z.enum(ROW_OUTCOMES).nullable(),
    changes: rowChangesSchema,
    notes: z.array(z.string()),
    /** Why there is an error. */
    reason: z.string().nullable(),
  })
  .meta({ id: "PeopleImportRow" });

/** A row of the file, as admins see it. */
export type ImportRowDto = z.infer<typeof importRowSchema>;

/** The answer of GET /api/admin/imports/{id}: the import, and a page of its rows. */
export const importWithRowsSchema = importSchema
  .extend(pageSchema(importRowSchema).shape)
  .meta({ id: "PeopleImportWithRows" });

/** An import with a page of its rows. */
export type ImportWithRows = z.infer<typeof importWithRowsSchema>;

/** The query of GET /api/admin/imports/{id}. */
export const importQuerySchema = z
  .object({
    /** "problems": rows that have an error, or of which something is to be known. */
    rows: z.enum(["all", "problems"]).default("all"),
    ...pageFields,
  })
  .meta({ id: "PeopleImportQuery" });

/** Which rows are asked for. */
export type ImportQuery = z.infer<typeof importQuerySchema>;

const flag = z.enum(["0", "1", "false", "true"]);

/** The query of POST /api/admin/imports; fields of a form say the same. */
export const uploadQuerySchema = z
  .object({
    /** "1": the rows are checked and kept as a preview, and nothing is changed until it is started. */
    dryRun: flag.optional(),
    /** "1": new people get an invitation by mail. */
    invite: flag.optional(),
    /** The file's name, where the body is the file itself. */
    name: z.string().max(255).optional(),
  })
  .meta({ id: "PeopleImportUploadQuery" });

/** How a file is to be imported. */
export type UploadQuery = z.infer<typeof uploadQuerySchema>;

/** The form of POST /api/admin/imports, for the API's document. */
export const uploadFormSchema = z
  .object({
    file: z.string().meta({ format: "binary" }),
    dryRun: flag.optional(),
    invite: flag.optional(),
  })
  .meta({ id: "PeopleImportUpload" });

/** Body of POST /api/admin/imports/{id}/start. */
export const startSchema = z.object({ invite: z.boolean().default(false) });

/** The query of GET /api/admin/users/export.csv: the list's, without pages. */
export const peopleExportSchema = adminUsersQuerySchema
  .omit({ limit: true, cursor: true })
  .meta({ id: "PeopleExport" });

/** Whom an export has. */
export type PeopleExport = z.infer<typeof peopleExportSchema>;
