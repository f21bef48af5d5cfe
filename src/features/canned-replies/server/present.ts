import type { CannedReplyDto } from "@/features/canned-replies/schema";
import { worksOnTickets } from "@/features/library/policy";
import type { LibraryShelf } from "@/features/library/server/read-item";
import { LIBRARY_COLUMNS, type LibraryRow } from "@/features/library/server/read-places";
import { presentOfLibrary } from "@/features/library/server/present";
import type { Actor } from "@/shared/roles";

/** A canned reply as it stands in its table. */
export interface CannedReplyRow extends LibraryRow {
  keyword: string | null;
  body: string;
  uses: number;
}

const CANNED_REPLY_COLUMNS = `${LIBRARY_COLUMNS}, l.keyword, l.body, l.uses`;

/** A canned reply as its caller sees it. */
function presentCannedReply(actor: Actor, row: CannedReplyRow): CannedReplyDto {
  const { keyword, body, uses } = row;
  return { ...presentOfLibrary(actor, row, worksOnTickets), keyword, body, uses };
}

/** Canned replies as things of the library. */
export const CANNED_REPLIES: LibraryShelf<CannedReplyRow, CannedReplyDto> = {
  kind: "cannedReply",
  table: "canned_replies",
  columns: CANNED_REPLY_COLUMNS,
  subjectType: "canned_reply",
  mayOwn: worksOnTickets,
  present: presentCannedReply,
};
