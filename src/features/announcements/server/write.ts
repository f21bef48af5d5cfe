import { v7 } from "uuid";
import type {
  AdminAnnouncementDto,
  AnnouncementCreate,
  AnnouncementPatch,
} from "@/features/announcements/schema";
import { say } from "@/messages/server/say";
import type { By } from "@/server/api/by";
import { sqlTransactionOnce } from "@/server/api/idempotency";
import { changedFrom, refuseStale } from "@/server/api/stale-changes";
import { audit } from "@/server/audit/audit";
import type { Transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";
import { AppError, refusedField } from "@/shared/errors";
import { isUuid } from "@/shared/ids";
import type { Actor } from "@/shared/roles";
import { checkFields, databaseTime, type Fields } from "./rules-fields";
import { readAnnouncement, unknownAnnouncement } from "./read";
import { COLUMNS, STATE, type AnnouncementRow } from "./read-rows";

/** Planned and current ones of an organisation: more banners than that nobody reads, and every page gets them. */
const MOST_OPEN = 50;

/** What people read: where it changes, anybody who has dismissed it sees it again. A new start is a new showing. */
const READ = ["message", "level", "link", "startsAt"] as const;

/** Makes an announcement. */
export async function createAnnouncement(
  actor: Actor,
  input: AnnouncementCreate,
  by: By,
): Promise<AdminAnnouncementDto> {
  return await sqlTransactionOnce(by.key, async (sql) => {
    const now = await databaseTime(sql);
    const { startsAt, ...rest } = input;
    const fields = await checkFields(sql, actor, { ...rest, startsAt: startsAt ?? now });
    if (fields.endsAt !== null && fields.endsAt <= now) {
      throw refusedField("endsAt", say("refusals.announcements.over"));
    }
    await refuseTooMany(sql, actor);
    const id = v7();
    await sql.query(
      `INSERT INTO announcements AS a (id, organisation_id, message, level, link, audience, team_id, on_sign_in, starts_at, ends_at)
       VALUES ($1, $2, ${VALUES.join(", ")})`,
      [id, actor.organisationId, ...valuesOf(fields)],
    );
    await settle(sql, actor, id, null);
    await writeAudit(sql, actor, by, { action: "created", id, data: { ...fields } });
    return await readAnnouncement(actor, id, sql);
  });
}

/** Changes an announcement, or ends it. Throws `not_found`, and `conflict` for what somebody else has changed since it was seen. */
export async function changeAnnouncement(
  actor: Actor,
  { announcementId, patch: asked }: { announcementId: string; patch: AnnouncementPatch },
  by: By,
): Promise<AdminAnnouncementDto> {
  return await sqlTransactionOnce(by.key, async (sql) => {
    const row = await lockRow(sql, actor, announcementId, false);
    const { was, ended, ...changes } = asked;
    const patch = ended ? { ...changes, endsAt: await endNow(sql, row) } : changes;
    const before = fieldsOf(row);
    refuseStale({
      patch,
      was,
      now: { ...before },
      current: await readAnnouncement(actor, row.id, sql),
    });
    const isElsewhere = patch.audience !== undefined && patch.audience !== "team";
    const after = await checkFields(sql, actor, {
      ...before,
      ...patch,
      ...(isElsewhere ? { teamId: null } : {}),
    });
    const isRead = READ.some((field) => after[field] !== before[field]);
    await sql.query(
      `UPDATE announcements SET (message, level, link, audience, team_id, on_sign_in, starts_at, ends_at) = (${VALUES.join(", ")}),
         revision = revision + $2 WHERE id = $1`,
      [row.id, isRead ? 1 : 0, ...valuesOf(after)],
    );
    await settle(sql, actor, row.id, row);
    await writeAudit(sql, actor, by, {
      action: ended ? "ended" : "changed",
      id: row.id,
      data: ended ? {} : { ...patch, ...changedFrom(patch, { ...before }) },
    });
    return await readAnnouncement(actor, row.id, sql);
  });
}

/** Deletes an announcement, or takes that back. Throws `not_found`. */
export async function setAnnouncementDeleted(
  actor: Actor,
  { announcementId, isDeleted }: { announcementId: string; isDeleted: boolean },
  by: By,
): Promise<AdminAnnouncementDto | null> {
  return await sqlTransactionOnce(by.key, async (sql) => {
    const row = await lockRow(sql, actor, announcementId, !isDeleted);
    await sql.query(`UPDATE announcements SET deleted_at = ${isDeleted ? "now()" : "NULL"} WHERE id = $1`, [
      row.id,
    ]);
    await settle(sql, actor, row.id, row);
    await writeAudit(sql, actor, by, {
      action: isDeleted ? "deleted" : "restored",
      id: row.id,
      data: { message: row.message },
    });
    return isDeleted ? null : await readAnnouncement(actor, row.id, sql);
  });
}

/** Placeholders of `valuesOf`, behind two others. */
const VALUES = ["$3", "$4", "$5", "$6", "$7", "$8", "$9", "$10"];

function valuesOf({ message, level, link, audience, teamId, onSignIn, startsAt, endsAt }: Fields): unknown[] {
  return [message, level, link, audience, teamId, onSignIn, startsAt, endsAt];
}

function fieldsOf(row: AnnouncementRow): Fields {
  return {
    message: row.message,
    level: row.level,
    link: row.link,
    audience: row.audience,
    teamId: row.team_id,
    onSignIn: row.on_sign_in,
    startsAt: row.starts_at.toISOString(),
    endsAt: row.ends_at?.toISOString() ?? null,
  };
}

/** Locks the announcement: a concurrent change waits, and then sees the result of the first. */
async function lockRow(
  sql: Transaction,
  actor: Actor,
  announcementId: string,
  isDeleted: boolean,
): Promise<AnnouncementRow> {
  const { rows } = isUuid(announcementId)
    ? await sql.query<AnnouncementRow>(
        `SELECT ${COLUMNS} FROM announcements a WHERE a.id = $1 AND a.organisation_id = $2 AND (a.deleted_at IS NOT NULL) = $3 FOR NO KEY UPDATE`,
        [announcementId, actor.organisationId, isDeleted],
      )
    : { rows: [] };
  if (!rows[0]) {
    throw unknownAnnouncement();
  }
  return rows[0];
}

async function endNow(sql: Transaction, row: AnnouncementRow): Promise<string> {
  if (row.state !== "current") {
    throw new AppError("invalid", say("refusals.announcements.notCurrent"));
  }
  return await databaseTime(sql);
}

/** Notes how it stands now, and tells pages: who was shown it `before`, and who is now. */
async function settle(
  sql: Transaction,
  actor: Actor,
  id: string,
  before: AnnouncementRow | null,
): Promise<void> {
  await sql.query(`UPDATE announcements a SET phase = ${STATE} WHERE a.id = $1`, [id]);
  const wasShown = before !== null && before.phase === "current" && !before.is_deleted;
  await emit(sql, {
    type: "announcement:changed",
    organisationId: actor.organisationId,
    actorId: actor.id,
    subjectId: id,
    data: {
      announcementId: id,
      shownTo: wasShown ? { audience: before.audience, teamId: before.team_id } : null,
    },
  });
}

async function refuseTooMany(sql: Transaction, actor: Actor): Promise<void> {
  await sql.query("SELECT 1 FROM organisations WHERE id = $1 FOR NO KEY UPDATE", [actor.organisationId]);
  const { rows } = await sql.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM announcements WHERE organisation_id = $1 AND deleted_at IS NULL AND (ends_at IS NULL OR ends_at > now())`,
    [actor.organisationId],
  );
  if ((rows[0]?.count ?? 0) >= MOST_OPEN) {
    throw new AppError("invalid", say("refusals.announcements.tooMany", { most: MOST_OPEN }));
  }
}

async function writeAudit(
  sql: Transaction,
  actor: Actor,
  by: By,
  { action, id, data }: { action: string; id: string; data: Record<string, unknown> },
): Promise<void> {
  await audit(sql, actor, {
    action: `announcement.${action}`,
    subjectType: "announcement",
    subjectId: id,
    data,
    address: by.address,
  });
}
