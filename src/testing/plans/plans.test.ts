import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fillWithTickets } from "../../../bench/many-tickets";
import { addComment } from "@/features/comments/server/write-add";
import { listComments } from "@/features/comments/server/read";
import { noticeWaitingTickets } from "@/features/notices/server/tickets/react-waiting";
import { listNotices } from "@/features/notices/server/read";
import { listNotifications } from "@/features/notifications/server/read";
import { listAudit } from "@/features/audit/server/read";
import { listTags } from "@/features/tickets/server/list/read-tags";
import { listTeams } from "@/features/teams/server/read";
import { listTicketsSchema, STATUSES } from "@/features/tickets/schema";
import { getTicket } from "@/features/tickets/server/read";
import { listTickets } from "@/features/tickets/server/list/read";
import { readStats } from "@/features/tickets/server/counts/read-stats";
import { closeResolvedTickets } from "@/features/tickets/server/write-close";
import { foldCounts } from "@/features/tickets/server/counts/write";
import { createTicket } from "@/features/tickets/server/write-create";
import { markRead } from "@/features/tickets/server/write-read";
import { updateTicket } from "@/features/tickets/server/write-update";
import { listUsers } from "@/features/users/server/read-admin";
import { listPeople } from "@/features/users/server/read";
import { listHistory } from "@/realtime/connection/replay";
import { pool } from "@/server/database/database";
import { statementName } from "@/server/database/prepared-statements";
import type { Actor } from "@/shared/roles";
import { readActor } from "@/testing/read-actor";
import { setUpDatabase } from "../database";
import { comparePlans, type SentStatement } from "./costs";
import { record } from "./record";

/** `npm run test:plans -- 1000000` asks the same of a desk of a million tickets. */
const TICKETS = Number(process.env["PLANS_TICKETS"] ?? 4_000);
/** A plan for all values may touch so many times what the plan for these touches, and so many blocks beside. */
const TIMES = 4;
const BLOCKS = 400;
const ROUNDS = 3;
const HOURS = 3_600_000;

setUpDatabase();

const sent = new Map<string, SentStatement[]>();

beforeAll(
  async () => {
    pool().on("connect", (client) => record(client, sent));
    await fillWithTickets(pool().options.connectionString ?? "", TICKETS);
  },
  TICKETS > 10_000 ? HOURS : 120_000,
);

describe(`statements that are prepared, at ${TICKETS.toLocaleString("en")} tickets`, () => {
  it(
    "cost about the same by the one plan that PostgreSQL may keep as by a plan for their values",
    async () => {
      for (let round = 0; round < ROUNDS; round++) {
        for (const name of ["Person 1", "Person 7", "Person 50", "Person 60", "Person 300", "Person 5000"]) {
          await workAtDesk(await readActor(name), round);
        }
        await closeResolvedTickets();
        await noticeWaitingTickets();
        await foldCounts();
      }
      const named = [...sent.values()].filter(([one]) => one && statementName(one.text) !== null);
      expect(named.length).toBeGreaterThan(30);
      const wrong = await findWrong(named.flat());
      expect(wrong).toEqual([]);
    },
    TICKETS > 10_000 ? HOURS : 180_000,
  );
});

/** What people do all day, with values that are rare and common. */
async function workAtDesk(actor: Actor, round: number): Promise<void> {
  const isAdmin = actor.role === "admin";
  for (const status of [undefined, ...STATUSES.map((one) => [one]), [...STATUSES.slice(0, 3)]]) {
    for (const sort of ["-updated", "-created", "-priority", "due", "-number"]) {
      const first = await listTickets(actor, listTicketsSchema.parse({ status, sort }));
      if (first.nextCursor) {
        await listTickets(actor, listTicketsSchema.parse({ status, sort, cursor: first.nextCursor }));
      }
    }
  }
  const { items } = await listTickets(actor, listTicketsSchema.parse({ limit: 20 }));
  for (const ticket of [...items.slice(0, 3), ...items.slice(-2)]) {
    await getTicket(actor, ticket.id);
    await getTicket(actor, String(ticket.number));
    const page = await listComments(actor, ticket.id, { limit: 25 });
    await listComments(actor, ticket.id, {
      limit: 25,
      ...(page.nextCursor ? { cursor: page.nextCursor } : {}),
    });
    await listHistory(actor, ticket.id, { after: round, limit: 25 });
    await markRead(actor, { ticket: ticket.id, version: 1 }).catch(() => undefined);
    await addComment(actor, { ticket: ticket.id, body: `Round ${round}` }).catch(() => undefined);
    await updateTicket(actor, { ticket: ticket.id, priority: round % 2 ? "low" : "high" }).catch(
      () => undefined,
    );
  }
  if (actor.role !== "viewer") {
    await createTicket(actor, { title: `Filed in round ${round}`, description: "It is broken again." });
  }
  await readStats(actor);
  for (const unread of [false, true]) {
    const page = await listNotifications(actor, { limit: 25, unread });
    await listNotifications(actor, {
      limit: 25,
      unread,
      ...(page.nextCursor ? { cursor: page.nextCursor } : {}),
    });
  }
  await listTeams(actor, {});
  await listPeople(actor, { limit: 25 });
  await listTags(actor, { limit: 25 });
  if (isAdmin) {
    const page = await listAudit(actor, { limit: 25 });
    await listAudit(actor, { limit: 25, cursor: page.nextCursor ?? undefined });
    await listUsers(actor, { limit: 25, sort: "name" });
    await listNotices(actor, { limit: 25, language: "en" });
  }
}

async function findWrong(statements: readonly SentStatement[]): Promise<string[]> {
  const client = new pg.Client({ connectionString: pool().options.connectionString });
  await client.connect();
  try {
    const wrong: string[] = [];
    for (const statement of statements) {
      const costs = await comparePlans(client, statement);
      if (costs && costs.generic > costs.custom * TIMES + BLOCKS) {
        wrong.push(
          `${costs.generic} blocks instead of ${costs.custom}: ${statement.text} ${JSON.stringify(statement.values)}`,
        );
      }
    }
    return wrong;
  } finally {
    await client.end();
  }
}

afterAll(() => sent.clear());
