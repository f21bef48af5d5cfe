import type { Language } from "@/messages/locale";
import { say } from "@/messages/server/say";
import type { NoticeDto, NoticePage, NoticeQuery } from "@/features/notices/schema";
import { pool, readSnapshot, type Sql } from "@/server/database/database";
import { decodeCursorWithId, toPage } from "@/server/api/paging";
import { AppError } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import { presentNoticeFor, type NoticeRow } from "./present";
import { NOTICE_COLUMNS } from "./read-rows";

type OwnRow = NoticeRow & { acknowledged_at: Date | null };

/** The notices of an organisation as this admin has acknowledged them: `$1` is the organisation, `$2` the admin. */
const OWN = `SELECT ${NOTICE_COLUMNS}, a.at AS acknowledged_at
  FROM notices n LEFT JOIN tickets t ON t.id = n.ticket_id LEFT JOIN notice_acks a ON a.notice_id = n.id AND a.person_id = $2
  WHERE n.organisation_id = $1`;

/** The notices of the organisation, the newest first, with how many this admin has not acknowledged. */
export async function listNotices(
  actor: Actor,
  query: NoticeQuery & { language: Language },
): Promise<NoticePage> {
  const after = decodeCursorWithId(query.cursor, 1);
  return await readSnapshot(async (sql) => {
    const { rows } = await sql.query<OwnRow>(
      `${OWN} AND ($3::uuid IS NULL OR n.id < $3) AND ($4::boolean IS NULL OR (a.at IS NOT NULL) = $4) ORDER BY n.id DESC LIMIT $5`,
      [actor.organisationId, actor.id, after?.[0] ?? null, query.acknowledged ?? null, query.limit + 1],
    );
    const page = toPage(
      rows,
      query.limit,
      (row) => [row.id],
      (row) => presentNoticeFor(row, query.language),
    );
    return { ...page, unread: await countUnacknowledged(actor, sql) };
  });
}

/** One notice as this admin sees it. Throws `not_found`. */
export async function readNoticeFor(
  actor: Actor,
  { noticeId, language }: { noticeId: string; language: Language },
  sql: Sql,
): Promise<NoticeDto> {
  const { rows } = await sql.query<OwnRow>(`${OWN} AND n.id = $3`, [
    actor.organisationId,
    actor.id,
    noticeId,
  ]);
  if (!rows[0]) {
    throw new AppError("not_found", say("refusals.notices.unknown"));
  }
  return presentNoticeFor(rows[0], language);
}

/** How many notices this admin has not acknowledged. */
export async function countUnacknowledged(actor: Actor, sql: Sql = pool()): Promise<number> {
  const { rows } = await sql.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM notices n WHERE n.organisation_id = $1
       AND NOT EXISTS (SELECT 1 FROM notice_acks a WHERE a.notice_id = n.id AND a.person_id = $2)`,
    [actor.organisationId, actor.id],
  );
  return rows[0]?.count ?? 0;
}
