import { describe, expect, it } from "vitest";
import { setUpDatabase } from "@/testing/database";
import { boundedRead, countedRead } from "./bounded-read";
import { pool } from "@/server/database/database";

setUpDatabase();

const SLOW = "SELECT pg_sleep(0.2)";

describe("a read that may take long", () => {
  it("is cancelled in time, with a sentence, and leaves the connection as it was", async () => {
    await expect(
      boundedRead({ id: "a" }, (sql) => sql.query("SELECT pg_sleep(60)"), 50),
    ).rejects.toMatchObject({
      code: "too_slow",
    });
    for (let time = 0; time < 20; time++) {
      const { rows } = await pool().query<{ limit: string }>(
        "SELECT current_setting('statement_timeout') AS limit",
      );
      expect(rows).toEqual([{ limit: "0" }]);
    }
    expect(pool().idleCount).toBe(pool().totalCount);
  });

  it("writes nothing", async () => {
    await expect(boundedRead({ id: "a" }, (sql) => sql.query("CREATE TABLE never (a int)"))).rejects.toThrow(
      /read-only/,
    );
  });

  it("takes at most two connections for one person, and others do not wait for it", async () => {
    let ended = 0;
    const greedy = Array.from({ length: 12 }, () =>
      boundedRead({ id: "greedy" }, (sql) => sql.query(SLOW)).then(() => ended++),
    );
    for (let time = 0; time < 5; time++) {
      await boundedRead({ id: "other" }, (sql) => sql.query("SELECT 1"));
      await countedRead({ id: "third" }, (sql) => sql.query("SELECT 1"));
      await pool().query("SELECT 1");
      expect(pool().waitingCount).toBe(0);
    }
    const { rows } = await pool().query<{ running: number }>(
      "SELECT count(*)::int AS running FROM pg_stat_activity WHERE datname = current_database() AND query = $1 AND state = 'active'",
      [SLOW],
    );
    expect(rows[0]?.running).toBeLessThanOrEqual(2);
    expect(ended).toBeLessThan(12);
    await Promise.all(greedy);
  });

  it("is refused for a person with very many at once, not for others", async () => {
    const all = await Promise.allSettled(
      Array.from({ length: 100 }, () =>
        boundedRead({ id: "flood" }, (sql) => sql.query("SELECT pg_sleep(0.01)")),
      ),
    );
    const refused = all.filter(({ status }) => status === "rejected");
    expect(refused.length).toBeGreaterThan(0);
    expect(all.length - refused.length).toBeGreaterThanOrEqual(30);
    await boundedRead({ id: "calm" }, (sql) => sql.query("SELECT 1"));
  });
});
