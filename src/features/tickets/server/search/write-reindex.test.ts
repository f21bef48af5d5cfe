import { describe, expect, it } from "vitest";
import { pool, transaction } from "@/server/database/database";
import { setUpDatabase } from "@/testing/database";
import { setUpSearchDesk } from "@/testing/desk/search";
import { reindexBatch, reindexJob, type ReindexProgress } from "./write-reindex";

setUpDatabase();
const { actor, file, titles } = setUpSearchDesk();

const START: ReindexProgress = { before: null, isDone: false };

/** Resets all texts to the index of before the forms. */
async function indexAsBefore(): Promise<void> {
  await pool().query(
    `UPDATE search_parts s SET form = 0, vector = to_tsvector('simple', ' ' || unaccent(lower(coalesce(
       (SELECT t.title FROM tickets t WHERE t.id = s.subject_id AND s.kind = 'title'), ''))))`,
  );
}

async function countOld(): Promise<number> {
  const { rows } = await pool().query<{ old: number }>(
    "SELECT count(*)::int AS old FROM search_parts WHERE form = 0",
  );
  return rows[0]?.old ?? -1;
}

describe("texts that were indexed in an older form", () => {
  it("are reindexed in steps, resumed after an interruption, and then found", async () => {
    for (let count = 0; count < 7; count++) {
      await file({ title: `Teams/Outlook ${count}`, description: `打印机无法连接网络 ${count}` });
    }
    await indexAsBefore();
    const all = await countOld();
    expect(await titles("无法连接")).toEqual([]);
    const first = await reindexBatch(START, 5);
    expect([first.count, await countOld()]).toEqual([5, all - 5]);
    // The newest come first.
    expect(await titles("Teams/Outlook")).toContain("Teams/Outlook 6");
    expect(await titles("Teams/Outlook")).not.toContain("Teams/Outlook 0");
    // The process ended there: the next one begins without knowing the progress.
    let walk = START;
    let done = 0;
    while (!walk.isDone) {
      const step = await reindexBatch(walk, 4);
      done += step.count;
      walk = step.walk;
    }
    expect([done, await countOld()]).toEqual([all - 5, 0]);
    expect(await titles("Outlook")).toHaveLength(7);
    expect(await titles("无法连接")).toHaveLength(7);
    expect(await reindexBatch(START)).toMatchObject({ count: 0 });
  });

  it("wait for no writer, and never overwrite newer rows", async () => {
    const { id } = await file({ title: "Busy-Title stands" });
    await file({ title: "Idle-Title stands" });
    await indexAsBefore();
    await transaction(async (tx) => {
      await tx.query("UPDATE search_parts SET internal = internal WHERE subject_id = $1", [id]);
      await reindexBatch(START);
      const { rows } = await pool().query<{ subject_id: string }>(
        "SELECT DISTINCT subject_id FROM search_parts WHERE form = 0",
      );
      expect(rows).toEqual([{ subject_id: id }]);
    });
    await reindexBatch(START);
    expect(await countOld()).toBe(0);
    expect((await titles("Title", actor("agent"))).sort()).toEqual([
      "Busy-Title stands",
      "Idle-Title stands",
    ]);
  });

  it("are found by the job, run after run", async () => {
    await indexAsBefore();
    expect(await reindexJob.run()).toBeGreaterThan(0);
    expect(await countOld()).toBe(0);
    expect(await reindexJob.run()).toBe(0);
  });
});
