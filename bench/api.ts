import "./settings";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { z } from "zod";
import { closeDatabase, connectDatabase } from "@/server/database/database";
import { migrate } from "@/server/migrations/migrate";
import { startBuiltServer, TEST_SECRET, type BuiltServer } from "@/testing/processes/built-server";
import { makeAccessToken, makeSession } from "@/testing/factories";
import { HttpClient } from "@/testing/http/client";
import { cookieOf } from "@/testing/http/requests";
import { readActor } from "@/testing/read-actor";
import { measure } from "./figures";
import { fillWithTickets } from "./many-tickets";
import { processorSeconds } from "./processor";

/**
 * `npm run bench:api [-- 1000 100000]`: what people do all day, with so many tickets (1,000 and 100,000 unless told): how many of each
 * a second, how long each takes, and what it costs node and PostgreSQL, by 1, 10 and 50 clients. The sizes take turns, so that their
 * figures stand beside each other; of ROUNDS (3) rounds the medians are printed, with the least and the most, and all of it as JSON
 * into the file that JSON_FILE names.
 */
const SIZES = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1_000, 100_000];
const ROUNDS = Number(process.env["ROUNDS"] ?? 3);
const CLIENTS = [1, 10, 50];
const SECONDS = Number(process.env["SECONDS"] ?? 2);
const AGENTS = 50;
const WORDS = ["print", "scan", "start", "connect", "respond"];

interface Desk {
  size: number;
  server: BuiltServer;
  /** Many agents, in turns: what one person asks for at once is bounded. */
  agents: { token: string; cookie: string }[];
  /** Tickets without a team: every agent sees and may change them. */
  numbers: number[];
}

interface Figure {
  operation: string;
  tickets: number;
  clients: number;
  perSecond: number;
  milliseconds: number;
  /** Of the processor, for one. */
  node: number;
  postgres: number;
}

type Operation = (desk: Desk, index: number) => Promise<void>;

const listSchema = z.object({
  items: z.array(z.object({ number: z.number(), team: z.unknown().nullable() })),
});
const recent = ({ numbers }: Desk, index: number): number => numbers[index % numbers.length] ?? 0;

const OPERATIONS: Record<string, Operation> = {
  "list, API": (desk) => get(desk, "/api/tickets?limit=50"),
  "list, page": (desk) => load(desk, "/tickets"),
  "open, API": (desk, index) =>
    all(desk, [`/api/tickets/${recent(desk, index)}`, `/api/tickets/${recent(desk, index)}/comments`]),
  "open, page": (desk, index) => load(desk, `/tickets/${recent(desk, index)}`),
  "search, API": (desk, index) =>
    get(desk, `/api/tickets?limit=25&q=${WORDS[index % WORDS.length] ?? ""}%20${1 + (index % desk.size)}`),
  "counts, API": (desk) => get(desk, "/api/stats"),
  "reply, API": (desk, index) =>
    send(desk, "POST", `/api/tickets/${recent(desk, index)}/comments`, { body: `It is number ${index}.` }),
  "patch, API": (desk, index) =>
    send(desk, "PATCH", `/api/tickets/${recent(desk, index)}`, {
      priority: ["low", "medium", "high", "urgent"][Math.floor(index / 100) % 4],
    }),
};

process.env["NEXTAUTH_SECRET"] = TEST_SECRET;
const desks: Desk[] = [];
let turn = 0;
try {
  for (const size of SIZES) {
    desks.push(await openDesk(size));
  }
  const figures: Figure[] = [];
  let index = 0;
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [operation, run] of Object.entries(OPERATIONS)) {
      for (const clients of CLIENTS) {
        for (const desk of desks) {
          const figure = await measureOne(desk, clients, () => run(desk, (index += 1)));
          // The first round warms up.
          if (round > 0) {
            figures.push({ operation, tickets: desk.size, clients, ...figure });
          }
        }
      }
    }
  }
  print(figures);
} finally {
  for (const { server } of desks) {
    // It closes the connections to its database, which were closed when the next desk was opened.
    connectDatabase(server.databaseUrl);
    await server.stop();
  }
}

async function openDesk(size: number): Promise<Desk> {
  const server = await startBuiltServer(
    { WRITES_PER_SECOND: "0", LOG_LEVEL: "error" },
    {
      prepare: async (url) => {
        await migrate(url);
        await fillWithTickets(url, size);
        await countVersions(url);
      },
    },
  );
  const agents: Desk["agents"] = [];
  for (let person = 10; person < 10 + AGENTS; person++) {
    const actor = await readActor(`Person ${person}`);
    const session = await makeSession({ ...actor, email: `p${person}@example.org` });
    agents.push({ token: await makeAccessToken(session), cookie: await cookieOf(session) });
  }
  const { items } = listSchema.parse(
    await new HttpClient(server.url, agents[0]?.token ?? null).get("/api/tickets?limit=100&sort=-number"),
  );
  const numbers = items.filter(({ team }) => team === null).map((one) => one.number);
  // The next desk has a database of its own.
  await closeDatabase();
  return { size, server, agents, numbers };
}

/** Gives tickets the versions of their history, so that they can be written on, and what the history says can be read. */
async function countVersions(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    `UPDATE events SET data = jsonb_build_object('commentId', subject_id, 'internal', false) WHERE type = 'comment:added'`,
  );
  await client.query(
    `UPDATE tickets t SET version = e.version, public_version = e.version
     FROM (SELECT ticket_id, max(version) AS version FROM events GROUP BY 1) e WHERE e.ticket_id = t.id`,
  );
  await client.query("VACUUM ANALYZE tickets, events");
  await client.end();
}

async function measureOne(
  { server }: Desk,
  clients: number,
  run: () => Promise<void>,
): Promise<Omit<Figure, "operation" | "tickets" | "clients">> {
  const postgres = Number(
    readFileSync(join(server.dataDir, "postgres", "data", "postmaster.pid"), "utf8").split("\n")[0],
  );
  const spent = (): [number, number] => [processorSeconds(server.pid()), processorSeconds(postgres)];
  const before = spent();
  const began = performance.now();
  const times: number[] = [];
  while (performance.now() - began < SECONDS * 1_000) {
    times.push(...(await measure(clients * 2, clients, run)));
  }
  const seconds = (performance.now() - began) / 1_000;
  const after = spent();
  const cost = (which: 0 | 1): number => ((after[which] - before[which]) * 1_000) / times.length;
  return {
    perSecond: times.length / seconds,
    milliseconds: median(times),
    node: cost(0),
    postgres: cost(1),
  };
}

function print(figures: readonly Figure[]): void {
  console.info(
    "operation      clients  tickets      a second (least, most)        ms  node ms  PostgreSQL ms",
  );
  for (const operation of Object.keys(OPERATIONS)) {
    for (const clients of CLIENTS) {
      for (const tickets of SIZES) {
        const some = figures.filter(
          (one) => one.operation === operation && one.clients === clients && one.tickets === tickets,
        );
        const rates = some.map(({ perSecond }) => perSecond);
        const [rate, least, most] = [median(rates), Math.min(...rates), Math.max(...rates)].map((one) =>
          one.toFixed(one < 100 ? 1 : 0),
        );
        const of = (field: "milliseconds" | "node" | "postgres"): string =>
          median(some.map((one) => one[field])).toFixed(1);
        console.info(
          [
            operation.padEnd(14),
            String(clients).padStart(7),
            tickets.toLocaleString("en").padStart(9),
            `${rate} (${least}, ${most})`.padStart(26),
            of("milliseconds").padStart(10),
            of("node").padStart(8),
            of("postgres").padStart(14),
          ].join(" "),
        );
      }
    }
  }
  const file = process.env["JSON_FILE"];
  if (file !== undefined) {
    writeFileSync(file, JSON.stringify(figures, null, 1));
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function all(desk: Desk, paths: readonly string[]): Promise<void> {
  await Promise.all(paths.map((path) => get(desk, path)));
}

async function get(desk: Desk, path: string): Promise<void> {
  await send(desk, "GET", path);
}

function nextAgent({ agents }: Desk): { token: string; cookie: string } {
  const agent = agents[(turn += 1) % agents.length];
  if (!agent) {
    throw new Error("nobody signed in");
  }
  return agent;
}

async function load(desk: Desk, path: string): Promise<void> {
  const { cookie } = nextAgent(desk);
  await read(await fetch(desk.server.url + path, { headers: { cookie } }), path);
}

async function send(desk: Desk, method: string, path: string, body?: object): Promise<void> {
  const { token } = nextAgent(desk);
  const response = await fetch(desk.server.url + path, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  await read(response, path);
}

async function read(response: Response, path: string): Promise<void> {
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`${path} answered ${response.status}: ${text.slice(0, 300)}`);
  }
}
