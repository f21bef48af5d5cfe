import type { AnnouncementAudience, AnnouncementState } from "@/features/announcements/schema";
import { TEAM_IDS } from "@/server/api/session-rows";
import type { Sql } from "@/server/database/database";
import type { Role } from "@/shared/roles";

/** An announcement as it stands now, by the database's clock. */
export interface AnnouncementRow {
  id: string;
  organisation_id: string;
  level: string;
  message: string;
  link: string | null;
  audience: AnnouncementAudience;
  team_id: string | null;
  on_sign_in: boolean;
  starts_at: Date;
  ends_at: Date | null;
  revision: number;
  created_at: Date;
  state: AnnouncementState;
  /** As pages were last sent it: behind `state` until the job has run. */
  phase: AnnouncementState;
  is_deleted: boolean;
}

/** How an announcement, of a table aliased `a`, stands by the clock. */
export const STATE =
  "CASE WHEN a.ends_at <= now() THEN 'past' WHEN a.starts_at <= now() THEN 'current' ELSE 'planned' END";

/** Whether it is shown now. */
export const IS_CURRENT =
  "(a.deleted_at IS NULL AND a.starts_at <= now() AND (a.ends_at IS NULL OR a.ends_at > now()))";

/** The columns of an AnnouncementRow, of a table aliased `a`. */
export const COLUMNS = `a.id, a.organisation_id, a.level, a.message, a.link, a.audience, a.team_id, a.on_sign_in, a.starts_at, a.ends_at,
  a.revision, a.created_at, ${STATE} AS state, a.phase, a.deleted_at IS NOT NULL AS is_deleted`;

/** A person who has dismissed an announcement as it stands, with their rights of now. */
export interface Dismisser {
  announcementId: string;
  personId: string;
  role: Role;
  teamIds: string[];
}

/** Reads announcements by their ids, deleted ones too. */
export async function readAnnouncementRows(sql: Sql, ids: readonly string[]): Promise<AnnouncementRow[]> {
  if (ids.length === 0) {
    return [];
  }
  const { rows } = await sql.query<AnnouncementRow>(
    `SELECT ${COLUMNS} FROM announcements a WHERE a.id = ANY($1::uuid[])`,
    [ids],
  );
  return rows;
}

/** Reads who has dismissed these announcements as they stand. */
export async function readDismissers(sql: Sql, ids: readonly string[]): Promise<Dismisser[]> {
  if (ids.length === 0) {
    return [];
  }
  const { rows } = await sql.query<Dismisser>(
    `SELECT d.announcement_id AS "announcementId", p.id AS "personId", p.role, ${TEAM_IDS} AS "teamIds"
     FROM announcement_dismissals d JOIN announcements a ON a.id = d.announcement_id AND d.revision >= a.revision
     JOIN people p ON p.id = d.person_id WHERE a.id = ANY($1::uuid[])`,
    [ids],
  );
  return rows;
}
