import "./settings";
import pg from "pg";
import { listTicketsSchema } from "@/features/tickets/schema";
import { listTickets } from "@/features/tickets/server/list/read";
import { reindexBatch, type ReindexProgress } from "@/features/tickets/server/search/write-reindex";
import { readStats } from "@/features/tickets/server/counts/read-stats";
import { closeDatabase, connectDatabase, pool } from "@/server/database/database";
import { migrate } from "@/server/migrations/migrate";
import { startTemporaryDatabase } from "@/server/database/temporary-database";
import type { Actor } from "@/shared/roles";
import { readActor } from "@/testing/read-actor";
import { otherRequests, plainLists } from "@/testing/plans/requests";
import { figures } from "./figures";
import { fillWithTickets } from "./many-tickets";

/**
 * `npm run bench:lists [-- 1000000]`: how long lists, searches and counts take with that many tickets
 * (default 100,000), for an admin, two agents, a requester of a tenth of all tickets and one of a few; the time of
 * the function behind the route, without HTTP, the first one apart.
 */
const count = Number(process.argv[2] ?? 100_000);
const TIMES = 20;
/** Every client that receives a change fetches the counts again. */
const AGENTS = 190;
const ACTIVE = ["open", "in_progress", "waiting"];
const LISTS: Record<string, object> = {
  "newest first": {},
  "active, newest first": { status: ACTIVE },
  "active, by due time": { status: ACTIVE, sort: "due" },
  "mine, active": { status: ACTIVE, assignee: ["me"] },
  "by priority": { sort: "-priority" },
  "search: a common word": { q: "respond" },
  "search: a common and a rare word": { q: "printer 4711" },
  "search: misspelt": { q: "pirnter 4711" },
  "search: a compound": { q: "printer/4711" },
  "search: a number, copied": { q: "Re: [#4711]" },
  "search: a requester's name": { q: "4711 Person" },
  "search: a requester's address": { q: "p4711@example.org" },
  "search: an address and a rare word": { q: "example.org 4711" },
  "search: inside of Chinese, common": { q: "无法连接" },
  "search: inside of Chinese, rare": { q: "一丁" },
  "by a tag of one in fifty": { tag: ["tag7"] },
};

const database = await startTemporaryDatabase();
try {
  await migrate(database.url);
  connectDatabase(database.url, 4);
  const began = Date.now();
  await fillWithTickets(database.url, count);
  console.info(`${count.toLocaleString("en")} tickets made in ${Math.round((Date.now() - began) / 1000)} s`);
  await indexAnew();
  for (const name of ["Person 1", "Person 50", "Person 60", "Person 300", "Person 5000"]) {
    const actor = await readActor(name);
    for (const [list, input] of Object.entries(LISTS)) {
      const query = listTicketsSchema.parse(input);
      await show(actor, list, async () => void (await listTickets(actor, query)));
    }
    for (const [request, run] of Object.entries({ ...plainLists(actor), ...otherRequests(actor) })) {
      await show(actor, request, async () => void (await run()));
    }
  }
  const agents = await Promise.all(
    Array.from({ length: AGENTS }, (_, index) => readActor(`Person ${10 + index}`)),
  );
  const all = async () => void (await Promise.all(agents.map((agent) => readStats(agent))));
  await show(agents[0], `counts, ${AGENTS} agents at once`, all);
} finally {
  await closeDatabase();
  await database.stop();
}

/** What the texts' index takes as it was before, and once the job has indexed all of them anew. */
async function indexAnew(): Promise<void> {
  console.info(`texts indexed as before: ${await sizes()}`);
  const started = Date.now();
  let rows = 0;
  for (let walk: ReindexProgress = { before: null, isDone: false }; !walk.isDone;) {
    const step = await reindexBatch(walk);
    rows += step.count;
    walk = step.walk;
  }
  console.info(
    `${rows.toLocaleString("en")} texts indexed anew in ${Math.round((Date.now() - started) / 1000)} s: ${await sizes()}`,
  );
  await untimed("VACUUM ANALYZE search_parts");
  await untimed("REINDEX INDEX search_parts_vector_idx");
  console.info(`without what the old ones left behind: ${await sizes()}`);
}

/** By a connection of its own: at a million it takes longer than the pool waits for any. */
async function untimed(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

async function sizes(): Promise<string> {
  const { rows } = await pool().query<{ size: string }>(
    "SELECT name || ' ' || pg_size_pretty(pg_total_relation_size(name::regclass) - CASE WHEN name = 'search_parts' THEN pg_indexes_size(name::regclass) ELSE 0 END) AS size FROM unnest('{search_parts,search_parts_vector_idx,people_search_idx}'::text[]) name",
  );
  return rows.map(({ size }) => size).join(", ");
}

async function show(actor: Actor | undefined, name: string, work: () => Promise<void>): Promise<void> {
  const times: number[] = [];
  for (let time = 0; time < TIMES; time++) {
    const began = performance.now();
    await work();
    times.push(performance.now() - began);
  }
  const [first = 0, ...others] = times;
  console.info(
    `${(actor?.role ?? "").padEnd(6)} ${name.padEnd(40)} first ${first.toFixed(1).padStart(8)}  ${figures(others)}`,
  );
}
