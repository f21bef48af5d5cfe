import { z } from "zod";
import { say } from "@/messages/server/say";
import { readSettings } from "@/features/organisations/server/read";
import { transaction, type Sql, type Transaction } from "@/server/database/database";
import type { Job } from "@/server/jobs/jobs";
import { mintOrganisationId } from "@/shared/roles";
import { endNotices, raiseNotice } from "@/features/notices/server/write";

const EVERY_MILLISECONDS = 60_000;
/** How many tickets of a priority get notices of their own at a time; the others are counted in one, or a backlog would fill the list. */
const MOST_AT_ONCE = 3;
const PRIORITIES = ["urgent", "high", "medium", "low"] as const;

type Priority = (typeof PRIORITIES)[number];

/** Raises notices for tickets that are unassigned for longer than the organisation wants. */
export const waitingTicketsJob: Job = {
  name: "notice waiting tickets",
  everyMilliseconds: EVERY_MILLISECONDS,
  run: noticeWaitingTickets,
};

/** SQL for a waiting ticket, of a `tickets` aliased `t`: it waits for support, and has no assignee. */
const WAITS =
  "t.assignee_id IS NULL AND t.deleted_at IS NULL AND t.archived_at IS NULL AND t.status IN ('open', 'in_progress')";

/** Ends the notices of tickets that wait no more and raises those that have waited too long, in all organisations; returns how many of both. */
export async function noticeWaitingTickets(): Promise<number> {
  let done = await transaction((tx) =>
    endNotices(
      tx,
      `n.kind = 'ticket_waiting' AND n.dedupe_key NOT LIKE 'more:%'
       AND NOT EXISTS (SELECT 1 FROM tickets t WHERE t.id = n.ticket_id AND ${WAITS})`,
      [],
    ),
  );
  const { rows } = await transaction((tx) =>
    tx.query<{ id: string }>("SELECT id FROM organisations ORDER BY id"),
  );
  for (const { id } of rows) {
    const { unassignedMinutes } = await readSettings(mintOrganisationId(id));
    for (const priority of PRIORITIES) {
      const minutes = unassignedMinutes[priority];
      done += await transaction((tx) => noticeWaiting(tx, { organisationId: id, priority, minutes }));
    }
  }
  return done;
}

interface Wanted {
  organisationId: string;
  priority: Priority;
  /** Null where the organisation wants no such notices. */
  minutes: number | null;
}

async function noticeWaiting(tx: Transaction, wanted: Wanted): Promise<number> {
  const { organisationId, priority, minutes } = wanted;
  const waiting = minutes === null ? NOBODY : await readWaiting(tx, { ...wanted, minutes });
  const due = waiting.first.slice(0, MOST_AT_ONCE - (await countRaised(tx, wanted)));
  let done = 0;
  for (const { id, number } of due) {
    done += Number(
      await raiseNotice(tx, {
        organisationId,
        key: `waiting:${id}`,
        describe: (before) =>
          before === null
            ? {
                kind: "ticket_waiting",
                level: "warning",
                sentence: say("alerts.waiting", { number, ...inUnits(minutes ?? 0) }),
                link: `/tickets/${number}`,
                ticketId: id,
                data: { priority },
              }
            : null,
      }),
    );
  }
  return done + (await countRest(tx, wanted, waiting.count - due.length));
}

/** The first of the waiting tickets, and how many there are. */
interface Waiting {
  first: { id: string; number: number }[];
  count: number;
}

const NOBODY: Waiting = { first: [], count: 0 };

/** The longest waiting first; a change of assignee, status or priority restarts the time. */
async function readWaiting(
  sql: Sql,
  { organisationId, priority, minutes }: Wanted & { minutes: number },
): Promise<Waiting> {
  const since = "now() - $3 * interval '1 minute'";
  const { rows } = await sql.query<{ id: string; number: number; count: number }>(
    `SELECT t.id, t.number, (count(*) OVER ())::int AS count FROM tickets t
     WHERE t.organisation_id = $1 AND t.priority = $2::priority AND ${WAITS} AND t.created_at < ${since}
       AND NOT EXISTS (SELECT 1 FROM notices n WHERE n.organisation_id = $1 AND n.dedupe_key = 'waiting:' || t.id)
       AND NOT EXISTS (SELECT 1 FROM events e WHERE e.ticket_id = t.id AND e.at >= ${since} AND e.type = 'ticket:updated'
         AND e.data->'changes' ?| ARRAY['assignee', 'status', 'priority', 'deletedAt'])
     ORDER BY t.created_at, t.id LIMIT ${MOST_AT_ONCE}`,
    [organisationId, priority, minutes],
  );
  return { first: rows, count: rows[0]?.count ?? 0 };
}

async function countRaised(sql: Sql, { organisationId, priority }: Wanted): Promise<number> {
  const { rows } = await sql.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM notices WHERE organisation_id = $1 AND kind = 'ticket_waiting'
       AND dedupe_key LIKE 'waiting:%' AND data->>'priority' = $2`,
    [organisationId, priority],
  );
  return Math.min(MOST_AT_ONCE, rows[0]?.count ?? 0);
}

const countSchema = z.object({ count: z.number() });

/** One notice for those without notices of their own, saying how many they are now. */
async function countRest(
  tx: Transaction,
  { organisationId, priority }: Wanted,
  count: number,
): Promise<number> {
  const key = `more:waiting:${priority}`;
  if (count === 0) {
    return await endNotices(tx, "n.organisation_id = $1 AND n.dedupe_key = $2", [organisationId, key]);
  }
  const isNew = await raiseNotice(tx, {
    organisationId,
    key,
    describe: (before) =>
      before !== null && countSchema.parse(before).count === count
        ? null
        : {
            kind: "ticket_waiting",
            level: "warning",
            sentence: say("alerts.moreWaiting", { count, priority }),
            link: `/tickets?status=open,in_progress&priority=${priority}&assignee=none`,
            data: { count },
          },
  });
  return Number(isNew);
}

/** The largest unit in which it is a whole number. */
function inUnits(minutes: number): { count: number; unit: "day" | "hour" | "minute" } {
  if (minutes % 1440 === 0) {
    return { count: minutes / 1440, unit: "day" };
  }
  return minutes % 60 === 0 ? { count: minutes / 60, unit: "hour" } : { count: minutes, unit: "minute" };
}
