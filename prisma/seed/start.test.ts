import { expect, it } from "vitest";
import { pool } from "@/server/database/database";
import { setUpDatabase } from "@/testing/database";
import { makeActor, makeOrganisation } from "@/testing/factories";
import { startDemo } from "./start";

setUpDatabase();

it("a start without the demo ends the sessions of its people for good, and nobody else's", async () => {
  const organisation = await makeOrganisation({ isDemo: true });
  const demo = await makeActor(organisation, { isDemo: true });
  const real = await makeActor(organisation);
  expect(await startDemo()).toEqual([]);
  const { rows } = await pool().query(
    "SELECT person_id, ended_at IS NULL AS is_live FROM sessions ORDER BY ended_at NULLS FIRST",
  );
  expect(rows).toEqual([
    { person_id: real.id, is_live: true },
    { person_id: demo.id, is_live: false },
  ]);
  const events = await pool().query("SELECT 1 FROM events WHERE type = 'session:ended'");
  expect(events.rowCount).toBe(1);
  await startDemo();
  expect((await pool().query("SELECT 1 FROM events WHERE type = 'session:ended'")).rowCount).toBe(1);
});
