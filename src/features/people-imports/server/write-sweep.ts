import { ROWS_DAYS } from "@/features/people-imports/schema";
import { deleteInBatches } from "@/server/jobs/delete-in-batches";
import type { Job } from "@/server/jobs/jobs";

const EVERY_MILLISECONDS = 3_600_000;

/** Removes what imported files held, seven days after the import ended or, of a preview, after the upload. */
export const sweepImportsJob: Job = {
  name: "sweep imports",
  everyMilliseconds: EVERY_MILLISECONDS,
  run: () => sweepImports(),
};

/** Removes the rows, then previews without rows, in batches; returns how many there were. What an import did stays in its counts. Safe to run at any time. */
export async function sweepImports(batch?: number): Promise<number> {
  const isOld = `state <> 'running' AND coalesce(finished_at, created_at) < now() - interval '${ROWS_DAYS} days'`;
  const rows = await deleteInBatches(
    {
      table: "people_import_rows",
      where: `import_id IN (SELECT id FROM people_imports WHERE ${isOld})`,
    },
    batch,
  );
  const previews = await deleteInBatches(
    { table: "people_imports", where: `state = 'preview' AND ${isOld}` },
    batch,
  );
  return rows + previews;
}
