import type { CannedReplyDto } from "@/features/canned-replies/schema";
import { LIBRARY_COLUMNS, type LibraryRow } from "@/features/library/server/read-places";
import { presentOfLibrary } from "@/features/library/server/present";
import type { Actor } from "@/shared/roles";

/** A canned reply as it stands in its table. */
export interface CannedReplyRow extends LibraryRow {
  keyword: string | null;
  body: string;
  uses: number;
}

/** The columns of a CannedReplyRow, of a table aliased `l`. */
export const CANNED_REPLY_COLUMNS = `${LIBRARY_COLUMNS}, l.keyword, l.body, l.uses`;

/** A canned reply as its caller sees it. */
export function presentCannedReply(actor: Actor, row: CannedReplyRow): CannedReplyDto {
  const { keyword, body, uses } = row;
  return { ...presentOfLibrary(actor, row), keyword, body, uses };
}
