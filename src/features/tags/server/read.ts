import { z } from "zod";
import {
  TAG_CHANGE_KINDS,
  TAG_CHANGE_STATES,
  UNDO_DAYS,
  type AdminTagDto,
  type AdminTagsQuery,
  type TagChangeDto,
  type TagPreview,
} from "@/features/tags/schema";
import { say } from "@/messages/server/say";
import { badCursor, decodeCursor, decodeCursorWithId, toPage } from "@/server/api/paging";
import { Params } from "@/server/database/params";
import { pool, type Sql } from "@/server/database/database";
import { holdsWords, searchLines } from "@/server/search/searchable";
import { AppError } from "@/shared/errors";
import { isUuid } from "@/shared/ids";
import type { Page } from "@/features/tickets/schema";
import type { PageQuery } from "@/shared/paging";
import type { Actor } from "@/shared/roles";
import { TAGS_PER_SECOND } from "./rules-pace";

/** The tags of an organisation with the number of their tickets, which writers keep: no ticket is read. */
const COUNTED = `SELECT g.name, coalesce(c.total, 0)::int AS tickets FROM tags g LEFT JOIN (
    SELECT name, sum(total) AS total FROM (
      SELECT name, total FROM tag_counts WHERE organisation_id = $1
      UNION ALL SELECT name, change FROM tag_count_changes WHERE organisation_id = $1) all_of_them GROUP BY name) c ON c.name = g.name
  WHERE g.organisation_id = $1`;

/** GET /api/admin/tags: every tag, by name or by the number of its tickets. */
export async function listAdminTags(actor: Actor, query: AdminTagsQuery): Promise<Page<AdminTagDto>> {
  const isByCount = query.sort === "-tickets";
  const after = readPlace(query.cursor, isByCount);
  const params = new Params();
  params.add(actor.organisationId);
  const fits = query.q
    ? holdsWords(
        query.q,
        (value) => params.add(value),
        (holds) => holds(searchLines("name")),
      )
    : "true";
  const beyond = !after
    ? "true"
    : isByCount
      ? `(-tickets, name) > (${params.add(-(after.tickets ?? 0))}::int, ${params.add(after.name)}::text)`
      : `name > ${params.add(after.name)}::text`;
  const { rows } = await pool().query<AdminTagDto>(
    `SELECT name, tickets FROM (${COUNTED}) counted WHERE (${fits}) AND ${beyond}
     ORDER BY ${isByCount ? "-tickets, name" : "name"} LIMIT ${params.add(query.limit + 1)}`,
    params.values,
  );
  return toPage(
    rows,
    query.limit,
    ({ name, tickets }) => (isByCount ? [tickets, name] : [name]),
    (row) => row,
  );
}

function readPlace(
  cursor: string | undefined,
  isByCount: boolean,
): { name: string; tickets?: number } | null {
  const values = decodeCursor(cursor, isByCount ? 2 : 1);
  if (!values) {
    return null;
  }
  const place = isByCount
    ? z.tuple([z.int32().min(0), z.string()]).transform(([tickets, name]) => ({ name, tickets }))
    : z.tuple([z.string()]).transform(([name]) => ({ name }));
  const read = place.safeParse(values);
  if (!read.success) {
    throw badCursor();
  }
  return read.data;
}

/** How many tickets carry a tag; null where there is no such tag. */
export async function countTag(sql: Sql, actor: Actor, name: string): Promise<number | null> {
  const { rows } = await sql.query<{ tickets: number }>(
    `SELECT (coalesce((SELECT sum(total) FROM tag_counts c WHERE c.organisation_id = $1 AND c.name = $2), 0)
       + coalesce((SELECT sum(change) FROM tag_count_changes c WHERE c.organisation_id = $1 AND c.name = $2), 0))::int AS tickets
     FROM tags g WHERE g.organisation_id = $1 AND g.name = $2`,
    [actor.organisationId, name],
  );
  return rows[0]?.tickets ?? null;
}

/** GET /api/admin/tags/preview: how many tickets a change would touch. Throws `not_found` for a tag that is not there. */
export async function previewTagChange(
  actor: Actor,
  { name, into }: { name: string; into?: string | undefined },
): Promise<TagPreview> {
  const tickets = await countTag(pool(), actor, name);
  if (tickets === null) {
    throw noSuchTag();
  }
  const intoExists = into !== undefined && (await countTag(pool(), actor, into)) !== null;
  return { tickets, intoExists, perSecond: TAGS_PER_SECOND };
}

/** The refusal of a tag that is not there. */
export function noSuchTag(): AppError {
  return new AppError("not_found", say("refusals.tags.unknown"));
}

interface ChangeRow {
  id: string;
  kind: string;
  name: string;
  into_name: string | null;
  state: string;
  total: number;
  done: number;
  person_id: string;
  person_name: string;
  created_at: Date;
  ended_at: Date | null;
  undoes: string | null;
  may_undo: boolean;
}

const CHANGE = `SELECT c.id, c.kind, c.name, c.into_name, c.state, c.total, c.done, c.person_id, p.name AS person_name, c.created_at, c.ended_at, c.undoes,
    c.kind <> 'undo' AND c.state <> 'running' AND c.done > 0 AND c.ended_at > now() - interval '${UNDO_DAYS} days'
      AND NOT EXISTS (SELECT 1 FROM tag_changes u WHERE u.undoes = c.id) AS may_undo
  FROM tag_changes c JOIN people p ON p.id = c.person_id`;

/** GET /api/admin/tags/changes: what was done to tags in the last days, the latest first. */
export async function listTagChanges(actor: Actor, query: PageQuery): Promise<Page<TagChangeDto>> {
  const after = decodeCursorWithId(query.cursor, 1);
  const { rows } = await pool().query<ChangeRow>(
    `${CHANGE} WHERE c.organisation_id = $1 AND ($2::uuid IS NULL OR c.id < $2) ORDER BY c.id DESC LIMIT $3`,
    [actor.organisationId, after?.[0] ?? null, query.limit + 1],
  );
  return toPage(rows, query.limit, ({ id }) => [id], presentChange);
}

/** One change of the caller's organisation. Throws `not_found`. */
export async function readTagChange(sql: Sql, actor: Actor, id: string): Promise<TagChangeDto> {
  const { rows } = isUuid(id)
    ? await sql.query<ChangeRow>(`${CHANGE} WHERE c.organisation_id = $1 AND c.id = $2`, [
        actor.organisationId,
        id,
      ])
    : { rows: [] };
  if (!rows[0]) {
    throw new AppError("not_found", say("refusals.tags.noChange"));
  }
  return presentChange(rows[0]);
}

function presentChange(row: ChangeRow): TagChangeDto {
  return {
    id: row.id,
    kind: z.enum(TAG_CHANGE_KINDS).parse(row.kind),
    name: row.name,
    into: row.into_name,
    state: z.enum(TAG_CHANGE_STATES).parse(row.state),
    total: row.total,
    done: row.done,
    by: { id: row.person_id, name: row.person_name },
    createdAt: row.created_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    undoes: row.undoes,
    mayUndo: row.may_undo,
  };
}
