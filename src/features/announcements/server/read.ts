import { byLevel } from "@/features/announcements/apply";
import { isAnnouncedTo } from "@/features/announcements/policy";
import {
  signInAnnouncementSchema,
  type AdminAnnouncementDto,
  type AnnouncementDto,
  type AnnouncementQuery,
  type SignInAnnouncementDto,
} from "@/features/announcements/schema";
import { canAdminister } from "@/features/users/policy";
import { say } from "@/messages/server/say";
import { badCursor, decodeCursorWithId, pageOfWhole, toPage } from "@/server/api/paging";
import { pool, type Sql } from "@/server/database/database";
import { AppError } from "@/shared/errors";
import { isUuid } from "@/shared/ids";
import type { Actor, OrganisationId } from "@/shared/roles";
import { timeText } from "@/shared/time/time-text";
import { presentAnnouncement, presentForAdmin } from "./present";
import { COLUMNS, IS_CURRENT, STATE, type AnnouncementRow } from "./read-rows";

type OwnRow = AnnouncementRow & { is_dismissed: boolean };
type AdminRow = OwnRow & { team_name: string | null; team_is_private: boolean | null };

/** Announcements of an organisation as this person has dismissed them: `$1` is the organisation, `$2` the person. */
const OWN = `SELECT ${COLUMNS}, coalesce(d.revision >= a.revision, false) AS is_dismissed`;
const OWN_FROM =
  "FROM announcements a LEFT JOIN announcement_dismissals d ON d.announcement_id = a.id AND d.person_id = $2";

/** A page of announcements: to admins all, to everybody else (and to admins who ask for their own) the current ones for them. */
export async function listAnnouncements(
  actor: Actor,
  query: AnnouncementQuery,
): Promise<{ items: (AnnouncementDto | AdminAnnouncementDto)[]; nextCursor: string | null }> {
  if (canAdminister(actor) && query.for === undefined) {
    return await listForAdmin(actor, query);
  }
  const isNone = query.state !== undefined && !query.state.includes("current");
  return pageOfWhole(isNone ? [] : await readAnnouncementsFor(actor), query);
}

/** The current announcements for this person, by their rights of now: the most pressing first. */
export async function readAnnouncementsFor(actor: Actor): Promise<AnnouncementDto[]> {
  const { rows } = await pool().query<OwnRow>(
    `${OWN} ${OWN_FROM} WHERE a.organisation_id = $1 AND ${IS_CURRENT}`,
    [actor.organisationId, actor.id],
  );
  return rows
    .filter((row) => isAnnouncedTo(actor, { audience: row.audience, teamId: row.team_id }))
    .map((row) => presentAnnouncement(row, row.is_dismissed))
    .sort(byLevel);
}

/** The current announcements that are marked for the sign-in page of this organisation. */
export async function readSignInAnnouncements(
  organisationId: OrganisationId,
): Promise<SignInAnnouncementDto[]> {
  const { rows } = await pool().query<AnnouncementRow>(
    `SELECT ${COLUMNS} FROM announcements a WHERE a.organisation_id = $1 AND a.on_sign_in AND a.audience = 'everybody' AND ${IS_CURRENT}`,
    [organisationId],
  );
  return rows.map(presentForSignIn).sort(byLevel);
}

/** One announcement of the organisation for its admins. Throws `not_found`. */
export async function readAnnouncement(
  actor: Actor,
  announcementId: string,
  sql: Sql = pool(),
): Promise<AdminAnnouncementDto> {
  const { rows } = isUuid(announcementId)
    ? await sql.query<AdminRow>(`${FOR_ADMIN} AND a.id = $3`, [
        actor.organisationId,
        actor.id,
        announcementId,
      ])
    : { rows: [] };
  if (!rows[0]) {
    throw unknownAnnouncement();
  }
  return presentForAdmin(rows[0]);
}

/** The refusal of an announcement that is not there, or not for the caller. */
export function unknownAnnouncement(): AppError {
  return new AppError("not_found", say("refusals.announcements.unknown"));
}

const FOR_ADMIN = `${OWN}, t.name AS team_name, t.is_private AS team_is_private ${OWN_FROM} LEFT JOIN teams t ON t.id = a.team_id
  WHERE a.organisation_id = $1 AND a.deleted_at IS NULL`;

/** The one that begins last comes first. */
async function listForAdmin(
  actor: Actor,
  query: AnnouncementQuery,
): Promise<{ items: AdminAnnouncementDto[]; nextCursor: string | null }> {
  const [startsAt = null, id = null] = readCursor(query.cursor);
  const { rows } = await pool().query<AdminRow>(
    `${FOR_ADMIN} AND ($3::text[] IS NULL OR ${STATE} = ANY($3))
       AND ($4::timestamptz IS NULL OR (a.starts_at, a.id) < ($4::timestamptz, $5::uuid))
     ORDER BY a.starts_at DESC, a.id DESC LIMIT $6`,
    [actor.organisationId, actor.id, query.state ?? null, startsAt, id, query.limit + 1],
  );
  return toPage(rows, query.limit, (row) => [row.starts_at.toISOString(), row.id], presentForAdmin);
}

function readCursor(cursor: string | undefined): string[] {
  const position = decodeCursorWithId(cursor, 2);
  if (!position) {
    return [];
  }
  const startsAt = timeText.safeParse(position[0]);
  if (!startsAt.success) {
    throw badCursor();
  }
  return [startsAt.data, String(position[1])];
}

function presentForSignIn(row: AnnouncementRow): SignInAnnouncementDto {
  return signInAnnouncementSchema.parse(presentAnnouncement(row, false));
}
