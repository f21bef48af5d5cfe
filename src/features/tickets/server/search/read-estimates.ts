import { z } from "zod";
import type { Sql } from "@/server/database/database";
import { PLANNED_EACH_TIME } from "@/server/database/prepared-statements";

const scanSchema = z.object({ "Plan Rows": z.number() });
const explainedSchema = z.tuple([
  z.object({ Plan: scanSchema.extend({ Plans: z.array(scanSchema).default([]) }) }),
]);
/** No limit. It stands above what is planned for several processes, each of which has only a part of the rows. */
const ALL = 1_000_000_000;

/**
 * In how many texts, of all organisations, each query is found, as PostgreSQL's planner guesses from its statistics: by planning alone,
 * without a look at the texts. The queries are `tsquery` literals.
 */
export async function estimateTexts(queries: readonly string[], sql: Sql): Promise<number[]> {
  if (queries.length === 0) {
    return [];
  }
  const scans = queries.map(
    (_, at) => `(SELECT 1 FROM search_parts WHERE vector @@ $${at + 1}::tsquery LIMIT ${ALL})`,
  );
  const { rows } = await sql.query<{ "QUERY PLAN": unknown }>(
    `${PLANNED_EACH_TIME} EXPLAIN (FORMAT JSON) ${scans.join(" UNION ALL ")}`,
    [...queries],
  );
  const [{ Plan: plan }] = explainedSchema.parse(rows[0]?.["QUERY PLAN"]);
  return (queries.length === 1 ? [plan] : plan.Plans).map((scan) => scan["Plan Rows"]);
}
