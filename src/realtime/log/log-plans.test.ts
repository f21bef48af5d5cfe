import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Sql } from "@/server/database/database";
import { createTestDatabase, type TestDatabase } from "@/testing/database";
import { readLog, readPosition } from "./log-source";
import { readUnseenIds } from "./log-unseen";

/**
 * What a poll of a long log costs, in rows and pages of the database that are touched. It uses the product's
 * own statements and the generic plan that PostgreSQL makes without knowing the values, as for a statement
 * that is prepared by name.
 */
const LOG = 300_000;
const BIG = 50_000;
const types = ["ticket:created"];

let database: TestDatabase;
let client: pg.Client;
let organisationId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  client = await connect();
  organisationId =
    (
      await client.query<{ id: string }>(
        "INSERT INTO organisations (id, name, slug) VALUES (gen_random_uuid(), 'A long log', 'a-long-log') RETURNING id",
      )
    ).rows[0]?.id ?? "";
  // By transactions of long ago, of some rows each.
  await write(
    client,
    LOG - BIG,
    "(1 + n % pg_snapshot_xmin(pg_current_snapshot())::text::bigint / 2)::text::xid8",
  );
  await client.query("VACUUM ANALYZE events");
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

async function connect(): Promise<pg.Client> {
  const one = new pg.Client({ connectionString: database.url });
  one.on("error", () => undefined);
  await one.connect();
  await one.query("SET plan_cache_mode = force_generic_plan");
  return one;
}

async function write(by: pg.Client, count: number, xid = "pg_current_xact_id()"): Promise<void> {
  await by.query(
    `INSERT INTO events (id, xid, organisation_id, type, data)
     SELECT gen_random_uuid(), ${xid}, $1, 'ticket:created', '{}' FROM generate_series(1, $2::int) n`,
    [organisationId, count],
  );
}

const planSchema = z.looseObject({
  "Node Type": z.string(),
  "Relation Name": z.string().optional(),
  "Actual Rows": z.number(),
  "Actual Loops": z.number(),
  "Rows Removed by Filter": z.number().optional(),
  "Shared Hit Blocks": z.number(),
  "Shared Read Blocks": z.number(),
  get Plans() {
    return z.array(planSchema).optional();
  },
});
type Plan = z.infer<typeof planSchema>;

/** Runs what it is asked for, and notes what each statement cost. */
class Explaining implements Sql {
  rows = 0;
  pages = 0;
  readonly ways = new Set<string>();
  private count = 0;

  async query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) {
    const name = `explained_${(this.count += 1)}`;
    await client.query(`PREPARE ${name} AS ${text}`);
    const literals = values.map((value) =>
      Array.isArray(value)
        ? `ARRAY[${value.map((one) => pg.escapeLiteral(String(one))).join(",")}]`
        : pg.escapeLiteral(String(value)),
    );
    const { rows } = await client.query<{ "QUERY PLAN": unknown }>(
      `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) EXECUTE ${name}${literals.length > 0 ? `(${literals.join(",")})` : ""}`,
    );
    await client.query(`DEALLOCATE ${name}`);
    const [{ Plan: plan }] = z.tuple([z.object({ Plan: planSchema })]).parse(rows[0]?.["QUERY PLAN"]);
    this.pages += plan["Shared Hit Blocks"] + plan["Shared Read Blocks"];
    this.note(plan);
    return await client.query<Row>(text, values);
  }

  private note(plan: Plan): void {
    if (plan["Relation Name"] === "events") {
      this.ways.add(plan["Node Type"]);
      this.rows += (plan["Actual Rows"] + (plan["Rows Removed by Filter"] ?? 0)) * plan["Actual Loops"];
    }
    plan.Plans?.forEach((inner) => this.note(inner));
  }
}

const BY_INDEX = /^Index (Only )?Scan$/;

describe("a poll of a log of 300,000 events", () => {
  it("reads nothing of it when there is nothing new, nor while a transaction stays open", async () => {
    const open = await connect();
    await open.query("BEGIN");
    await open.query("SELECT pg_current_xact_id()");
    const { snapshot } = await readPosition(client);
    for (const poll of [
      (sql: Sql) => readLog(sql, snapshot),
      (sql: Sql) => readUnseenIds(sql, { from: snapshot, to: snapshot, types }),
    ]) {
      const sql = new Explaining();
      await poll(sql);
      expect([...sql.ways].filter((way) => !BY_INDEX.test(way))).toEqual([]);
      expect(sql.rows).toBe(0);
      expect(sql.pages).toBeLessThan(100);
    }
    await open.end();
  });

  it("reads what is new once, though one transaction that was open wrote 50,000 of it", async () => {
    const writer = await connect();
    await writer.query("BEGIN");
    await writer.query("SELECT pg_current_xact_id()");
    const { snapshot: from } = await readPosition(client);
    await write(writer, BIG);
    await writer.query("COMMIT");
    await writer.end();
    // As after autovacuum: PostgreSQL knows by now that some transactions write very much.
    await client.query("VACUUM ANALYZE events");
    await write(client, 10);
    const { snapshot: to } = await readPosition(client);

    const consumer = new Explaining();
    const { ids } = await readUnseenIds(consumer, { from, to, types });
    expect(ids).toHaveLength(BIG + 10);
    expect([...consumer.ways].filter((way) => !BY_INDEX.test(way))).toEqual([]);
    expect(consumer.rows).toBeLessThan(1.2 * BIG);

    const reader = new Explaining();
    expect(await readLog(reader, from)).toMatchObject({ overflow: true });
    expect([...reader.ways].filter((way) => !BY_INDEX.test(way))).toEqual([]);
    expect(reader.rows).toBeLessThan(6_000);

    const after = new Explaining();
    await write(client, 3);
    expect((await readLog(after, to)).events).toHaveLength(3);
    expect(
      (await readUnseenIds(after, { from: to, to: (await readPosition(client)).snapshot, types })).ids,
    ).toHaveLength(3);
    expect([...after.ways].filter((way) => !BY_INDEX.test(way))).toEqual([]);
    expect(after.rows).toBeLessThan(20);
  });
});
