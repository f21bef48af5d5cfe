import pg from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import { archiveOlderHalf, fillWithTickets } from "../../../bench/many-tickets";
import { pool } from "@/server/database/database";
import { PLANNED_EACH_TIME } from "@/server/database/prepared-statements";
import { setUpDatabase } from "../database";
import { readActor } from "../read-actor";
import { comparePlans, type SentStatement } from "./costs";
import { record } from "./record";
import { archivedLists, otherRequests, plainLists } from "./requests";

const TICKETS = 20_000;
/** Pages of the database that the statements of one request touch at most; a walk through all tickets touches several thousand. */
const MOST_BLOCKS = 1_300;
const SECONDS = 1_000;

setUpDatabase();

/** A team with no ticket at all, one like most, and a private one. */
const TEAMS = ["Team 1", "Team 11", "Team 10"];

const sent = new Map<string, SentStatement[]>();

beforeAll(async () => {
  pool().on("connect", (client) => record(client, sent));
  await fillWithTickets(pool().options.connectionString ?? "", TICKETS);
  await archiveOlderHalf(pool().options.connectionString ?? "");
}, 300 * SECONDS);

describe(`of ${TICKETS.toLocaleString("en")} tickets, no request reads in proportion to them`, () => {
  // An admin; an agent with private teams; one who reads nothing; a requester of a tenth of all tickets; one of a few.
  for (const name of ["Person 1", "Person 50", "Person 60", "Person 300", "Person 5000"]) {
    it(
      `asked by ${name}`,
      async () => {
        const actor = await readActor(name);
        const teams = await idsOfTeams();
        const client = new pg.Client({ connectionString: pool().options.connectionString });
        await client.connect();
        try {
          const wide: string[] = [];
          for (const [request, run] of Object.entries({
            ...plainLists(actor),
            ...archivedLists(actor, teams),
            ...otherRequests(actor),
          })) {
            sent.clear();
            await run();
            for (const statement of [...sent.values()].flat()) {
              const costs = await comparePlans(client, statement);
              const usual = statement.text.startsWith(PLANNED_EACH_TIME) ? costs?.custom : costs?.generic;
              const blocks = Math.max(costs?.custom ?? 0, usual ?? 0);
              if (blocks > MOST_BLOCKS) {
                wide.push(`${request}: ${blocks} blocks: ${statement.text}`);
              }
            }
          }
          expect(wide).toEqual([]);
        } finally {
          await client.end();
        }
      },
      300 * SECONDS,
    );
  }
});

async function idsOfTeams(): Promise<string[]> {
  const { rows } = await pool().query<{ id: string }>(
    "SELECT id FROM teams WHERE name = ANY($1) ORDER BY array_position($1, name)",
    [TEAMS],
  );
  return rows.map(({ id }) => id);
}
