import { v7 } from "uuid";
import type { Sentence } from "@/messages/server/sentence";
import { raiseNotice, type NoticeText } from "@/features/notices/server/write";
import { sweepNotices } from "@/features/notices/server/write-sweep";
import { pool, transaction } from "@/server/database/database";

/** Raises a notice of its own problem and returns its id. */
export async function makeNotice(
  organisation: { id: string },
  overrides: Partial<NoticeText> & { key?: string; message?: string } = {},
): Promise<string> {
  const { key = v7(), message = "Something to know.", ...text } = overrides;
  await transaction((tx) =>
    raiseNotice(tx, {
      organisationId: organisation.id,
      key,
      describe: () => ({ kind: "job_failed", level: "warning", sentence: asStored(message), ...text }),
    }),
  );
  const { rows } = await pool().query<{ id: string }>(
    "SELECT id FROM notices WHERE organisation_id = $1 AND dedupe_key = $2",
    [organisation.id, key],
  );
  return rows[0]?.id ?? "";
}

/** A sentence that is in no catalogue, as a row of an earlier release has it. */
export function asStored(message: string): Sentence {
  return { key: null, values: {}, english: message };
}

/** Level and message of an organisation's notices, the oldest first; those that are over in brackets. */
export async function readNotices(organisation: { id: string }): Promise<string[]> {
  const { rows } = await pool().query<{ level: string; message: string; is_over: boolean }>(
    "SELECT level, message, ended_at IS NOT NULL AS is_over FROM notices WHERE organisation_id = $1 ORDER BY id",
    [organisation.id],
  );
  return rows.map(({ level, message, is_over: isOver }) =>
    isOver ? `(${level}: ${message})` : `${level}: ${message}`,
  );
}

/** Has everything that is still open end by its own time. */
export async function afterItsTime(): Promise<void> {
  await pool().query("UPDATE notices SET ends_at = now() - interval '1 second' WHERE ends_at IS NOT NULL");
  await sweepNotices();
}
