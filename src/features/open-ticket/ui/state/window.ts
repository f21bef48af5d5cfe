import type { AttachmentDto } from "@/features/attachments/schema";
import type { CommentDto } from "@/features/comments/schema";
import type { Page } from "@/features/tickets/schema";
import type { VersionedEvent } from "@/shared/protocol/protocol";
import { toHistoryEntry, type HistoryEntry } from "./history";

/** Where the loaded part of a conversation begins, and the cursors to go on from there; each is null where nothing is left. */
export interface Earlier {
  /** Nothing older is shown; empty where all comments are loaded. */
  from: string;
  comments: string | null;
  history: string | null;
  files: string | null;
}

/** A part of a conversation, oldest first. */
export interface WindowPart {
  comments: CommentDto[];
  /** Files that belong to no comment. */
  files: AttachmentDto[];
  history: HistoryEntry[];
  /** Null when nothing is before it. */
  earlier: Earlier | null;
}

/** The sources of a conversation's pages; each gives the latest first. */
export interface WindowSources {
  comments(cursor: string | null, limit: number): Promise<Page<CommentDto>>;
  history(cursor: string | null): Promise<Page<VersionedEvent>>;
  files(cursor: string | null): Promise<Page<AttachmentDto>>;
  /** The oldest files, which the description shows. */
  firstFiles(): Promise<AttachmentDto[]>;
}

/** How many comments a page shows at first, and loads with each request for earlier ones. */
export const WINDOW_COMMENTS = 50;
/** The most comments of a page that is fetched afresh as far back as it went before. */
const REFETCHED_COMMENTS = 500;
/** Pages of history and of files for one step: when a ticket has more between its comments, the next step continues. */
const STEP_PAGES = 3;

/** The part of a conversation to read. */
export interface WindowRange {
  /** Goes on from here, instead of beginning with the latest. */
  before?: Earlier;
  /** Goes back to where this begins; null: to the beginning. Without it, one page of comments. */
  until?: Earlier | null;
  /** The history is loaded already, from this cursor on: it is not read. */
  historyFrom?: string | null;
}

/** Reads a part of a conversation: comments, and the history and files since the oldest of them. */
export async function readWindow(
  sources: WindowSources,
  { before, until, historyFrom }: WindowRange,
): Promise<WindowPart> {
  const isDone = (cursor: string | null | undefined): boolean => before !== undefined && cursor === null;
  const firstHistory =
    historyFrom !== undefined || isDone(before?.history) ? null : sources.history(before?.history ?? null);
  const firstFiles = isDone(before?.files) ? null : sources.files(before?.files ?? null);
  // Requested ahead: an error is reported below, where they are awaited.
  firstHistory?.catch(() => undefined);
  firstFiles?.catch(() => undefined);

  const { comments, next } = isDone(before?.comments)
    ? { comments: [], next: null }
    : await readComments(sources, before?.comments ?? null, until);
  const from = next === null ? "" : (comments.at(-1)?.createdAt ?? until?.from ?? "");
  const [history, files] = await Promise.all([
    readBack(firstHistory, sources.history, (event) => event.at, from),
    readBack(firstFiles, sources.files, (file) => file.createdAt, from),
  ]);
  const nextHistory = historyFrom === undefined ? history.next : historyFrom;
  const described = before === undefined && files.next !== null ? await sources.firstFiles() : [];
  const known = new Set(files.items.map((file) => file.id));
  const isAll = next === null && nextHistory === null && files.next === null;
  return {
    comments: comments.toSorted(byTime),
    files: [...described.filter((file) => !known.has(file.id)), ...files.items].toSorted(byTime),
    history: history.items
      .flatMap((event) => toHistoryEntry(event) ?? [])
      .toSorted((a, b) => a.version - b.version),
    earlier: isAll ? null : { from, comments: next, history: nextHistory, files: files.next },
  };
}

async function readComments(
  sources: WindowSources,
  cursor: string | null,
  until: Earlier | null | undefined,
): Promise<{ comments: CommentDto[]; next: string | null }> {
  const comments: CommentDto[] = [];
  const end = until?.from ?? "";
  const isThere = (): boolean => end !== "" && (comments.at(-1)?.createdAt ?? "") <= end;
  let next = cursor;
  do {
    const page: Page<CommentDto> = await sources.comments(next, WINDOW_COMMENTS);
    comments.push(...page.items);
    next = page.nextCursor;
  } while (next !== null && until !== undefined && comments.length < REFETCHED_COMMENTS && !isThere());
  // Exactly as far as before, or each fetch would go back a little further.
  return until && isThere()
    ? { comments: comments.filter((one) => one.createdAt >= end), next: until.comments }
    : { comments, next };
}

/** Pages backwards until one reaches further back than `from`. */
async function readBack<Item>(
  first: Promise<Page<Item>> | null,
  read: (cursor: string) => Promise<Page<Item>>,
  timeOf: (item: Item) => string,
  from: string,
): Promise<{ items: Item[]; next: string | null }> {
  const items: Item[] = [];
  let page = await first;
  for (let pages = 1; page; pages++) {
    items.push(...page.items);
    const next: string | null = page.nextCursor;
    const last = items.at(-1);
    if (next === null || pages >= STEP_PAGES || (last && timeOf(last) < from)) {
      return { items, next };
    }
    page = await read(next);
  }
  return { items, next: null };
}

function byTime(a: { createdAt: string; id: string }, b: { createdAt: string; id: string }): number {
  return a.createdAt < b.createdAt || (a.createdAt === b.createdAt && a.id < b.id) ? -1 : 1;
}
