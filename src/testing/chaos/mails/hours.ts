import { setTimeout as sleep } from "node:timers/promises";
import { pool } from "@/server/database/database";

const EMPTY_MILLISECONDS = 120_000;
const EVERY_MILLISECONDS = 500;
/** Longer than anything that is under way takes to end: a mail that is still taken then was left by its process. */
const LEFT_MILLISECONDS = 20_000;

/** Lets an hour pass for what waits for the next one, and for what counts the mails of the last. */
export async function letHourPass(): Promise<void> {
  const hour = "interval '1 hour'";
  await pool().query(
    `UPDATE outgoing_mails SET created_at = created_at - ${hour}, settled_at = settled_at - ${hour} WHERE state = 'sent'`,
  );
  await letDigestsLeave();
}

/**
 * Lets so much time pass that all mails that are to leave have left, and merges have been looked at once more: what was left to processes that
 * were killed is tried again, and held mails are let go. Call it once nobody writes or hands over any more. Throws where mails stay.
 */
export async function letAllLeave(): Promise<void> {
  await letHourPass();
  await tryAgain();
  await pool().query("UPDATE person_merges SET finished_at = finished_at - interval '1 hour'");
  const end = performance.now() + EMPTY_MILLISECONDS;
  let triedAt = performance.now();
  for (
    let left = await countLeft();
    Object.values(left).some((count) => count > 0);
    left = await countLeft()
  ) {
    if (performance.now() > end) {
      const { rows } = await pool().query(
        "SELECT id, kind, state, attempts, next_try_at, error FROM outgoing_mails WHERE state IN ('queued', 'held') LIMIT 5",
      );
      throw new Error(
        `waited in vain until all mails have left: ${JSON.stringify(left)}, ${JSON.stringify(rows)}`,
      );
    }
    await letDigestsLeave();
    if (performance.now() - triedAt > LEFT_MILLISECONDS) {
      triedAt = performance.now();
      await tryAgain();
    }
    await pool().query(
      "UPDATE outgoing_mails SET state = 'queued', is_released = true, next_try_at = now() WHERE state = 'held'",
    );
    await sleep(EVERY_MILLISECONDS);
  }
}

/** A process that could not note that a mail was taken, or not, leaves it to the others for minutes: they pass. */
async function tryAgain(): Promise<void> {
  await pool().query("UPDATE outgoing_mails SET next_try_at = now() WHERE state = 'queued'");
}

async function letDigestsLeave(): Promise<void> {
  await pool().query(
    "UPDATE notification_mails SET due_at = now() WHERE mail_id IS NULL AND time <> 'now' AND due_at > now()",
  );
}

async function countLeft(): Promise<Record<string, number>> {
  const { rows } = await pool().query<Record<string, number>>(
    `SELECT (SELECT count(*)::int FROM notification_mails WHERE mail_id IS NULL) AS "notYetQueued",
       (SELECT count(*)::int FROM outgoing_mails WHERE state = 'queued') AS queued,
       (SELECT count(*)::int FROM outgoing_mails WHERE state = 'held') AS held,
       (SELECT count(*)::int FROM person_merges WHERE settled_at IS NULL) AS "mergesNotSettled"`,
  );
  return rows[0] ?? {};
}
