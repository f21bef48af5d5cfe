import { z } from "zod";
import type { NotificationPage, NotificationQuery } from "@/features/notifications/schema";
import { Batcher } from "@/server/concurrency/batcher";
import { pool, readSnapshot, type Sql } from "@/server/database/database";
import { badCursor, decodeCursorWithId, toPage } from "@/server/api/paging";
import { shareOnce } from "@/server/process/globals";
import type { Actor } from "@/shared/roles";
import { presentNotification, type NotificationRow } from "./present";
import { countUnreadOf, IS_VISIBLE, NOTIFICATION_COLUMNS, WITH_TICKET } from "./read-rows";

type OwnRow = NotificationRow & { number: number; title: string };

/** The actor's notifications, the newest first, with how many of all are unread. */
export async function listNotifications(actor: Actor, query: NotificationQuery): Promise<NotificationPage> {
  const after = decodeCursorWithId(query.cursor, 2);
  return await readSnapshot(async (sql) => {
    const { rows } = await sql.query<OwnRow>(
      `SELECT ${NOTIFICATION_COLUMNS}, t.number, t.title FROM ${WITH_TICKET} LEFT JOIN people a ON a.id = n.actor_id
       WHERE n.person_id = $1 AND ${IS_VISIBLE} ${query.unread ? "AND n.read_at IS NULL" : ""}
         ${after ? "AND (n.created_at, n.id) < ($3::timestamptz, $4::uuid)" : ""}
       ORDER BY n.created_at DESC, n.id DESC LIMIT $2`,
      [actor.id, query.limit + 1, ...(after ? [readTime(after[0]), after[1]] : [])],
    );
    const page = toPage(
      rows,
      query.limit,
      (row) => [row.created_at.toISOString(), row.id],
      (row) => presentNotification(row, row),
    );
    return { ...page, unread: await countUnread(actor, sql) };
  });
}

/** How many notifications the actor has not read, of what they may see. */
export async function countUnread(actor: Pick<Actor, "id">, sql?: Sql): Promise<number> {
  return sql ? ((await countUnreadOf(sql, [actor.id])).get(actor.id) ?? 0) : await together().run(actor.id);
}

/** Every connection begins with this number: after a restart, thousands do at once. */
function together(): Batcher<string, number> {
  return shareOnce(
    "unread-counts",
    () =>
      new Batcher(
        async (ids: string[]) => {
          const counts = await countUnreadOf(pool(), ids);
          return ids.map((id) => counts.get(id) ?? 0);
        },
        { atOnce: 1, most: 100 },
      ),
  );
}

/** The time that a cursor begins with; null without one. */
function readTime(value: unknown): string | null {
  if (value === undefined) {
    return null;
  }
  const time = z.iso.datetime().safeParse(value);
  if (!time.success) {
    throw badCursor();
  }
  return time.data;
}
