import type { Sql } from "@/server/database/database";
import { readMentions, readMentionTexts } from "./read-mentions";
import { readReceivers } from "./read-receivers";

/**
 * Whose names the change of a text added to it, as ids of this organisation's staff. Asked when it is written, as the
 * text before is not kept; who may be told is settled when they are told.
 */
export async function readAddedMentions(
  sql: Sql,
  organisationId: string,
  { before, after }: { before: string; after: string },
): Promise<string[]> {
  const known = new Set(readMentionTexts(before));
  if (readMentionTexts(after).every((text) => known.has(text))) {
    return [];
  }
  const staff = [...(await readReceivers(sql, { personIds: [], staffOf: [organisationId] })).values()];
  const mentioned = new Set(readMentions(before, staff));
  return readMentions(after, staff).filter((id) => !mentioned.has(id));
}
