import { beforeAll, expect, it } from "vitest";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import { makeActor, makeOrganisation } from "@/testing/factories";
import { readStats } from "./read-stats";
import { foldCounts, recountTickets } from "./write";
import { createTicket } from "@/features/tickets/server/write-create";
import { updateTicket } from "@/features/tickets/server/write-update";

setUpDatabase();
let admin: Actor;

beforeAll(async () => {
  admin = await makeActor(await makeOrganisation(), { role: "admin" });
});

const file = () => createTicket(admin, { title: "One to count", description: "It is counted." });
const counted = async () => (await readStats(admin)).byStatus;

it("counts that went wrong are right after a recount, folded or not", async () => {
  await Promise.all([file(), file(), file()]);
  const right = await counted();
  await foldCounts();
  // As after a restore that copies tickets and counts: each ticket counted once more.
  await pool().query("UPDATE ticket_counts SET total = total * 2 WHERE organisation_id = $1", [
    admin.organisationId,
  ]);
  await pool().query(
    "INSERT INTO ticket_count_changes (organisation_id, team_id, status, change) VALUES ($1, '00000000-0000-0000-0000-000000000000', 'closed', 7)",
    [admin.organisationId],
  );
  expect(await counted()).not.toEqual(right);
  expect(await recountTickets()).toBe(2);
  expect(await counted()).toEqual(right);
  await foldCounts();
  expect(await recountTickets()).toBe(0);
  expect(await counted()).toEqual(right);
});

it("while others write and fold, there is nothing to correct", async () => {
  let isWriting = true;
  const writing = Promise.all(
    Array.from({ length: 4 }, async () => {
      for (let count = 0; count < 15; count++) {
        const { id } = await file();
        await updateTicket(admin, { ticket: id, status: "resolved" });
      }
    }),
  ).finally(() => (isWriting = false));
  const corrected: number[] = [];
  while (isWriting) {
    corrected.push(await recountTickets());
    await foldCounts();
  }
  await writing;
  expect(corrected.filter((count) => count > 0)).toEqual([]);
  expect(corrected.length).toBeGreaterThan(0);
});
