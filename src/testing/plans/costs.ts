import pg from "pg";
import { z } from "zod";

/** A statement and the values that it was sent with. */
export interface SentStatement {
  text: string;
  values: readonly unknown[];
}

/** Blocks that a statement touched, with one plan for all values and with the plan for its own. */
export interface PlanCosts {
  generic: number;
  custom: number;
}

const LONGEST_MILLISECONDS = 60_000;
const explainedSchema = z
  .array(
    z.object({
      Plan: z.looseObject({ "Shared Hit Blocks": z.number(), "Shared Read Blocks": z.number() }),
    }),
  )
  .nonempty();

/** Runs a statement both ways, each in a transaction that is rolled back, and returns what either cost; null for a row that cannot be written twice. */
export async function comparePlans(client: pg.Client, sent: SentStatement): Promise<PlanCosts | null> {
  await client.query(`PREPARE compared AS ${sent.text}`);
  try {
    return {
      generic: await blocksOf(client, sent, "force_generic_plan"),
      custom: await blocksOf(client, sent, "force_custom_plan"),
    };
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === "23505") {
      return null;
    }
    throw error;
  } finally {
    await client.query("DEALLOCATE compared");
  }
}

async function blocksOf(client: pg.Client, { values }: SentStatement, mode: string): Promise<number> {
  await client.query("BEGIN");
  try {
    await client.query(`SET LOCAL plan_cache_mode = ${mode}`);
    await client.query(`SET LOCAL statement_timeout = ${LONGEST_MILLISECONDS}`);
    const { rows } = await client.query<{ "QUERY PLAN": unknown }>(
      `EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) EXECUTE compared (${values.map(toLiteral).join(", ")})`,
    );
    const plan = explainedSchema.parse(rows[0]?.["QUERY PLAN"])[0]?.Plan;
    return (plan?.["Shared Hit Blocks"] ?? 0) + (plan?.["Shared Read Blocks"] ?? 0);
  } finally {
    await client.query("ROLLBACK");
  }
}

/** A value as it stands in a statement's text; PostgreSQL gives it the type of its placeholder. */
function toLiteral(value: unknown): string {
  if (value === null || value === undefined) {
    return "NULL";
  }
  return pg.escapeLiteral(toText(value));
}

function toText(value: unknown): string {
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) =>
      item === null ? "NULL" : `"${toText(item).replace(/["\\]/g, "\\$&")}"`,
    );
    return `{${items.join(",")}}`;
  }
  if (Buffer.isBuffer(value)) {
    return `\\x${value.toString("hex")}`;
  }
  if (value instanceof Date) {
    return value.toISOString();
  }
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
