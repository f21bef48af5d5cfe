import { v7 } from "uuid";
import { raiseNotice, type NoticeText } from "@/features/notices/server/write";
import { pool, transaction } from "@/server/database";

/** Raises a notice of some trouble of its own and returns its id. */
export async function makeNotice(
  organisation: { id: string },
  given: Partial<NoticeText> & { key?: string } = {},
): Promise<string> {
  const { key = v7(), ...text } = given;
  await transaction((tx) =>
    raiseNotice(tx, {
      organisationId: organisation.id,
      key,
      say: () => ({ kind: "job_failed", level: "warning", message: "Something to know.", ...text }),
    }),
  );
  const { rows } = await pool().query<{ id: string }>(
    "SELECT id FROM notices WHERE organisation_id = $1 AND dedupe_key = $2",
    [organisation.id, key],
  );
  return rows[0]?.id ?? "";
}
