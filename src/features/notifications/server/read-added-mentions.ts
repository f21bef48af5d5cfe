import type { Sql } from "@/server/database/database";
import { readMentions, readMentionTexts } from "./read-mentions";
import { readReceivers } from "./read-receivers";

/**
 * The staff whose mentions a change added to a text, as ids. Computed when the text is written, as the
 * earlier text is not stored; rights are checked when the notifications are written.
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
