import "./settings";
import { archiveTickets } from "@/features/retention/server/job-archive";
import { anonymiseTickets } from "@/features/retention/server/job-anonymise";
import { previewRetention } from "@/features/retention/server/read-preview";
import { changeTagsOnce } from "@/features/tags/server/job-change";
import { listAdminTags } from "@/features/tags/server/read";
import { beginTagChange } from "@/features/tags/server/write";
import { listTicketsSchema } from "@/features/tickets/schema";
import { readStats } from "@/features/tickets/server/counts/read-stats";
import { listTickets } from "@/features/tickets/server/list/read";
import { closeDatabase, connectDatabase, pool } from "@/server/database/database";
import { startTemporaryDatabase } from "@/server/database/temporary-database";
import { migrate } from "@/server/migrations/migrate";
import type { Actor } from "@/shared/roles";
import { setRetention } from "@/testing/desk/resting";
import { readActor } from "@/testing/read-actor";
import { archiveOlderHalf, fillWithTickets } from "./many-tickets";

/**
 * `npm run bench:retention [-- 1000000]`: what a batch of archiving, of anonymising and of a change of a tag costs with that many tickets
 * (default 100,000), what it adds to the log, and how long lists and counts take before and after half of the closed tickets are archived.
 */
const count = Number(process.argv[2] ?? 100_000);
const BATCHES = 50;
const TIMES = 15;

const database = await startTemporaryDatabase();
try {
  await migrate(database.url);
  connectDatabase(database.url, 4);
  await fillWithTickets(database.url, count);
  await pool().query("UPDATE tickets SET closed_at = updated_at WHERE status = 'closed'");
  await pool().query("VACUUM ANALYZE tickets");
  const admin = await readActor("Person 1");
  console.info(`${count.toLocaleString("en")} tickets`);
  await showLists(admin, "before");
  await time("preview", TIMES, () => previewRetention(admin, { archiveDays: 1, anonymiseDays: 1 }));
  await setRetention(admin.organisationId, { archiveDays: 1 });
  await showBatches("archive, 40 tickets", archiveTickets);
  await setRetention(admin.organisationId, { archiveDays: null, anonymiseDays: 1 });
  await showBatches("anonymise, 40 tickets", () => anonymiseTickets("0 s"));
  await setRetention(admin.organisationId, { anonymiseDays: null });
  await beginTagChange(admin, { kind: "rename", name: "tag7", into: "seven" }, { key: null, address: "" });
  await showBatches("rename a tag, 25 tickets", changeTagsOnce);
  await time("page of tags", TIMES, () => listAdminTags(admin, { limit: 50, sort: "-tickets" }));
  await archiveOlderHalf(database.url);
  await showLists(admin, "half of the closed ones archived");
} finally {
  await closeDatabase();
  await database.stop();
}

async function showLists(admin: Actor, when: string): Promise<void> {
  const lists = {
    newest: {},
    oldest: { sort: "updated" },
    closed: { status: ["closed"], sort: "priority" },
    team: { team: [admin.teamIds[0]].filter(Boolean) },
    archive: { archived: "true" },
  };
  for (const [name, query] of Object.entries(lists)) {
    await time(`${when}: ${name}`, TIMES, () => listTickets(admin, listTicketsSchema.parse(query)));
  }
  await time(`${when}: counts`, TIMES, () => readStats(admin));
}

/** Runs a job's batch many times, as in the first night, and weighs what it wrote to the log. */
async function showBatches(name: string, run: () => Promise<number>): Promise<void> {
  const before = await logSize();
  let tickets = 0;
  await time(name, BATCHES, async () => (tickets += await run()));
  const after = await logSize();
  const rows = after.rows - before.rows;
  console.info(
    `  ${tickets} tickets, ${rows} events, ${Math.round((after.bytes - before.bytes) / Math.max(1, rows))} bytes of log an event with its indexes`,
  );
}

async function logSize(): Promise<{ rows: number; bytes: number }> {
  const { rows } = await pool().query<{ rows: number; bytes: number }>(
    "SELECT (SELECT count(*)::int FROM events) AS rows, pg_total_relation_size('events')::float8 AS bytes",
  );
  return rows[0] ?? { rows: 0, bytes: 0 };
}

async function time(name: string, times: number, run: () => Promise<unknown>): Promise<void> {
  const took: number[] = [];
  for (let n = 0; n < times; n++) {
    const began = performance.now();
    await run();
    took.push(performance.now() - began);
  }
  took.sort((a, b) => a - b);
  const at = (share: number): string => (took[Math.floor((times - 1) * share)] ?? 0).toFixed(1);
  console.info(`${name.padEnd(48)} median ${at(0.5)} ms, longest ${at(1)} ms`);
}
