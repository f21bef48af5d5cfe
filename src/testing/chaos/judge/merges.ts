import { pool } from "@/server/database/database";
import type { History } from "../history/history";
import type { Problem } from "./judge";

/** A commit is found by its own time in two ways that differ by so little. */
const SAME_COMMIT_MILLISECONDS = 20;

/** Each column that names the account that went, by how a row of it is called. */
const LEFT = [
  ["a ticket as requester", "SELECT count(*) FROM tickets WHERE requester_id = m.from_id"],
  ["a ticket as assignee", "SELECT count(*) FROM tickets WHERE assignee_id = m.from_id"],
  ["a ticket as watcher", "SELECT count(*) FROM watchers WHERE person_id = m.from_id"],
  ["a comment", "SELECT count(*) FROM comments WHERE author_id = m.from_id"],
  ["a file", "SELECT count(*) FROM attachments WHERE uploader_id = m.from_id"],
  ["a notification", "SELECT count(*) FROM notifications WHERE person_id = m.from_id"],
  ["a mail to come", "SELECT count(*) FROM notification_mails WHERE person_id = m.from_id"],
] as const;

/** How many merges there were, and what they left behind or lost on the way. */
export async function checkMerges(history: History): Promise<{ count: number; problems: Problem[] }> {
  const { rows } = await pool().query<{ from: string; into: string; state: string } & Record<string, string>>(
    `SELECT m.from_id AS "from", m.to_id AS "into", m.state, ${LEFT.map(([name, sql]) => `(${sql}) AS "${name}"`).join(", ")} FROM person_merges m`,
  );
  const texts = rows.flatMap((row) => [
    ...(row.state === "done" ? [] : [`the merge of ${row.from} is ${row.state}`]),
    ...LEFT.flatMap(([name]) =>
      Number(row[name]) === 0 ? [] : [`the merged ${row.from} still has ${name}`],
    ),
    ...notMoved(history, row),
  ]);
  return { count: rows.length, problems: texts.map((text) => ({ text, at: 0, trail: [] })) };
}

/** Tickets and watching that were the account's until the merge must be the other's from then on. */
function notMoved(history: History, { from, into }: { from: string; into: string }): string[] {
  const at = history.mergedInto(into).find(({ personId }) => personId === from)?.at;
  if (at === undefined) {
    return [`nothing says when ${from} was merged`];
  }
  return history.ticketIds.flatMap((ticketId) => {
    const requesters = history.requestersOf(ticketId);
    const watching = history.watchingOf(ticketId);
    const isAt = (moment: number): boolean => Math.abs(moment - at) <= SAME_COMMIT_MILLISECONDS;
    const hadToWatch = watching.some((one) => one.personId === from && isAt(one.to));
    const watches = watching.some(
      (one) =>
        one.personId === into &&
        one.from <= at + SAME_COMMIT_MILLISECONDS &&
        one.to >= at - SAME_COMMIT_MILLISECONDS,
    );
    return [
      ...(requesters.includes(from) && requesters.at(-1) !== into
        ? [`${ticketId} of ${from} is not ${into}'s`]
        : []),
      ...(hadToWatch && !watches ? [`${into} does not watch ${ticketId} as ${from} did`] : []),
    ];
  });
}
