import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { setUpDatabase } from "@/testing/database";
import { pool, prisma, transaction } from "./database";
import { forgetShared } from "@/server/process/globals";
import { PLANNED_EACH_TIME, statementName } from "./prepared-statements";

setUpDatabase();

/** All work uses one connection here, whose prepared statements can be listed. */
async function onOne<T>(
  work: (query: (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>) => Promise<T>,
): Promise<T> {
  const client = await pool().connect();
  try {
    return await work(async (text, values) => {
      const { rows } = await client.query<Record<string, unknown>>(text, values);
      return rows;
    });
  } finally {
    client.release();
  }
}

const PREPARED = "SELECT statement FROM pg_prepared_statements";

describe("statements", () => {
  beforeEach(() => forgetShared("statement-names"));
  afterAll(() => forgetShared("statement-names"));

  it("are prepared by name once they come again and again, Prisma's too", async () => {
    await onOne(async (query) => {
      for (let time = 0; time < 4; time++) {
        expect(await query("SELECT $1::int + 1 AS sum", [time])).toEqual([{ sum: time + 1 }]);
      }
      expect((await query(PREPARED)).map(({ statement }) => statement)).toContain(
        "SELECT $1::int + 1 AS sum",
      );
    });
    for (let time = 0; time < 4; time++) {
      await prisma().team.findMany({ where: { name: `Team ${time}` } });
    }
    const found = await pool().query<{ statement: string }>(
      `${PREPARED} WHERE statement LIKE '%"public"."teams"%'`,
    );
    expect(found.rows.length).toBeGreaterThan(0);
  });

  it("are not prepared when they are planned each time, or came only twice", async () => {
    await onOne(async (query) => {
      for (let time = 0; time < 10; time++) {
        await query(`${PLANNED_EACH_TIME} SELECT $1::int + 2`, [time]);
        await query(`SELECT $1::int + ${100 + Math.floor(time / 2)}`, [time]);
      }
      const statements = (await query(PREPARED)).map(({ statement }) => String(statement));
      expect(statements.filter((text) => /\+ (2|10\d)$/.test(text))).toEqual([]);
    });
  });

  it("have a bounded number of names, however many texts there are", () => {
    const names = new Set<string | null>();
    for (let text = 0; text < 2_000; text++) {
      for (let time = 0; time < 4; time++) {
        names.add(statementName(`SELECT ${text}, $1`));
      }
    }
    names.delete(null);
    expect(names.size).toBe(256);
  });

  it("are prepared anew when the tables changed under them", async () => {
    await pool().query("CREATE TABLE changing (a int)");
    await pool().query("INSERT INTO changing VALUES (1)");
    await onOne(async (query) => {
      const ask = () => query("SELECT * FROM changing WHERE a = $1", [1]);
      for (let time = 0; time < 4; time++) {
        expect(await ask()).toEqual([{ a: 1 }]);
      }
      await query("ALTER TABLE changing ADD COLUMN b text DEFAULT 'x'");
      expect(await ask()).toEqual([{ a: 1, b: "x" }]);
      expect(await ask()).toEqual([{ a: 1, b: "x" }]);
    });
    const viaPool = () => pool().query("SELECT * FROM changing WHERE a = $1", [1]);
    await viaPool();
    await pool().query("ALTER TABLE changing DROP COLUMN b");
    expect((await viaPool()).rows).toEqual([{ a: 1 }]);
  });

  it("are prepared anew after DEALLOCATE", async () => {
    await onOne(async (query) => {
      const ask = () => query("SELECT $1::int + 3 AS sum", [4]);
      for (let time = 0; time < 4; time++) {
        await ask();
      }
      await query("DEALLOCATE ALL");
      expect(await ask()).toEqual([{ sum: 7 }]);
      await query("DISCARD ALL");
      expect(await ask()).toEqual([{ sum: 7 }]);
    });
  });

  it("that fail for another reason fail once, and a transaction in which one was stale fails whole", async () => {
    await onOne(async (query) => {
      for (let time = 0; time < 4; time++) {
        await expect(query("SELECT 1 / $1::int", [0])).rejects.toThrow("division by zero");
      }
    });
    const ask = "SELECT $1::int + 5 AS sum";
    for (let time = 0; time < 4; time++) {
      await transaction((tx) => tx.query(ask, [1]));
    }
    await expect(
      transaction(async (tx) => {
        await tx.query("DEALLOCATE ALL");
        await tx.query(ask, [1]);
      }),
    ).rejects.toThrow(/prepared statement/);
    expect((await transaction((tx) => tx.query(ask, [1]))).rows).toEqual([{ sum: 6 }]);
  });
});
