import type { FeedPage, FeedQuery } from "@/features/event-feed/schema";
import type { Language } from "@/messages/locale";
import { say } from "@/messages/server/say";
import { credentialsOf, resolveSession, type LiveSession } from "@/server/api/actor";
import { pool } from "@/server/database/database";
import { AppError, isAppError } from "@/shared/errors";
import { roomsOf } from "@/realtime/sockets/rooms";
import { decodeFeedCursor, encodeFeedCursor, type FeedCursor } from "./cursor";
import { readFeedStart } from "./interval";
import { readFeed, type FeedRead } from "./read-page";
import { feedWaits, type FeedWait } from "./waits";

/** Whose request it is. */
export interface FeedRequest {
  request: Request;
  session: LiveSession;
  language: Language;
}

/**
 * GET /api/events: the next page of the feed. With `wait` it comes with the next event, or empty when that time is over, when the
 * client has left or when the process stops. The caller is looked up again for every page: a session that ended while its
 * request waited gets nothing more.
 */
export async function followFeed(asked: FeedRequest, query: FeedQuery): Promise<FeedPage> {
  if (query.after === undefined) {
    return { items: [], nextCursor: encodeFeedCursor(await readFeedStart(pool())) };
  }
  const cursor = decodeFeedCursor(query.after);
  const until = performance.now() + query.wait * 1_000;
  if (query.wait === 0) {
    return pageOf(await readNext(asked, query, cursor));
  }
  const { session, language, request } = asked;
  const wait = feedWaits().enter(session.actor.id, new Set(roomsOf(session, language)));
  request.signal.addEventListener("abort", wait.leave, { once: true });
  try {
    return pageOf(await untilSome(asked, query, cursor, { wait, until }));
  } finally {
    request.signal.removeEventListener("abort", wait.leave);
    wait.leave();
  }
}

async function untilSome(
  asked: FeedRequest,
  query: FeedQuery,
  begin: FeedCursor,
  { wait, until }: { wait: FeedWait; until: number },
): Promise<FeedRead> {
  const next = async (cursor: FeedCursor): Promise<FeedRead> => {
    const read = await readNext(asked, query, cursor);
    // By the rights that were found now.
    wait.rooms = read.rooms;
    return read;
  };
  let read = await next(begin);
  while (read.items.length === 0 && !asked.request.signal.aborted) {
    const left = until - performance.now();
    if (left <= 0 || (read.isAtEnd && !(await wait.next(left)))) {
      return read;
    }
    read = await next(read.cursor);
  }
  return read;
}

/** Reads a page by the rights that the caller has now; once more when they changed in between. */
async function readNext(asked: FeedRequest, query: FeedQuery, cursor: FeedCursor): Promise<FeedRead> {
  const { language, request } = asked;
  const read = async (): Promise<FeedRead> => {
    const session = await resolveSession(credentialsOf(request.headers));
    if (!session || session.actor.id !== asked.session.actor.id) {
      throw new AppError("unauthorized", say("refusals.api.signIn"));
    }
    const rooms = new Set(roomsOf(session, language));
    return await readFeed({ session, rooms, types: query.types, limit: query.limit }, cursor);
  };
  return await feedWaits().reads.run(
    () => read().catch((error: unknown) => (isUnauthorized(error) ? read() : Promise.reject(error))),
    { key: asked.session.actor.id },
  );
}

function isUnauthorized(error: unknown): boolean {
  return isAppError(error) && error.code === "unauthorized";
}

function pageOf({ items, cursor }: FeedRead): FeedPage {
  return { items, nextCursor: encodeFeedCursor(cursor) };
}
