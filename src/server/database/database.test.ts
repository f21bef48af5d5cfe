import { v7 } from "uuid";
import { beforeAll, describe, expect, it } from "vitest";
import { setUpDatabase } from "@/testing/database";
import { until } from "@/testing/wait";
import { makeOrganisation, type MadeOrganisation } from "@/testing/factories";
import { closeDatabase, connectDatabase, pool, prisma, prismaTransaction, transaction } from "./database";
import { emit } from "@/server/event-log/emit";
import { errorCodeOf } from "@/server/http/answers/problem";
import { onCommit } from "./wake";

setUpDatabase();

let organisation: MadeOrganisation;

beforeAll(async () => {
  organisation = await makeOrganisation();
});

describe("a transaction of Prisma and SQL", () => {
  it("is one: each of the two sees the other's writes, nobody else before the commit, and both are rolled back", async () => {
    const id = v7();
    const attempt = prismaTransaction(async ({ prisma: rows, sql }) => {
      await rows.team.create({ data: { id, organisationId: organisation.id, name: "Printers" } });
      const { rowCount } = await sql.query("UPDATE teams SET description = $2 WHERE id = $1", [id, "Paper"]);
      expect(rowCount).toBe(1);
      expect(await rows.team.findUnique({ where: { id } })).toMatchObject({ description: "Paper" });
      expect(await prisma().team.findUnique({ where: { id } })).toBeNull();
      throw new Error("never mind");
    });
    await expect(attempt).rejects.toThrow("never mind");
    expect(await prisma().team.findUnique({ where: { id } })).toBeNull();
  });

  it("many at once stay on connections of their own", async () => {
    const processes = await Promise.all(
      Array.from({ length: 40 }, () =>
        prismaTransaction(async ({ prisma: rows, sql }) => {
          const ask = "SELECT pg_backend_pid() AS pid, pg_current_xact_id()::text AS xid";
          const { rows: own } = await sql.query<{ pid: number; xid: string }>(ask);
          const theirs = await rows.$queryRawUnsafe<{ pid: number; xid: string }[]>(ask);
          expect(theirs).toEqual(own);
          return own[0]?.xid;
        }),
      ),
    );
    expect(new Set(processes).size).toBe(40);
    expect(pool().idleCount).toBe(pool().totalCount);
  });

  it("a statement's values are those of every other: lists, times, nothing, documents", async () => {
    const at = new Date("2026-03-29T01:30:00.123Z");
    const values = [["a,b", 'c"d', null], at, null, JSON.stringify({ deep: [1, null] })];
    const ask =
      "SELECT $1::text[] AS list, $2::timestamptz AS at, $3::int AS nothing, $4::jsonb AS document, 2::int8 AS big";
    const one = await transaction((tx) => tx.query(ask, values));
    const other = await prismaTransaction(({ sql }) => sql.query(ask, values));
    expect(other.rows).toEqual(one.rows);
    expect(other.rows[0]).toMatchObject({
      list: ["a,b", 'c"d', null],
      at,
      nothing: null,
      document: { deep: [1, null] },
    });
  });

  it("wakes the readers once it is committed, and only when it wrote to the log", async () => {
    const seen: number[] = [];
    const stop = onCommit(() => seen.push(1));
    const write = (fails: boolean) =>
      prismaTransaction(async ({ sql }) => {
        await emit(sql, {
          type: "team:changed",
          organisationId: organisation.id,
          actorId: null,
          data: { teamId: v7(), isPrivate: true },
        });
        expect(seen).toEqual([]);
        if (fails) {
          throw new Error("never mind");
        }
      });
    await expect(write(true)).rejects.toThrow("never mind");
    await prismaTransaction(({ prisma: rows }) => rows.team.count());
    expect(seen).toEqual([]);
    await write(false);
    expect(seen).toEqual([1]);
    stop();
  });

  it("a failed statement leaves the connection usable for the next", async () => {
    for (let time = 0; time < 12; time++) {
      await expect(prismaTransaction(({ sql }) => sql.query("SELECT 1/0"))).rejects.toMatchObject({
        code: "22012",
      });
    }
    expect(await prismaTransaction(({ prisma: rows }) => rows.organisation.count())).toBe(1);
  });
});

describe("an error that comes through Prisma", () => {
  it("has the code that it would have without", async () => {
    const refused = await prisma()
      .category.findFirst({ where: { key: "\0" } })
      .catch((error: unknown) => error);
    expect(errorCodeOf(refused)).toBe("bad_request");
    const lost = await prismaTransaction(async ({ prisma: rows, sql }) => {
      await sql.query("SELECT pg_terminate_backend(pg_backend_pid())").catch(() => undefined);
      return await rows.team.count();
    }).catch((error: unknown) => error);
    expect(errorCodeOf(lost)).toBe("unavailable");
    expect(await prisma().organisation.count()).toBe(1);
  });

  it("counts as a database that is away when nothing listens there", async () => {
    const url = pool().options.connectionString ?? "";
    await closeDatabase();
    connectDatabase("postgresql://nobody@127.0.0.1:1/nothing");
    try {
      expect(
        errorCodeOf(
          await prisma()
            .organisation.count()
            .catch((error: unknown) => error),
        ),
      ).toBe("unavailable");
      const began = await prismaTransaction(async () => null).catch((error: unknown) => error);
      expect(errorCodeOf(began)).toBe("unavailable");
    } finally {
      await closeDatabase();
      connectDatabase(url, 2);
    }
  });
});

describe("times", () => {
  it("go in and come out the same by Prisma, whatever the server's time zone is", async () => {
    const { rows } = await pool().query<{ name: string }>("SELECT current_database() AS name");
    await pool().query(`ALTER DATABASE ${rows[0]?.name} SET TimeZone = 'Asia/Kolkata'`);
    const url = pool().options.connectionString ?? "";
    await closeDatabase();
    connectDatabase(url, 2);
    const id = v7();
    const at = new Date("2026-03-29T01:30:00.123Z");
    await prisma().team.create({
      data: { id, organisationId: organisation.id, name: "Clocks", archivedAt: at },
    });
    expect((await prisma().team.findUniqueOrThrow({ where: { id } })).archivedAt).toEqual(at);
    const { rows: kept } = await pool().query("SELECT archived_at FROM teams WHERE id = $1", [id]);
    expect(kept).toEqual([{ archived_at: at }]);
  });
});

it("a connection that PostgreSQL ends while a transaction holds it fails that transaction and nothing else", async () => {
  const uncaught: unknown[] = [];
  const note = (error: unknown): void => void uncaught.push(error);
  process.on("uncaughtException", note);
  try {
    const work = transaction(async (tx) => {
      const { rows } = await tx.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
      await pool().query("SELECT pg_terminate_backend($1)", [rows[0]?.pid]);
      // As while its work waits for something other than the database: until PostgreSQL has closed the connection.
      await until("it is gone", async () => {
        const { rowCount } = await pool().query("SELECT 1 FROM pg_stat_activity WHERE pid = $1", [
          rows[0]?.pid,
        ]);
        return rowCount === 0;
      });
      await tx.query("SELECT 1");
    });
    await expect(work).rejects.toThrow();
    expect(uncaught).toEqual([]);
    expect((await pool().query<{ one: number }>("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
  } finally {
    process.off("uncaughtException", note);
  }
});

describe("two transactions that wait for each other", () => {
  const add = "UPDATE teams SET description = description || '+' WHERE id = $1";
  type Add = (id: string) => Promise<unknown>;
  it.each<[string, (work: (add: Add) => Promise<void>) => Promise<void>]>([
    ["of SQL", (work) => transaction((tx) => work((id) => tx.query(add, [id])))],
    ["of Prisma and SQL", (work) => prismaTransaction(({ sql }) => work((id) => sql.query(add, [id])))],
    [
      "of Prisma alone",
      (work) =>
        prismaTransaction(({ prisma: rows }) =>
          work(async (id) => {
            const { description } = await rows.team.update({ where: { id }, data: { name: id } });
            await rows.team.update({ where: { id }, data: { description: `${description}+` } });
          }),
        ),
    ],
  ])("%s: both are done, one of them again", async (_, run) => {
    const ids = [v7(), v7()];
    for (const id of ids) {
      await prisma().team.create({ data: { id, organisationId: organisation.id, name: id } });
    }
    let begun = 0;
    let met = (): void => undefined;
    const both = new Promise<void>((resolve) => {
      met = () => (++begun >= 2 ? resolve() : undefined);
    });
    const change = ([first = "", second = ""]: readonly string[]): Promise<void> =>
      run(async (addTo) => {
        await addTo(first);
        met();
        await both;
        await addTo(second);
      });
    await Promise.all([change(ids), change([...ids].reverse())]);
    const teams = await prisma().team.findMany({ where: { id: { in: ids } } });
    expect(teams.map(({ description }) => description)).toEqual(["++", "++"]);
    expect(begun).toBe(3);
  });
});
