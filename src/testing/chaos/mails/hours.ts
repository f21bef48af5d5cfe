import { pool } from "@/server/database/database";
import { until } from "@/testing/wait";

const EMPTY_MILLISECONDS = 90_000;
/** A mail that is being handed over just now is left to who does that. */
const TAKEN = "state = 'queued' AND next_try_at > now()";

/** Lets an hour pass for what waits for the next one, and for what counts the mails of the last. */
export async function letHourPass(): Promise<void> {
  const hour = "interval '1 hour'";
  await pool().query(
    `UPDATE outgoing_mails SET created_at = created_at - ${hour}, settled_at = settled_at - ${hour} WHERE state = 'sent'`,
  );
  await pool().query("UPDATE notification_mails SET due_at = now() WHERE mail_id IS NULL AND time <> 'now'");
}

/**
 * Lets so much time pass that all mails that are to leave have left: what was left to processes that were killed is tried again, and held
 * mails are let go. Nothing may be handed over meanwhile by others.
 */
export async function letAllLeave(): Promise<void> {
  await until(
    "all mails have left and merges are settled",
    async () => {
      await pool().query(
        "UPDATE person_merges SET finished_at = finished_at - interval '1 hour' WHERE settled_at IS NULL AND finished_at > now() - interval '2 minutes'",
      );
      await letHourPass();
      const { rows } = await pool().query<{ count: number }>(
        `SELECT ((SELECT count(*) FROM notification_mails WHERE mail_id IS NULL)
           + (SELECT count(*) FROM outgoing_mails WHERE state IN ('queued', 'held'))
           + (SELECT count(*) FROM person_merges WHERE settled_at IS NULL))::int AS count`,
      );
      return rows[0]?.count === 0;
    },
    EMPTY_MILLISECONDS,
  );
}

/** Lets what was held leave, and what was left to processes that are no more. */
export async function freeMails(): Promise<void> {
  await pool().query(
    `UPDATE outgoing_mails SET state = 'queued', is_released = true, next_try_at = now() WHERE state = 'held' OR ${TAKEN}`,
  );
}
